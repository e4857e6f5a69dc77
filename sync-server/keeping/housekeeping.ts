/**
 * What is done by itself: erasures that were begun elsewhere within a second; once a day what retention lets go of, and the bytes of
 * everything that was removed. All of it in pieces of a few milliseconds, so that nobody who waits for a decision notices.
 */
import type { Logger } from 'pino'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { RetailerId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/storage.ts'
import { type Eraser, pause } from './eraser.ts'
import { keptSince, retentionOf } from './retention.ts'

export interface HousekeepingParts {
  readonly storage: Storage
  readonly eraser: Eraser
  readonly clock: Clock
  readonly log: Logger
}

export interface Housekeeping {
  start(): void
  /** Does now what is done once a day. Rejects with `StorageFailure`; the next day does the rest. */
  tidy(): Promise<void>
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>
}

const lookEveryMs = 1_000
/** A server that is started every day tidies every day all the same. */
const firstTidyingAfterMs = 60_000
const tidyEveryMs = 86_400_000
const chatsAtOnce = 20
const shoppersAtOnce = 500
const eventsAtOnce = 500
/** A question cannot have been under way for longer. */
const latecomersMs = 3_600_000
/** Databases that a restore has set aside hold what has been erased since. */
const copiesKeptDays = 30
/** A page can slip through once, when it changes places with another at that moment. */
const wipings = 2
/** A backup or an import lets go of the files within half a minute or so. */
const mostInVain = 3_000

export function createHousekeeping({ storage, eraser, clock, log }: HousekeepingParts): Housekeeping {
  const { keeping, directory } = storage
  const cancels = new Map<string, () => void>()
  const underWay = new Set<Promise<void>>()
  let isStopped = false

  /** Does the work again and again; a failure is logged, and the next time comes all the same. */
  function every(name: string, firstMs: number, ms: number, work: () => Promise<void>): void {
    const next = (inMs: number) => {
      if (isStopped) return
      const due = () => {
        const run: Promise<void> = work()
          .catch((failure: unknown) => log.error({ err: failure }, `${name} failed; it will be tried again`))
          .finally(() => {
            underWay.delete(run)
            next(ms)
          })
        underWay.add(run)
      }
      cancels.set(name, clock.at(clock.now() + inMs, due))
    }
    next(firstMs)
  }

  /** Does a piece at a time until it says that there are no more. */
  async function inPieces(piece: () => Promise<'more' | 'done'>): Promise<void> {
    while (!isStopped && (await piece()) === 'more') await pause(clock)
  }

  async function letGo(retailer: RetailerId): Promise<void> {
    const { conversationDays, logDays } = await retentionOf(storage, retailer)
    const now = clock.now()
    await inPieces(async () => {
      const chats = await keeping.endedBefore(retailer, keptSince(conversationDays, now), chatsAtOnce)
      for (const chat of chats) await eraser.erase(chat)
      return chats.length === 0 ? 'done' : 'more'
    })
    let after: ShopperId | null = null
    await inPieces(async () => {
      after = await keeping.removeIdleShoppers(retailer, keptSince(conversationDays, now), after, shoppersAtOnce)
      return after === null ? 'done' : 'more'
    })
    for (const { id } of await directory.stores(retailer)) await cutLog(id, keptSince(logDays, now))
  }

  /** The log begins with the state that its oldest events have made, so that the rest of it is told from there. */
  async function cutLog(store: StoreId, before: number): Promise<void> {
    await inPieces(async () => {
      const { base, events } = await keeping.oldestEvents(store, before, eventsAtOnce)
      if (events.length === 0) return 'done'
      await keeping.cutLog(store, evolveAll(base ?? initialState(), events))
      return 'more'
    })
  }

  async function wipe(): Promise<void> {
    let part = 0
    let inVain = 0
    await inPieces(async () => {
      const next = await keeping.wipe(part)
      if (next === null) return 'done'
      inVain = next === part ? inVain + 1 : 0
      part = next
      if (inVain < mostInVain) return 'more'
      log.warn('another process kept the database’s files to itself; they are wiped the next day')
      return 'done'
    })
  }

  async function tidy(): Promise<void> {
    for (const { id } of await directory.retailers()) await letGo(id)
    await keeping.eraseLatecomers(clock.now() - latecomersMs)
    await eraser.finish()
    const copies = await keeping.removeOldCopies(keptSince(copiesKeptDays, clock.now()))
    for (let wiping = 0; wiping < wipings; wiping++) await wipe()
    log.info({ copies }, 'the day’s tidying is done')
  }

  return {
    tidy,
    start() {
      every('finishing erasures', lookEveryMs, lookEveryMs, eraser.finish)
      every('the day’s tidying', firstTidyingAfterMs, tidyEveryMs, tidy)
    },
    async stop() {
      isStopped = true
      for (const cancel of cancels.values()) cancel()
      await Promise.all(underWay)
    },
  }
}
