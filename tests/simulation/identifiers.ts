/** Identifiers that a run can repeat. */
import type { CommandId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'

/** A time-ordered UUID of that moment (milliseconds since 1970). */
export function timeOrderedId(ms: number, chance: Chance): CommandId {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  const random = () => chance.between(0, 0xffff).toString(16).padStart(4, '0')
  const rest = `7${random().slice(1)}-8${random().slice(1)}-${random()}${random()}${random()}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest}` as CommandId
}

/** 43 characters of base64url, as the server's own tokens. */
export function randomToken(chance: Chance): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return Array.from({ length: 43 }, () => letters[chance.between(0, 63)]).join('')
}
