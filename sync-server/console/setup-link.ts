/** The one-time link with which an empty server is set up: printed at its start, and by the operator's command line. */
import { tokenHash } from '../http/secrets.ts'
import type { Storage } from '../storage/storage.ts'

/** Long enough to carry it to another desk, and no longer; a restart prints a new one. */
const setupLinkLifeMs = 24 * 3_600_000

interface SetupLinkParts {
  readonly storage: Pick<Storage, 'directory' | 'oneTimeLinks'>
  readonly clock: { now(): number }
  readonly randomToken: () => string
}

/** The path of a new link, in place of the one before it; `null` where a retailer has been set up. Only its hash is kept. */
export async function offerSetupLink({ storage, clock, randomToken }: SetupLinkParts): Promise<string | null> {
  if ((await storage.directory.retailers()).length > 0) return null
  const token = randomToken()
  await storage.oneTimeLinks.offer({
    tokenHash: tokenHash(token),
    member: null,
    expiresAt: Math.floor(clock.now()) + setupLinkLifeMs,
  })
  return `/console/#setup=${token}`
}
