/** The codes with which a browser becomes a device: made for a manager, typed or scanned once, and kept as their hash only. */
import { enrolmentAlphabet, readEnrolmentCode, shownEnrolmentCode } from '../../src/protocol/proofs.ts'
import { tokenHash } from '../http/secrets.ts'

/** A code is worth nothing after so long. */
export const enrolmentLifeMs = 600_000

const bytes = 5

/** `code` is for the manager's eyes, with a dash in its middle; `codeHash` goes into `Devices.offer`. 40 bits, drawn evenly. */
export function newEnrolmentCode(randomBytes: (size: number) => Uint8Array): {
  readonly code: string
  readonly codeHash: string
} {
  let number = randomBytes(bytes).reduce((all, byte) => all * 256 + byte, 0)
  let code = ''
  for (let letters = (bytes * 8) / 5; letters > 0; letters--) {
    code += enrolmentAlphabet[number % 32]
    number = Math.floor(number / 32)
  }
  return { code: shownEnrolmentCode(code), codeHash: tokenHash(code) }
}

/** By which an offered code is found; `null` for what can be none. */
export function enrolmentCodeHash(typed: string): string | null {
  const code = readEnrolmentCode(typed)
  return code === null ? null : tokenHash(code)
}
