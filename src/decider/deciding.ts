/** One decision in the making: what is known, what has been decided so far, and the state that follows from it. */
import type { ChatId, MemberId } from '../identifiers.ts'
import type { Accepted, Refusal } from './answers.ts'
import { findChat, findMember, isHeldBy, isOwedAnAnswer } from './chat.ts'
import type { Circumstances } from './commands.ts'
import { decisionTime } from './deadlines.ts'
import { Draft } from './draft.ts'
import type { Fact, StoreEvent } from './events.ts'
import { apply } from './evolve.ts'
import type { Policy } from './policy.ts'
import type { Chat, Member, StoreState } from './state.ts'

export const accepted: Accepted = { is: 'accepted' }

type Why = Refusal['why']
/** `refused('AtCapacity', { capacity: 3 })`. */
export function refused<W extends Why>(
  ...[why, details]: keyof Details<W> extends never ? [why: W] : [why: W, details: Details<W>]
): Refusal {
  return { is: 'refused', why, ...details } as Refusal
}
type Details<W extends Why> = Omit<Extract<Refusal, { why: W }>, 'is' | 'why'>

/** What the rules work with: they read `state`, and whatever they decide goes through {@link Deciding.decided}. */
export class Deciding {
  /** The time that all events of this decision bear (OF1). */
  readonly at: number
  readonly circumstances: Circumstances
  readonly events: StoreEvent[] = []
  readonly #before: StoreState
  readonly #draft: Draft
  #survey: Survey | null = null
  /** As they are after the latest event. */
  #openChats: readonly Chat[] | null = null

  constructor(before: StoreState, circumstances: Circumstances) {
    this.at = decisionTime(before, circumstances)
    this.circumstances = circumstances
    this.#before = before
    this.#draft = new Draft(before)
  }

  /** The state with everything that was decided so far. Its chats and members do not change; ask again for newer ones. */
  get state(): StoreState {
    return this.#draft
  }
  get policy(): Policy {
    return this.#draft.policy
  }

  /** OF7. */
  get isClosed(): boolean {
    return this.#draft.opening.is === 'closed'
  }

  /** Takes the fact into the decision and the state. */
  decided(fact: Fact): void {
    const event: StoreEvent = { ...fact, at: this.at }
    this.events.push(event)
    apply(this.#draft, event)
    this.#openChats = null
    if (changesSurvey.has(fact.type)) this.#survey = null
  }

  /** The chats that have not ended. Most rules are about these; a store may remember many more that have. */
  openChats(): readonly Chat[] {
    this.#openChats ??= this.#surveyed().open.map((id) => this.chat(id))
    return this.#openChats
  }

  /** OF6: how many open chats the member has. */
  countOpenChats(member: MemberId): number {
    return this.openChats().filter((chat) => isHeldBy(chat, member)).length
  }

  /** When the next ended chat is to be forgotten (EN1). */
  nextForgetting(): number {
    return this.#surveyed().firstEnd + this.policy.visitMs
  }

  /** The state to hand out, once nothing more will be decided. */
  after(): StoreState {
    return this.events.length === 0 ? this.#before : this.#draft.toState()
  }

  #surveyed(): Survey {
    this.#survey ??= survey(this.state)
    return this.#survey
  }

  /** What the store has; for what was named from outside, ask {@link findChat} and {@link findMember} instead. */
  chat(id: ChatId): Chat {
    return this.#draft.chat(id)
  }
  member(id: MemberId): Member {
    return this.#draft.member(id)
  }
  findChat(id: ChatId): Chat | undefined {
    return findChat(this.#draft, id)
  }
  findMember(id: MemberId): Member | undefined {
    return findMember(this.#draft, id)
  }
}

/** What one walk over all chats finds out, so that a decision need not walk over those that have ended again and again. */
interface Survey {
  readonly open: readonly ChatId[]
  /** The earliest end of a chat that may be forgotten; infinity where there is none. */
  readonly firstEnd: number
}

const changesSurvey: ReadonlySet<Fact['type']> = new Set([
  'ChatOpened',
  'ChatEnded',
  'ChatReopened',
  'ChatForgotten',
  'ChatErased',
  'MissedChatSettled',
  'ContactLeft',
] as const)

function survey(state: StoreState): Survey {
  const open: ChatId[] = []
  let firstEnd = Number.POSITIVE_INFINITY
  for (const chat of Object.values(state.chats)) {
    if (chat.standing.is !== 'ended') open.push(chat.id)
    else if (chat.standing.at < firstEnd && !isOwedAnAnswer(chat)) firstEnd = chat.standing.at
  }
  return { open, firstEnd }
}
