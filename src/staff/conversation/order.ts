/** How messages follow each other: by number, with a date where the day changes and a time where somebody stops talking. */
import type { MessageRow } from '../../protocol/feed.ts'

type Said = Pick<MessageRow, 'number' | 'at' | 'from'>

/** After a pause as long as this, the next words of the same person get a time of their own. */
const pauseMs = 300_000

export function inOrder<M extends Said>(messages: readonly M[]): readonly M[] {
  return [...messages].sort((a, b) => a.number - b.number)
}

/** The message is the first of its day; a conversation within one day needs no date. */
export function opensDay(messages: readonly Said[], at: number, isSameDay: (a: number, b: number) => boolean): boolean {
  const [first, before, message] = [messages[0], messages[at - 1], messages[at]]
  const last = messages.at(-1)
  if (!message || !first || !last || isSameDay(first.at, last.at)) return false
  return !before || !isSameDay(before.at, message.at)
}

/** The message is the last that its writer says in one go. */
export function closesRun(messages: readonly Said[], at: number): boolean {
  const [message, next] = [messages[at], messages[at + 1]]
  if (!message || !next) return true
  return writer(message) !== writer(next) || next.at - message.at > pauseMs
}

const writer = ({ from }: Said): string => (from.is === 'member' ? from.id : 'shopper')
