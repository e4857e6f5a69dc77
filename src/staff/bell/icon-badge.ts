/** How much waits for the member, on the app's icon. */
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import type { ChatRow, OfferRow } from '../../protocol/feed.ts'
import { unreadOf } from '../conversation/unread.ts'

/** Chats that ring or can be claimed, and own chats with words that nobody has seen here. `now` is server time. */
export function waitingChats(
  offers: readonly OfferRow[],
  chats: readonly ChatRow[],
  seen: (chat: ChatRow) => number,
  now: number,
): number {
  const claimable = offers.filter(
    ({ state, requestEndsAt }) => (state === 'ringing' || state === 'waiting') && requestEndsAt > now,
  )
  const unread = chats.filter((chat) => !chat.ended && !chat.takenOver && unreadOf(chat, seen(chat)) > 0)
  return claimable.length + unread.length
}

/** Keeps the number for as long as the owner lives; none is left after it. Few browsers have badges, and nothing needs them. */
export function createIconBadge(count: Accessor<number>): void {
  const show = (waiting: number) =>
    void (waiting > 0 ? navigator.setAppBadge?.(waiting) : navigator.clearAppBadge?.())?.catch(() => {})
  createEffect(() => show(count()))
  onCleanup(() => show(0))
}
