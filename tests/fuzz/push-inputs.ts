/** Payloads for the service worker's reader: whoever knows a subscription's keys can send anything. */
import { readPush } from '../../src/service-worker/read-push.ts'
import type { Chance } from '../support/chance.ts'
import { picked } from '../support/sample-value.ts'
import { badJson, badTexts, badValue, bent, damaged } from './bad-values.ts'

const base = { version: 1, push: 'p', shift: 's' }
const honest: readonly object[] = [
  {
    ...base,
    is: 'ring',
    chat: 'c',
    offer: 'c.1.1',
    isReturning: true,
    hasChattedBefore: false,
    ringing: 3,
    claimableUntil: 1_763_800_000_000,
  },
  { ...base, is: 'outcome', chat: 'c', how: 'taken', by: 'Ben' },
  { ...base, is: 'madeUnavailable', misses: 3 },
  { ...base, is: 'bellCheck', check: 'k', by: 'Emma' },
]
const longestMs = 250
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u

/** What is wrong with what the reader made of one; `null` for nothing. */
export function readPushInput(chance: Chance): string | null {
  const text = payload(chance)
  const begun = process.threadCpuUsage()
  try {
    const message = readPush(text)
    const { user, system } = process.threadCpuUsage(begun)
    const sent = () => `a push of ${JSON.stringify(text?.slice(0, 2_000))}`
    if ((user + system) / 1_000 > longestMs) return `${sent()} took ${(user + system) / 1_000} ms to read`
    if (message === null) return null
    if (message.version !== 1 || Object.getPrototypeOf(message) !== Object.prototype)
      return `${sent()} was taken for ${JSON.stringify(message)}`
    return 'by' in message && message.by !== null && unseen.test(message.by)
      ? `${sent()} shows a name that turns text around`
      : null
  } catch (failure) {
    return `a push of ${JSON.stringify(text?.slice(0, 2_000))} threw ${failure}`
  }
}

function payload(chance: Chance): string | null {
  const one = picked(honest, chance)
  return chance.oneOf<() => string | null>([
    () => null,
    () => picked(badTexts, chance),
    () => JSON.stringify(badValue(chance)) ?? '',
    () => badJson(one, chance),
    () => badJson(bent(one, chance), chance),
    () => badJson(bent(one, chance), chance),
    () => JSON.stringify({ ...one, by: picked(badTexts, chance) }),
    () => damaged(Buffer.from(JSON.stringify(one)), chance).toString('utf8'),
  ])()
}
