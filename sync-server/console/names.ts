/** Names as they are kept: one line of what people can see. */
import { ProblemReply } from '../http/problem.ts'

/** Control characters, and those that turn the direction of what follows them: a name made of them deceives. */
const deceiving = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Without blanks at its ends. Throws `out-of-bounds`, naming the field. */
export function plainName(name: string, at: string): string {
  const trimmed = name.trim().replace(/\s+/gu, ' ')
  if (trimmed !== '' && !deceiving.test(trimmed)) return trimmed
  throw outOfBounds(at, trimmed === '' ? 'must not be blank' : 'has a character in it that cannot be seen')
}

/** The problem for one field that the schema cannot judge. */
export function outOfBounds(at: string, message: string): ProblemReply {
  return new ProblemReply('out-of-bounds', `“${at}” ${message}.`, { errors: [{ at, message }] })
}
