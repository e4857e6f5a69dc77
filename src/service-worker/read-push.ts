/**
 * Reads what the push service delivered. It comes from outside: whoever knows a subscription's keys can send anything, an old
 * worker gets messages of a new server, and a push service repeats itself. What is not exactly a message is `null`.
 */
import { identifierPattern } from '../identifiers.ts'
import type { PushMessage } from '../protocol/push.ts'

const identifier = new RegExp(identifierPattern)
/** As long as a name may be; what is longer is cut, so that it cannot fill a locked screen. */
const mostNameCharacters = 80
const mostMembers = 1_000
/** Controls and marks that turn the direction of what follows: a name has no use for them. */
const unseenCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

type Fields = Readonly<Record<string, unknown>>

/** The message in the text of a push, or `null` where there is none that this version understands. Never throws. */
export function readPush(text: string | null): PushMessage | null {
  const fields = objectIn(text)
  if (fields?.version !== 1) return null
  const { push, shift } = fields
  if (!isIdentifier(push) || !isIdentifier(shift)) return null
  const its = readKind(fields)
  return its && ({ version: 1, push, shift, ...its } as PushMessage)
}

function readKind(fields: Fields): object | null {
  switch (fields.is) {
    case 'ring':
      return readRing(fields)
    case 'outcome':
      return readOutcome(fields)
    case 'madeUnavailable':
      return isCount(fields.misses, mostMembers) ? { is: 'madeUnavailable', misses: fields.misses } : null
    case 'bellCheck': {
      const by = readName(fields.by)
      return isIdentifier(fields.check) && by !== null ? { is: 'bellCheck', check: fields.check, by } : null
    }
    default:
      return null
  }
}

function readRing({ chat, offer, isReturning, hasChattedBefore, ringing, claimableUntil }: Fields): object | null {
  if (!isIdentifier(chat) || !isIdentifier(offer)) return null
  if (typeof isReturning !== 'boolean' || typeof hasChattedBefore !== 'boolean') return null
  if (!isCount(ringing, mostMembers) || !isCount(claimableUntil, Number.MAX_SAFE_INTEGER)) return null
  return { is: 'ring', chat, offer, isReturning, hasChattedBefore, ringing, claimableUntil }
}

function readOutcome({ chat, how, by }: Fields): object | null {
  if (!isIdentifier(chat)) return null
  if (how !== 'taken' && how !== 'mine' && how !== 'missed' && how !== 'over') return null
  return { is: 'outcome', chat, how, by: readName(by) }
}

function objectIn(text: string | null): Fields | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Fields) : null
  } catch {
    return null
  }
}

function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && identifier.test(value)
}

function isCount(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
}

/** A name as it may be shown, `null` for none. */
function readName(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const name = value
    .slice(0, 4 * mostNameCharacters)
    .replace(unseenCharacters, ' ')
    .trim()
  return [...name].slice(0, mostNameCharacters).join('') || null
}
