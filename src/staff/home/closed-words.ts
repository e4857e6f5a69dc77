/** What a closed store means to the reader, in words (OF7, AV1). */
import type { Formats } from '../../locales/formats.ts'
import type { Dictionary } from '../../locales/staff/dictionary.ts'
import type { MeRow, StoreRow } from '../../protocol/feed.ts'

interface Known {
  readonly store: Pick<StoreRow, 'closed'> | null
  readonly me: Pick<MeRow, 'closedOutAt'> | null
  readonly isAvailable: boolean
}

/** Why it does not ring, and why the reader is unavailable; `null` where hours have nothing to do with it. */
export function closedWords({ store, me, isAvailable }: Known, words: Dictionary, formats: Formats, now: number): string | null {
  const its = words.home
  const closedOut = me?.closedOutAt && !isAvailable ? its.closedOut : null
  if (!store?.closed) return closedOut && `${closedOut} ${its.willNotRing}`
  const { opensAt } = store.closed
  const closed = opensAt === null ? its.closed : its.closedUntil(when(opensAt, words, formats, now))
  return closedOut ? `${closedOut} ${closed}` : closed
}

function when(at: number, { home }: Dictionary, formats: Formats, now: number): string {
  const time = formats.time(at)
  return formats.isSameDay(at, now) ? home.opensToday(time) : home.opensOn(formats.day(at), time)
}
