/** How tokens are kept: only their hash, so that whoever reads the database cannot speak for anybody. */
import { createHash } from 'node:crypto'

/** SHA-256 (hex). Enough for a token of 32 random bytes, which nobody can guess; PINs need more (members/pin.ts). */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
