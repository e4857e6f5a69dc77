/**
 * The push subscriptions of the shifts under way, and what is known of each (RE1): it works until a push is not received in
 * time, and is silent from then on until its device is heard of, by the worker's report or by a live page.
 */
import type { Logger } from 'pino'
import type { Circumstances } from '../../src/decider/commands.ts'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { BoundSubscription } from '../storage/push-subscriptions.ts'
import type { Shift } from '../storage/shifts.ts'
import type { ChatStorage } from '../storage/storage.ts'

/** What a decision is told of push. */
type PushFacts = Pick<Circumstances, 'push' | 'reportedAt'>

export interface Subscriptions {
  /** Reads what the last server left. To be called once, before anything else. */
  load(): Promise<void>
  /** Binds the browser’s address to the shift, which has just been heard of. Rejects with `StorageFailure`. */
  save(shift: Shift, store: StoreId, address: Pick<BoundSubscription, 'endpoint' | 'p256dh' | 'auth'>): Promise<void>
  /** The shift has none from now on. */
  remove(shift: ShiftId): Promise<void>
  /** The push service knows the address no more. */
  gone(endpoint: string): void
  /** Whether that has been found out of it: a browser that offers it again has to subscribe anew. */
  isGone(endpoint: string): boolean
  ofMember(store: StoreId, member: MemberId): readonly BoundSubscription[]
  ofShift(shift: ShiftId): BoundSubscription | null
  /** The stores in which anybody has one. */
  stores(): readonly StoreId[]
  hasAny(store: StoreId): boolean
  facts(store: StoreId): PushFacts
  hasWorkingPush(store: StoreId, member: MemberId): boolean
  /** A push is on its way: unless its device is heard of within so long, the subscription is silent. */
  awaited(endpoint: string, withinMs: number): void
  /** A page of the shift echoed the server. */
  pageHeard(shift: ShiftId): void
  /** The shift’s worker reported a push. */
  reported(shift: ShiftId, member: MemberId, store: StoreId): void
  /** When that was last so; `null` for never, or where it has no subscription. */
  reportedAt(shift: ShiftId): number | null
  /** Those that have one. */
  boundShifts(): readonly ShiftId[]
  /** Storage has let go of what was bound to the shift. */
  shiftEnded(shift: ShiftId): void
  /** Another shift has begun on the device, and storage has let go of what was bound there. */
  shiftStarted(shift: Shift): void
  stop(): void
}

export interface SubscriptionsParts {
  readonly storage: Pick<ChatStorage, 'push'>
  readonly clock: Clock
  readonly log: Logger
  /** Somebody of the store can be reached by push now, or no more. */
  readonly onReachability: (store: StoreId) => void
}

interface Live {
  kept: BoundSubscription
  /** When its worker last reported a push. */
  reportedAt: number | null
  /** A push was sent and nothing has been heard since. */
  isAwaited: boolean
  stopAwaiting: () => void
  stopExpiry: () => void
}

interface OfStore {
  readonly live: Set<Live>
  readonly reportedAt: Map<MemberId, number>
  facts: PushFacts | null
}

/** Of the addresses found gone, so many are known again; an older one is found gone once more. */
export const mostGone = 1_000

const nothing: PushFacts = { push: {}, reportedAt: {} }

export function createSubscriptions({ storage, clock, log, onReachability }: SubscriptionsParts): Subscriptions {
  const byEndpoint = new Map<string, Live>()
  const byShift = new Map<ShiftId, Live>()
  /** In the order in which they were found gone. */
  const goneEndpoints = new Set<string>()
  const stores = new Map<StoreId, OfStore>()

  function storeOf(id: StoreId): OfStore {
    const store = stores.get(id) ?? { live: new Set(), reportedAt: new Map(), facts: null }
    stores.set(id, store)
    return store
  }

  function add(kept: BoundSubscription): void {
    const live: Live = {
      kept,
      reportedAt: null,
      isAwaited: false,
      stopAwaiting: () => {},
      stopExpiry: clock.at(kept.expiresAt, () => forget(live)),
    }
    byEndpoint.set(kept.endpoint, live)
    byShift.set(kept.shift, live)
    storeOf(kept.store).live.add(live)
  }

  function forget(live: Live | undefined): void {
    if (!live) return
    live.stopAwaiting()
    live.stopExpiry()
    const { endpoint, shift, store } = live.kept
    if (byEndpoint.get(endpoint) === live) byEndpoint.delete(endpoint)
    if (byShift.get(shift) === live) byShift.delete(shift)
    if (storeOf(store).live.delete(live)) changed(store)
  }

  function forgetDevice(store: Iterable<Live>, device: DeviceId): void {
    for (const live of [...store]) if (live.kept.device === device) forget(live)
  }

  function changed(id: StoreId): void {
    storeOf(id).facts = null
    onReachability(id)
  }

  function setSilent(live: Live, isSilent: boolean): void {
    if (live.kept.isSilent === isSilent) return
    live.kept = { ...live.kept, isSilent }
    log.info({ shift: live.kept.shift, isSilent }, isSilent ? 'a push was not received' : 'a device is heard of again')
    changed(live.kept.store)
    storage.push.setSilent(live.kept.endpoint, isSilent).catch((failure: unknown) => {
      // It is true all the same for as long as this server runs; the next one finds out by itself.
      log.warn({ err: failure, shift: live.kept.shift }, 'whether a subscription is silent could not be kept')
    })
  }

  function heard(live: Live | undefined): void {
    if (!live) return
    live.stopAwaiting()
    live.isAwaited = false
    if (live.kept.isSilent) setSilent(live, false)
  }

  return {
    async load() {
      for (const kept of await storage.push.all()) if (kept.expiresAt > clock.now()) add(kept)
    },

    async save(shift, store, address) {
      const before = byShift.get(shift.id)
      if (before && isSame(before.kept, address)) return heard(before)
      const boundAt = before?.kept.boundAt ?? clock.now()
      const subscription = { ...address, shift: shift.id, device: shift.device, boundAt, isSilent: false }
      await storage.push.bind(subscription)
      forget(byShift.get(shift.id))
      forget(byEndpoint.get(address.endpoint))
      forgetDevice(byEndpoint.values(), shift.device)
      add({ ...subscription, member: shift.member, store, expiresAt: shift.expiresAt })
      changed(store)
    },

    async remove(shift) {
      const live = byShift.get(shift)
      if (!live) return
      await storage.push.drop(live.kept.endpoint)
      forget(live)
    },

    gone(endpoint) {
      forget(byEndpoint.get(endpoint))
      goneEndpoints.add(endpoint)
      const [oldest] = goneEndpoints
      if (goneEndpoints.size > mostGone && oldest !== undefined) goneEndpoints.delete(oldest)
      storage.push.drop(endpoint).catch((failure: unknown) => {
        // The next push to it will find it gone again.
        log.warn({ err: failure }, 'a dead subscription could not be removed')
      })
    },

    isGone: (endpoint) => goneEndpoints.has(endpoint),

    ofMember: (store, member) =>
      [...(stores.get(store)?.live ?? [])].map(({ kept }) => kept).filter((one) => one.member === member),
    ofShift: (shift) => byShift.get(shift)?.kept ?? null,
    stores: () => [...stores].filter(([, { live }]) => live.size > 0).map(([id]) => id),
    hasAny: (id) => (stores.get(id)?.live.size ?? 0) > 0,

    facts(id) {
      const store = stores.get(id)
      if (!store) return nothing
      store.facts ??= factsOf(store)
      return store.facts
    },

    hasWorkingPush: (id, member) =>
      [...(stores.get(id)?.live ?? [])].some(({ kept }) => kept.member === member && !kept.isSilent),

    awaited(endpoint, withinMs) {
      const live = byEndpoint.get(endpoint)
      if (!live || live.isAwaited || live.kept.isSilent) return
      live.isAwaited = true
      live.stopAwaiting = clock.at(clock.now() + withinMs, () => {
        live.isAwaited = false
        setSilent(live, true)
      })
    },

    pageHeard: (shift) => heard(byShift.get(shift)),

    reported(shift, member, store) {
      const team = storeOf(store)
      team.reportedAt.set(member, clock.now())
      team.facts = null
      const live = byShift.get(shift)
      if (live) live.reportedAt = clock.now()
      heard(live)
    },
    reportedAt: (shift) => byShift.get(shift)?.reportedAt ?? null,

    boundShifts: () => [...byShift.keys()],
    shiftEnded: (shift) => forget(byShift.get(shift)),
    shiftStarted: ({ device }) => forgetDevice(byEndpoint.values(), device),

    stop() {
      for (const live of byEndpoint.values()) {
        live.stopAwaiting()
        live.stopExpiry()
      }
    },
  }
}

function isSame(kept: BoundSubscription, address: Pick<BoundSubscription, 'endpoint' | 'p256dh' | 'auth'>): boolean {
  return kept.endpoint === address.endpoint && kept.p256dh === address.p256dh && kept.auth === address.auth
}

/** RE1: a member has what their best subscription has. */
function factsOf({ live, reportedAt }: OfStore): PushFacts {
  const push: Record<MemberId, 'working' | 'silent'> = {}
  for (const { kept } of live) {
    if (push[kept.member] !== 'working') push[kept.member] = kept.isSilent ? 'silent' : 'working'
  }
  return { push, reportedAt: Object.fromEntries(reportedAt) }
}
