/** The codes with which a browser becomes a device: made for a manager, typed or scanned once, and kept as their hash only. */
import { tokenHash } from '../http/secrets.ts'

/** A code is worth nothing after so long. */
export const enrolmentLifeMs = 600_000

/** Crockford's base 32, which has no letter that looks like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bytes = 5

/** `code` is for the manager's eyes, with a dash in its middle; `codeHash` goes into `Devices.offer`. 40 bits, drawn evenly. */
export function newEnrolmentCode(randomBytes: (size: number) => Uint8Array): {
  readonly code: string
  readonly codeHash: string
} {
  let number = randomBytes(bytes).reduce((all, byte) => all * 256 + byte, 0)
  let code = ''
  for (let letters = (bytes * 8) / 5; letters > 0; letters--) {
    code += alphabet[number % 32]
    number = Math.floor(number / 32)
  }
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, codeHash: tokenHash(code) }
}
