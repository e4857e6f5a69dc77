/**
 * Bell checks: a device is rung on purpose, by its page and by push, and what becomes of it is written down for whoever asked.
 * They are kept in memory for {@link keptMs}, because they say how things are now; the last of each device is kept for good, so
 * that a manager sees which have been tried.
 */
import type { Logger } from 'pino'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { BellCheck, BellCheckDown, BellCheckUp, PushFailure } from '../../src/protocol/push.ts'
import type { Clock } from '../clock.ts'
import type { Devices } from '../storage/devices.ts'
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
  readonly device: DeviceId
  readonly startedBy: MemberId
}

/** What is rung: somebody's shift on a device of a store's. */
interface Bell {
  readonly store: StoreId
  readonly shift: ShiftId
  readonly device: DeviceId
}

export interface BellChecks {
  /**
   * Rings. A second time under the same identifier of the store's gives the first check and rings nothing. What another store
   * has under it is not looked at: it would tell that there is such a check.
   */
  start(id: string, bell: Bell, by: { readonly id: MemberId; readonly name: string }): KeptBellCheck
  /** `null` for one that never was, or is forgotten. */
  find(store: StoreId, id: string): KeptBellCheck | null
  /** The device of the shift says what it has come to. What is not of this shift, or not known, is passed over. */
  seen(id: string, shift: ShiftId, way: Way, seen: Seen): void
}

export interface BellChecksParts {
  readonly clock: Clock
  readonly subscriptions: Pick<Subscriptions, 'ofShift'>
  readonly bell: Pick<PocketBell, 'push'>
  readonly devices: Pick<Devices, 'keepBellCheck'>
  readonly log: Logger
  /** Sends it to the pages of the shift; `false` where there are none. */
  readonly ringPages: (store: StoreId, shift: ShiftId, content: BellCheckDown) => boolean
}

export const keptMs = 600_000
/** Of one store: whoever rings all day takes nobody else’s. */
export const mostKept = 200
/** Somebody stands beside it and listens. */
const pushMattersMs = 60_000

export function createBellChecks({ clock, subscriptions, bell, devices, log, ringPages }: BellChecksParts): BellChecks {
  /** By store and identifier, in the order in which they were started. */
  const kept = new Map<string, KeptBellCheck>()
  /** The keys of each store's in {@link kept}, in the same order. */
  const ofStore = new Map<StoreId, Set<string>>()
  /** By the shift that is rung and identifier: a device knows of no store. */
  const rung = new Map<string, KeptBellCheck>()
  const now = () => Math.floor(clock.now())

  function keep(starting: KeptBellCheck): void {
    for (const [old, { check: its }] of kept) {
      if (its.startedAt > now() - keptMs) break
      forget(old)
    }
    const { store, check } = starting
    const key = keyOf(store, check.id)
    const itsStore = ofStore.get(store) ?? new Set()
    const [oldest] = itsStore
    if (itsStore.size >= mostKept && oldest !== undefined) forget(oldest)
    kept.set(key, starting)
    ofStore.set(store, itsStore.add(key))
    rung.set(keyOf(check.shift, check.id), starting)
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

  function told({ device, startedBy, check }: KeptBellCheck): void {
    devices.keepBellCheck({ device, startedBy, check }).catch((failure: unknown) => {
      // Whoever rang sees it all the same; only later nobody does.
      log.warn({ err: failure, device, check: check.id }, 'what came of a bell check could not be kept')
    })
  }

  function byPush(starting: KeptBellCheck, by: string): Times | null {
    const { check } = starting
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
        told(starting)
      })
    return times
  }

  return {
    start(id, { store, shift, device }, by) {
      const before = kept.get(keyOf(store, id))
      if (before) return before
      const check: BellCheck = { id, shift, startedAt: now(), page: null, push: null }
      const starting = { check, store, device, startedBy: by.id }
      keep(starting)
      if (ringPages(store, shift, { is: 'bellCheck', check: id, by: by.name })) check.page = { ...nothingYet(), sentAt: now() }
      check.push = byPush(starting, by.name)
      told(starting)
      return starting
    },

    find(store, id) {
      const found = kept.get(keyOf(store, id))
      return found && found.check.startedAt > now() - keptMs ? found : null
    },

    seen(id, shift, way, seen) {
      const about = rung.get(keyOf(shift, id))
      const times = about?.check[way]
      if (!times) return
      const before = { ...times }
      // Each step implies those before it: what overtook its own beginning is not told as if it had none.
      times.sentAt ??= now()
      times.deliveredAt ??= now()
      if (seen !== 'delivered') times.displayedAt ??= now()
      if (seen === 'tapped') times.tappedAt ??= now()
      // A device repeats itself; the disk need not.
      if (steps.some((step) => times[step] !== before[step])) told(about)
    },
  }
}

const steps = ['sentAt', 'deliveredAt', 'displayedAt', 'tappedAt'] as const

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
