/** How somebody of the team is right now, in words. */
import type { Formats } from '../../locales/formats.ts'
import type { Dictionary } from '../../locales/staff/dictionary.ts'
import type { MemberPresence } from '../../protocol/socket.ts'
import type { DotLook } from '../../ui/chip.tsx'

/** One person's presence as words and a dot. */
export function howTheyAre(
  presence: MemberPresence | null,
  words: Dictionary,
  formats: Formats,
  missesInRow: number,
  now: number,
): { readonly said: string; readonly dot: DotLook } {
  const its = words.presence
  if (!presence) return { said: its.unknown, dot: 'off' }
  const chats = presence.openChats > 0 ? its.chats(presence.openChats) : null
  if (presence.isMadeUnavailable) return { said: its.madeUnavailable(missesInRow), dot: 'off' }
  if (presence.isBeingRung) return { said: its.beingRung, dot: 'ring' }
  if (!presence.isAvailable) {
    const since =
      presence.since > 0 && formats.isSameDay(presence.since, now)
        ? its.unavailableSince(formats.time(presence.since))
        : its.unavailable
    return { said: chats ? `${since} · ${chats}` : since, dot: 'off' }
  }
  if (!presence.isReachable) return { said: its.notReachable, dot: 'off' }
  return { said: chats ?? its.available, dot: 'yes' }
}
