/**
 * The store's decisions as they became durable, and every invariant of the decider on each of them. Knows nothing that a server
 * believes: what a crashed server had not made durable never happened here.
 */
import { isDeepStrictEqual } from 'node:util'
import { eachDeadline } from '../../src/decider/deadlines.ts'
import type { Decision, decide } from '../../src/decider/decide.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import { evolve, initialState } from '../../src/decider/evolve.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId } from '../../src/identifiers.ts'
import { answerKey, type CommitResult, type DecisionToCommit, type GivenAnswer } from '../../sync-server/storage/decision-log.ts'
import type { Invariant } from '../decider/invariants/checking.ts'
import { claimable } from '../decider/invariants/claims.ts'
import { deadlines, pure } from '../decider/invariants/time.ts'
import { invariants } from '../decider/invariants.ts'
import type { Step } from '../decider/test-store.ts'
import { mustHold, Violation } from './violation.ts'

/** Those that decide again, which says nothing about a decider that is wrong, and takes its time. */
export const decidingAgain: ReadonlySet<Invariant> = new Set([pure, deadlines, claimable])

export class DecisionBook {
  /** As the log makes it, event by event. */
  state: StoreState = initialState()
  readonly log: StoreEvent[] = []
  /** By {@link answerKey}: every answer that can no longer be lost. */
  readonly answers = new Map<string, GivenAnswer>()
  /** Who got the chat, by chat and fence. */
  readonly holders = new Map<string, string>()
  readonly #opened = new Set<ChatId>()
  /** The earliest time (on the server's clock) at which something happens by itself. */
  due: number | null = null
  readonly #checks: readonly (readonly [name: string, check: (step: Step) => void])[]
  readonly #onEvent: (event: StoreEvent) => void
  /** What servers decided and nobody has made durable yet, in order. */
  #steps: Step[] = []

  /** `without` are invariants that are left out. */
  constructor(onEvent: (event: StoreEvent) => void, without: ReadonlySet<Invariant>) {
    this.#onEvent = onEvent
    const checked = Object.entries(invariants).filter(([, invariant]) => !without.has(invariant))
    this.#checks = checked.map(([name, invariant]) => [name, invariant()])
  }

  hasOpened(chat: ChatId): boolean {
    return this.#opened.has(chat)
  }

  /** The given decider, looked at. */
  watching(decider: typeof decide): typeof decide {
    return (before, command, circumstances): Decision => {
      const decision = decider(before, command, circumstances)
      const at = Math.max(before.time, Math.floor(circumstances.now))
      // Who was heard when is a record that goes on changing; the invariants need it as it was.
      const heardAt = { ...circumstances.heardAt }
      this.#steps.push({ before, command, circumstances: { ...circumstances, heardAt }, at, decision })
      return decision
    }
  }

  /** A flush can no longer be lost. */
  kept(decisions: readonly DecisionToCommit[], results: readonly CommitResult[]): void {
    const committed = new Map(
      decisions.flatMap((one, index) => (results[index] === 'committed' && one.events.length > 0 ? [[one.events, one]] : [])),
    )
    for (const [index, one] of decisions.entries()) {
      if (results[index] === 'committed' && one.answered) this.#answered(one.answered)
    }
    // What was decided after the flush's last decision may still be made durable by the next.
    const last = this.#steps.findLastIndex(({ decision }) => committed.has(decision.events))
    for (const step of this.#steps.splice(0, last + 1)) this.#take(step, committed)
    mustHold(committed.size === 0, 'something was committed that nobody decided', [...committed.keys()])
  }

  #answered({ actor, id, given }: NonNullable<DecisionToCommit['answered']>): void {
    const key = answerKey(actor, id)
    const before = this.answers.get(key)
    mustHold(before === undefined, 'CL2: a command was answered twice', { key, before, given })
    this.answers.set(key, given)
  }

  #take(step: Step, committed: Map<readonly StoreEvent[], DecisionToCommit>): void {
    const { events } = step.decision
    const answered = committed.get(events)?.answered
    if (events.length > 0 && !committed.delete(events)) return
    if (answered)
      mustHold(
        isDeepStrictEqual(answered.given.answer, step.decision.answer),
        'CL1: another answer is kept than was decided',
        answered,
      )
    const isOnNewest = step.before.version === this.state.version
    // A look that decided nothing may have been overtaken, and then nobody was told of it.
    if (!isOnNewest && events.length === 0) return
    mustHold(isOnNewest, 'decided on another state than the newest', { before: step.before.version, newest: this.state.version })
    for (const [name, check] of this.#checks) {
      try {
        check(step)
      } catch (failure) {
        throw new Violation(`${name}: ${failure instanceof Error ? failure.message : String(failure)}`)
      }
    }
    for (const event of events) {
      this.state = evolve(this.state, event)
      this.log.push(event)
      if (event.type === 'ChatOpened') this.#opened.add(event.chat)
      if (event.type === 'ChatClaimed' || event.type === 'ChatPickedUp') {
        this.holders.set(`${event.chat} ${event.fence}`, event.member)
      }
      if (event.type === 'ChatReopened' && event.holder) this.holders.set(`${event.chat} ${event.fence}`, event.holder)
      this.#onEvent(event)
    }
    this.due = earliest(this.state)
  }
}

/** What must happen by itself first; asking somebody again, which may come to nothing, is not among it. */
function earliest({ chats, policy }: StoreState): number | null {
  let due: number | null = null
  for (const chat of Object.values(chats)) {
    eachDeadline(chat, policy, (_, time) => {
      if (due === null || time < due) due = time
    })
  }
  return due
}
