/** A member's command as it came over the wire, as the decider takes it. */
import type { Command } from '../../src/decider/commands.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { MemberCommand } from '../../src/protocol/commands.ts'
import type { ConversationWrite } from '../storage/conversations.ts'
import type { HadDevice } from '../storage/shifts.ts'

/** `had`: who had the device before the shift that the command was given in; see {@link needsWhoHadDevice}. */
export function commandOf(sent: MemberCommand, member: MemberId, had: HadDevice | null): Command {
  switch (sent.kind) {
    case 'claimChat': {
      const standingIn = had && sent.offer !== undefined ? { offer: sent.offer, inPlaceOf: had.member, until: had.until } : null
      const claim = { type: 'ClaimChat', member, chat: sent.chat, asksUntil: sent.asksUntil ?? null } as const
      return standingIn ? { ...claim, standingIn } : claim
    }
    case 'declineOffer':
      return { type: 'DeclineOffer', member, offer: sent.offer, wish: sent.wish ?? null }
    case 'pickUpMissedChat':
      return { type: 'PickUpMissedChat', member, chat: sent.chat, asksUntil: sent.asksUntil ?? null }
    case 'handBackChat':
      return { type: 'HandBackChat', member, chat: sent.chat, fence: sent.fence }
    case 'settleMissedChat':
      return { type: 'SettleMissedChat', member, chat: sent.chat }
    case 'sendMessage':
      return { type: 'WriteAsMember', member, chat: sent.chat, fence: sent.fence }
    case 'endChat':
      return { type: 'EndChat', chat: sent.chat, by: { is: 'member', member, fence: sent.fence } }
    case 'setWish':
      return { type: 'MergeWish', member, wish: sent.wish }
    case 'reportOffer':
      return { type: 'ReportOffer', member, offer: sent.offer, seen: sent.seen }
  }
}

/** CL3: only a stand-in's claim does. */
export function needsWhoHadDevice(sent: MemberCommand): boolean {
  return sent.kind === 'claimChat' && sent.offer !== undefined
}

/** The words that a command carries, to be kept with what was decided. */
export function wordsOf(sent: MemberCommand, member: MemberId, events: readonly StoreEvent[]): readonly ConversationWrite[] {
  if (sent.kind !== 'sendMessage') return []
  return events.flatMap((event) =>
    event.type === 'MemberWrote' && event.chat === sent.chat
      ? [
          {
            write: 'message',
            message: {
              chat: sent.chat,
              number: event.number,
              id: sent.id,
              from: 'member',
              member,
              text: sent.text,
              at: event.at,
            },
          } as const,
        ]
      : [],
  )
}
