/** One decision in the making: what is known, what has been decided so far, and the state that follows from it. */
import type { ChatId, MemberId } from '../identifiers.ts'
import type { Accepted, Refusal } from './answers.ts'
import { findChat, findMember } from './chat.ts'
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

export class Deciding {
  /** The time that all events of this decision bear (OF1). */
  readonly at: number
  readonly circumstances: Circumstances
  readonly events: StoreEvent[] = []
  readonly #before: StoreState
  readonly #draft: Draft

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

  decided(fact: Fact): void {
    const event: StoreEvent = { ...fact, at: this.at }
    this.events.push(event)
    apply(this.#draft, event)
  }

  /** The state to hand out, once nothing more will be decided. */
  after(): StoreState {
    return this.events.length === 0 ? this.#before : this.#draft.toState()
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
