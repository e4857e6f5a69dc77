/** Years of a store in a moment: a log of real decisions, made once and put under as many stores as are wanted. */
import type { Circumstances, Command } from '../../src/decider/commands.ts'
import { nextDeadline } from '../../src/decider/deadlines.ts'
import { decide } from '../../src/decider/decide.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { DecisionToCommit } from '../../sync-server/storage/decision-log.ts'
import type { Storage } from '../../sync-server/storage/storage.ts'

export interface History {
  /** Each with the state after its last event. */
  readonly parts: readonly { readonly events: readonly StoreEvent[]; readonly after: StoreState }[]
}

const members = Array.from({ length: 10 }, (_, number) => `m${number}` as MemberId)
const heardAt = Object.fromEntries(members.map((id) => [id, Number.MAX_SAFE_INTEGER]))
const circumstancesAt = (now: number): Circumstances => ({ now, heardAt, push: {}, reportedAt: {}, listeningSince: 0 })
/** The coordinator keeps a snapshot about so often. */
const eventsAPart = 200

/** At least so many events, the last of them at `until`: chats claimed and ended all along, three of them open at the end. */
export function makeHistory(leastEvents: number, until: number): History {
  const made = { state: initialState(), events: [] as StoreEvent[] }
  // A chat's life makes about 26 events and takes two minutes of the store's time.
  let now = until - (leastEvents / 20) * 120_000
  const give = (command: Command) => {
    now += 1_000
    const { events, after } = decide(made.state, command, circumstancesAt(Math.min(now, until)))
    made.events.push(...events)
    made.state = after
  }
  for (const member of members) {
    give({ type: 'AddMember', member })
    give({ type: 'MergeWish', member, wish: { on: 1, off: 0 } })
  }
  for (let nth = 0; made.events.length < leastEvents; nth++) {
    liveThrough(`c${nth}` as ChatId, give, made, true)
    now += 110_000
  }
  now = until - 10_000
  for (const last of ['x', 'y', 'z']) liveThrough(`c-${last}` as ChatId, give, made, false)
  return { parts: partsOf(made.events) }
}

function liveThrough(
  chat: ChatId,
  give: (command: Command) => void,
  made: { readonly state: StoreState },
  isWhole: boolean,
): void {
  give({ type: 'AskQuestion', chat, shopper: `${chat}-shopper` as ShopperId, isReturning: false, spokenTo: [] })
  give({ type: 'NoteShopperStream', chat, isOpen: true })
  const [offer] = made.state.chats[chat]?.request.offers ?? []
  if (!offer) throw new Error('Nobody was rung.')
  const { member, id } = offer
  give({ type: 'ReportOffer', member, offer: id, seen: 'displayed' })
  if (!isWhole) return
  give({ type: 'ClaimChat', member, chat, asksUntil: null })
  for (let turn = 0; turn < 3; turn++) {
    give({ type: 'WriteAsMember', member, chat, fence: 1 })
    give({ type: 'WriteAsShopper', chat })
  }
  give({ type: 'EndChat', chat, by: { is: 'member', member, fence: 1 } })
}

function partsOf(events: readonly StoreEvent[]): History['parts'] {
  const parts: { events: readonly StoreEvent[]; after: StoreState }[] = []
  let after = initialState()
  for (let from = 0; from < events.length; from += eventsAPart) {
    const part = events.slice(from, from + eventsAPart)
    after = evolveAll(after, part)
    parts.push({ events: part, after })
  }
  return parts
}

/** Puts the history under the store, with snapshots where the coordinator would have kept one: not after the last part. */
export async function keepHistory({ log }: Storage, stores: readonly StoreId[], { parts }: History): Promise<void> {
  const until = parts.at(-1)?.after.time ?? 0
  for (const [nth, { events, after }] of parts.entries()) {
    const isLast = nth === parts.length - 1
    const decisions = stores.map(
      (store): DecisionToCommit => ({
        store,
        expectedVersion: after.version - events.length,
        events,
        answered: null,
        nextDeadline: isLast ? nextDeadline(after, until, circumstancesAt(until)) : null,
        writes: [],
        snapshot: isLast ? null : after,
      }),
    )
    for (let from = 0; from < decisions.length; from += 100) await log.commit(decisions.slice(from, from + 100))
  }
}
