/** What goes to the conversation in the same commit as a decision: the words, who got the chat, when it ended. */
import type { Decision } from '../../src/decider/decide.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { ConversationWrite } from '../storage/conversations.ts'
import type { Submission } from './submission.ts'

/** The submission's own words, where it was accepted, and what the conversation keeps of the events. */
export function writesOf(submission: Submission, decision: Decision): readonly ConversationWrite[] {
  const words = decision.answer.is === 'accepted' ? (submission.words?.(decision.events) ?? []) : []
  return [...words, ...decision.events.flatMap(keptOf)]
}

function keptOf(event: StoreEvent): readonly ConversationWrite[] {
  switch (event.type) {
    case 'ChatClaimed':
    case 'ChatPickedUp':
      return [{ write: 'holder', chat: event.chat, member: event.member, at: event.at }]
    case 'ChatHandedBack':
      return [{ write: 'handedBack', chat: event.chat }]
    case 'ChatReopened':
      return [
        { write: 'ended', chat: event.chat, at: null },
        ...(event.holder ? [{ write: 'holder', chat: event.chat, member: event.holder, at: event.at } as const] : []),
      ]
    case 'ChatEnded':
      return [{ write: 'ended', chat: event.chat, at: event.at }]
    default:
      return []
  }
}
