/** Makes identifiers of version 7 (RFC 9562) in the browser; a library for it would cost half a kilobyte. */
import type { CommandId } from './identifiers.ts'

/** A new UUIDv7: the first 48 bits are `now` (milliseconds since 1970, whole or not), then the version, the variant, 72 random bits. */
export function timeOrderedId(now: number): CommandId {
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = Math.floor(now).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-a${random.slice(3, 6)}-${random.slice(6, 18)}` as CommandId
}
