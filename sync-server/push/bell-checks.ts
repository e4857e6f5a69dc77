/**
 * Bell checks: a device is rung on purpose, by its page and by push, and what becomes of it is written down for whoever asked.
 * They are kept in memory for {@link keptMs}, because they say how things are now and nothing else.
 */
import type { MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { BellCheck, BellCheckDown, BellCheckUp, PushFailure, StartBellCheck } from '../../src/protocol/push.ts'
import type { Clock } from '../clock.ts'
import type { PocketBell } from './pocket-bell.ts'
import type { PushResult } from './push-sender.ts'
import type { Subscriptions } from './subscriptions.ts'

type Seen = BellCheckUp['seen']
type Way = 'page' | 'push'
type Times = NonNullable<BellCheck['page']>

/** A check, and who may know of it. */
interface KeptBellCheck {
  readonly check: BellCheck
  readonly store: StoreId
  readonly startedBy: MemberId
}

export interface BellChecks {
  /**
   * Rings. A second time under the same identifier of the store's gives the first check and rings nothing. What another store
   * has under it is not looked at: it would tell that there is such a check.
   */
  start(asked: StartBellCheck, store: StoreId, by: { readonly id: MemberId; readonly name: string }): KeptBellCheck
  /** `null` for one that never was, or is forgotten. */
  find(store: StoreId, id: string): KeptBellCheck | null
  /** The device of the shift says what it has come to. What is not of this shift, or not known, is passed over. */
  seen(id: string, shift: ShiftId, way: Way, seen: Seen): void
}

export interface BellChecksParts {
  readonly clock: Clock
  readonly subscriptions: Pick<Subscriptions, 'ofShift'>
  readonly bell: Pick<PocketBell, 'push'>
  /** Sends it to the pages of the shift; `false` where there are none. */
  readonly ringPages: (store: StoreId, shift: ShiftId, content: BellCheckDown) => boolean
}

export const keptMs = 600_000
/** Of one store: whoever rings all day takes nobody else’s. */
export const mostKept = 200
/** Somebody stands beside it and listens. */
const pushMattersMs = 60_000

export function createBellChecks({ clock, subscriptions, bell, ringPages }: BellChecksParts): BellChecks {
  /** By store and identifier, in the order in which they were started. */
  const kept = new Map<string, KeptBellCheck>()
  /** The keys of each store's in {@link kept}, in the same order. */
  const ofStore = new Map<StoreId, Set<string>>()
  /** By the shift that is rung and identifier: a device knows of no store. */
  const rung = new Map<string, KeptBellCheck>()
  const now = () => Math.floor(clock.now())

  function keep(starting: KeptBellCheck, store: StoreId): void {
    for (const [key, { check }] of kept) {
      if (check.startedAt > now() - keptMs) break
      forget(key)
    }
    const key = keyOf(store, starting.check.id)
    const itsStore = ofStore.get(store) ?? new Set()
    const [oldest] = itsStore
    if (itsStore.size >= mostKept && oldest !== undefined) forget(oldest)
    kept.set(key, starting)
    ofStore.set(store, itsStore.add(key))
    rung.set(keyOf(starting.check.shift, starting.check.id), starting)
  }

  function forget(key: string): void {
    const found = kept.get(key)
    if (!found) return
    kept.delete(key)
    rung.delete(keyOf(found.check.shift, found.check.id))
    const itsStore = ofStore.get(found.store)
    itsStore?.delete(key)
    if (itsStore?.size === 0) ofStore.delete(found.store)
  }

  function byPush(check: BellCheck, by: string): Times | null {
    const to = subscriptions.ofShift(check.shift)
    if (to === null) return null
    const times = nothingYet()
    const content = { is: 'bellCheck', check: check.id, by } as const
    bell
      .push(to, { content, about: `check ${check.id}`, until: check.startedAt + pushMattersMs })
      .catch((): PushResult => 'refused')
      .then((result) => {
        if (result === 'accepted') times.sentAt ??= now()
        else Object.assign(times, { failure: failures[result], failureKind: result })
      })
    return times
  }

  return {
    start({ id, shift }, store, by) {
      const before = kept.get(keyOf(store, id))
      if (before) return before
      const check: BellCheck = { id, shift, startedAt: now(), page: null, push: null }
      const starting = { check, store, startedBy: by.id }
      keep(starting, store)
      if (ringPages(store, shift, { is: 'bellCheck', check: id, by: by.name })) check.page = { ...nothingYet(), sentAt: now() }
      check.push = byPush(check, by.name)
      return starting
    },

    find(store, id) {
      const found = kept.get(keyOf(store, id))
      return found && found.check.startedAt > now() - keptMs ? found : null
    },

    seen(id, shift, way, seen) {
      const times = rung.get(keyOf(shift, id))?.check[way]
      if (!times) return
      // Each step implies those before it: what overtook its own beginning is not told as if it had none.
      times.sentAt ??= now()
      times.deliveredAt ??= now()
      if (seen !== 'delivered') times.displayedAt ??= now()
      if (seen === 'tapped') times.tappedAt ??= now()
    },
  }
}

const keyOf = (owner: StoreId | ShiftId, id: string) => `${owner} ${id}`

function nothingYet(): Times {
  return { sentAt: null, deliveredAt: null, displayedAt: null, tappedAt: null, failure: null, failureKind: null }
}

/** For an app that has no words of its own: what happened, and what to do. */
const failures: { readonly [Kind in PushFailure]: string } = {
  gone: 'The push service knows this browser no more. Open Shopbell there once, so that it subscribes again.',
  refused: 'The push service refused the message. Switch notifications off and on again on that device.',
  expired: 'The push service could not be reached for a minute. Try again; if it goes on, look at this server’s network.',
  replaced: 'A newer message took its place.',
  overflow: 'Too many pushes are waiting on this server. Try again in a minute.',
  stopped: 'The server was stopped before it could be sent. Try again.',
}
