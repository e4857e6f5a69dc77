/**
 * Decide, commit, reply, publish: the one place where a store's state changes. Commands queue; one flush at a time takes what
 * has gathered from all stores, decides each on its store's newest state, and commits them together, a savepoint each. Only
 * when the flush is durable are answers given and changes published (CL1). A flush that fails leaves everything as it was.
 */
import type { Logger } from 'pino'
import type { Circumstances } from '../../src/decider/commands.ts'
import { decide } from '../../src/decider/decide.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import { type ChatStorage, StorageFailure } from '../storage/storage.ts'
import { type Decided, decideOne, type LiveStore, type Pending } from './decided.ts'
import { Listeners } from './listeners.ts'
import { LiveStores } from './live-stores.ts'
import { answerRepeated, answersKeptMs, isIdentifierCurrent } from './repeated.ts'
import { Resumptions } from './resumptions.ts'
import { type Stalls, watchForStalls } from './stalls.ts'
import type { Change, Coordinator, Outcome, Submission } from './submission.ts'
import { createTimers } from './timers.ts'
import { mostLoadedAFlush, Turns } from './turns.ts'

export interface CoordinatorParts {
  readonly storage: ChatStorage
  readonly clock: Clock
  readonly log: Logger
  /** When a page of each of the store's members last echoed the server (RE1). */
  readonly heardAt: (store: StoreId) => Readonly<Record<MemberId, number>>
  /** What is known of the members' push subscriptions (RE1); nobody has one unless given. */
  readonly push?: (store: StoreId) => Pick<Circumstances, 'push' | 'reportedAt'>
  /** Told after every flush, for the metrics. */
  readonly onFlush?: (flush: {
    readonly decisions: number
    readonly seconds: number
    readonly events: readonly StoreEvent[]
  }) => void
  /** Calls back once what has already arrived is in the queue: Node's next turn, unless a simulator has turns of its own. */
  readonly nextTurn?: (resume: () => void) => void
  /** Who gets a chat. The decider; a simulator looks on, or puts a bad one in its place. */
  readonly decide?: typeof decide
}

export interface RunningCoordinator extends Coordinator {
  /**
   * Takes over after the last server: arms every deadline that it left, and resolves. The stores themselves are taken over one
   * after the other from then on, each at the latest when somebody asks for it or its deadline comes. Nothing may be submitted
   * before it resolves.
   */
  start(): Promise<void>
  /** Calls back after each commit of any store that has events. Returns how to stop. */
  subscribeToAll(listener: (change: Change) => void): () => void
  /** Looks at the store's time and reachability again; for whoever notices that somebody became reachable or silent. */
  look(store: StoreId): void
  /** Refuses new submissions, finishes those that wait, and stops all timers. */
  stop(): Promise<void>
}

/** Deciding stops everything else; what has not had its turn by then has it in the next flush. */
const longestDecidingMs = 5
const retryAfterFailureMs = 1_000
const noteAliveEveryMs = 1_000
const forgetEveryMs = 3_600_000
const nobodysPush = { push: {}, reportedAt: {} }

export function createCoordinator(parts: CoordinatorParts): RunningCoordinator {
  const { storage, clock, log, nextTurn = setImmediate, decide: decideCommand = decide } = parts
  const stores = new LiveStores(storage.log)
  const resumptions = new Resumptions(clock)
  const listeners = new Listeners(log)
  /** Stores that will be looked at by a decision which has not seen yet who is reachable. */
  const waitingLooks = new Set<StoreId>()
  const turns = new Turns()
  let flushing: Promise<void> | null = null
  let isStopping = false
  let isStopped = false
  let isKeeping = true
  let listeningSince = clock.now()
  let stalls: Stalls | null = null
  let takingOver: Promise<void> | null = null
  const timers = createTimers(clock, log)

  function submit(submission: Submission): Promise<Outcome> {
    if (isStopped) return Promise.reject(new Error('The coordinator has stopped.'))
    const { asked } = submission
    if (asked && !isIdentifierCurrent(asked.id, clock.now())) return Promise.resolve({ is: 'identifierTooOld' })
    return new Promise((resolve, reject) => {
      turns.add({ submission, resolve, reject })
      wakeFlush()
    })
  }

  function wakeFlush(): void {
    if (flushing || turns.isEmpty) return
    // The turn of the event loop gathers what has already arrived, so that it shares one flush.
    flushing = new Promise<void>((resolve) => void nextTurn(resolve))
      .then(flush)
      .catch((failure) => log.error({ failure }, 'a flush failed in an unforeseen way'))
      .finally(() => {
        flushing = null
        wakeFlush()
      })
  }

  async function flush(): Promise<void> {
    await attempt(turns.next((store) => stores.has(store)))
  }

  async function attempt(batch: readonly Pending[]): Promise<void> {
    const begun = clock.now()
    try {
      const taken = await takeIn(batch)
      const { decided, late } = decideAll(taken)
      const toCommit = decided.filter((one) => one.commit.events.length > 0 || one.commit.answered)
      const results = toCommit.length > 0 ? await storage.log.commit(toCommit.map((one) => one.commit)) : []
      if (toCommit.length > 0) isKeeping = true
      // What has to be resumed comes first in its flush, so that it goes by itself with whatever has to wait for it.
      turns.putBack(late.filter((one) => one.submission.command.type !== 'ResumeStore'))
      const events = settle(decided, new Map(toCommit.map((one, index) => [one, results[index] ?? 'conflict'])))
      parts.onFlush?.({ decisions: toCommit.length, seconds: (clock.now() - begun) / 1_000, events })
    } catch (failure) {
      if (failure instanceof StorageFailure) isKeeping = false
      // Nothing of the batch happened. One command that cannot be kept must not be everybody's failure, so each goes alone.
      log.error({ err: failure, commands: batch.length }, 'a flush failed; nothing of it was kept')
      if (batch.length > 1) for (const one of batch) await attempt([one])
      else for (const one of batch) fail(one, failure)
    }
  }

  /** Whoever asked may ask again; what nobody asked is looked at again by itself. */
  function fail({ submission, reject }: Pending, failure: unknown): void {
    reject(failure)
    if (!submission.asked) timers.at(clock.now() + retryAfterFailureMs, () => look(submission.store))
  }

  /** Loads the batch's stores, takes them over where need be, and answers what has been answered before. */
  async function takeIn(batch: readonly Pending[]): Promise<readonly Pending[]> {
    const concerned = [...new Set(batch.map((one) => one.submission.store))]
    await Promise.all(concerned.map((store) => stores.loaded(store)))
    // Twins are answered from storage, in the next flush.
    const toDecide = await answerRepeated(batch, storage.log, (twin) => turns.add(twin))
    stalls?.look()
    return [...concerned.flatMap((store) => resumptions.due(store)), ...toDecide]
  }

  /** Decides for as long as it may; says what had no turn. */
  function decideAll(batch: readonly Pending[]): { readonly decided: readonly Decided[]; readonly late: readonly Pending[] } {
    const newest = new Map<StoreId, StoreState>()
    const until = clock.now() + longestDecidingMs
    const decided: Decided[] = []
    for (const [nth, pending] of batch.entries()) {
      if (nth > 0 && clock.now() >= until) return { decided, late: batch.slice(nth) }
      const store = stores.known(pending.submission.store)
      try {
        if (pending.submission.command.type === 'LookAtTime') waitingLooks.delete(store.id)
        const before = newest.get(store.id) ?? store.state
        const one = decideOne(decideCommand, pending, store, before, circumstances(store.id))
        newest.set(store.id, one.after)
        decided.push(one)
      } catch (failure) {
        // A bug in one store's decision is that store's alone; the others share nothing with it but the flush.
        log.error({ err: failure, store: store.id, command: pending.submission.command.type }, 'a decision failed')
        pending.reject(failure)
      }
    }
    return { decided, late: [] }
  }

  /** After the flush: answers and publishes what was kept, puts back what has to be decided anew. */
  function settle(
    decided: readonly Decided[],
    results: ReadonlyMap<Decided, 'committed' | 'conflict' | 'answered'>,
  ): StoreEvent[] {
    const events: StoreEvent[] = []
    const overtaken = new Set<StoreId>()
    const again: Pending[] = []
    const dues = new Map<LiveStore, number | null>()
    for (const one of decided) {
      const result = results.get(one) ?? 'committed'
      if (overtaken.has(one.store.id) || result !== 'committed') {
        // Somebody else's commit came first: forget what we believed and decide again on what is there now. What was decided
        // after an answer that brought no events stands on the same state, so it may have been kept all the same.
        if (result !== 'answered' || one.commit.events.length > 0) overtaken.add(one.store.id)
        stores.forget(one.store)
        if (one.pending.submission.command.type !== 'ResumeStore') again.push(one.pending)
        look(one.store.id)
        continue
      }
      if (!resumptions.has(one.store.id)) tookOver(one.store.id, one.after)
      one.store.state = one.after
      dues.set(one.store, one.due)
      events.push(...one.commit.events)
      one.pending.resolve({ is: 'answered', answer: one.answer })
      if (one.commit.events.length > 0) publish(one)
    }
    for (const [store, due] of dues) if (stores.isLive(store)) arm(store, due)
    turns.putBack(again)
    return events
  }

  function publish({ store, before, after, commit: { events, writes } }: Decided): void {
    listeners.tell({ store: store.id, before, after, events, writes })
  }

  function tookStall(stalledMs: number): void {
    listeningSince = clock.now()
    log.warn({ stalledMs: Math.round(stalledMs) }, 'the server stalled; the time is given back')
    for (const { id, state } of stores.all()) {
      if (!resumptions.has(id)) continue
      resumptions.owe(id, stalledMs)
      look(id)
      lookOnceListened(id, state)
    }
  }

  /** Those soonest due first. What could not be taken over is looked at again by itself. */
  async function takeOverAll(due: readonly StoreId[]): Promise<void> {
    for (let from = 0; from < due.length && !isStopping; from += mostLoadedAFlush) {
      const some = due.slice(from, from + mostLoadedAFlush).filter((id) => !resumptions.has(id))
      await Promise.allSettled(some.map((store) => submit({ store, command: { type: 'LookAtTime' }, asked: null })))
    }
    // Only now: a server that dies before is followed by one that gives back the time since the one before it.
    timers.every(noteAliveEveryMs, noteAlive)
  }

  function tookOver(id: StoreId, state: StoreState): void {
    resumptions.done(id)
    lookOnceListened(id, state)
  }

  /** From then on a member who was not heard is known to be unreachable (OF7). */
  function lookOnceListened(id: StoreId, { policy }: StoreState): void {
    const listenedLongEnough = listeningSince + policy.reachableWithinMs
    if (clock.now() < listenedLongEnough) timers.at(listenedLongEnough, () => look(id))
  }

  function circumstances(store: StoreId): Circumstances {
    const { push, reportedAt } = parts.push?.(store) ?? nobodysPush
    return { now: clock.now(), heardAt: parts.heardAt(store), push, reportedAt, listeningSince }
  }

  /** Most decisions leave a store's next deadline where it was. */
  function arm(store: LiveStore, due: number | null): void {
    if (due === store.armedFor) return
    store.disarm()
    store.disarm = () => {}
    store.armedFor = isStopped ? null : due
    if (store.armedFor === null) return
    store.disarm = clock.at(store.armedFor, () => {
      store.armedFor = null
      look(store.id)
    })
  }

  /**
   * Also shows that something can be kept, or that nothing can, while nobody asks for anything. Says nothing while the time of a
   * stall is owed: a server that dies before it gave that back is followed by one that gives back the time since the last sign.
   */
  async function noteAlive(): Promise<void> {
    stalls?.look()
    if (resumptions.areOwed) return
    try {
      await storage.log.noteAlive(Math.floor(clock.now()))
      isKeeping = true
    } catch (failure) {
      isKeeping = false
      throw failure
    }
  }

  function look(id: StoreId): void {
    if (isStopped || waitingLooks.has(id)) return
    waitingLooks.add(id)
    turns.add({
      submission: { store: id, command: { type: 'LookAtTime' }, asked: null },
      resolve: () => {},
      reject: () => waitingLooks.delete(id),
    })
    wakeFlush()
  }

  return {
    submit,
    look,
    isKeeping: () => isKeeping,

    async state(id) {
      if (!resumptions.has(id)) await submit({ store: id, command: { type: 'LookAtTime' }, asked: null })
      return (await stores.loaded(id)).state
    },

    subscribe: (store, listener) => listeners.add(store, listener),
    subscribeToAll: (listener) => listeners.addForAll(listener),

    async start() {
      listeningSince = clock.now()
      const lastAlive = await storage.log.lastAlive()
      resumptions.follow(lastAlive)
      const due = await storage.log.deadlines()
      // Time that is given back only moves a deadline away, so that none comes before the store is taken over.
      for (const { store, at } of due) timers.at(at, () => resumptions.has(store) || look(store))
      stalls = watchForStalls(clock, timers, tookStall)
      timers.every(forgetEveryMs, () => storage.log.forgetAnswers(Math.floor(clock.now()) - answersKeptMs))
      log.info({ stores: due.length, lastAlive }, 'deadlines are armed')
      takingOver = takeOverAll(due.map(({ store }) => store))
    },

    async stop() {
      isStopping = true
      await takingOver
      while (flushing || !turns.isEmpty) {
        wakeFlush()
        await flushing
      }
      isStopped = true
      timers.stop()
      for (const store of stores.all()) store.disarm()
      await noteAlive().catch((failure) => log.warn({ err: failure }, 'could not note the stop'))
    },
  }
}
