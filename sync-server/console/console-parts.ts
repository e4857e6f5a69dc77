/** What the console's routes are made of, put together where the HTTP interface is. */
import type { HttpParts } from '../http/parts.ts'
import type { Rates } from '../http/rates.ts'
import { createRevoking, type Revoking } from '../members/revoking.ts'
import { type ConsoleSessions, createConsoleSessions } from './console-sessions.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createReach, type Reach } from './reach.ts'
import { createSignInWaits, type SignInWaits } from './sign-in-waits.ts'

export interface ConsoleParts extends HttpParts {
  readonly rates: Rates
  readonly consoleSessions: ConsoleSessions
  readonly passkeys: Passkeys
  readonly reach: Reach
  readonly revoking: Revoking
  readonly waits: SignInWaits
}

export function consolePartsOf(parts: HttpParts & { readonly rates: Rates }): ConsoleParts {
  return {
    ...parts,
    consoleSessions: createConsoleSessions(parts),
    passkeys: createPasskeys(parts),
    reach: createReach(parts),
    revoking: createRevoking(parts),
    waits: createSignInWaits(parts.clock),
  }
}
