/**
 * Opens and closes one store by its hours: the decider knows no calendar and storage no clock, here is who looks at both, submits
 * the command at the instant, and ends shifts after a closing (OF7, AV1). One look after the other; each makes everything right.
 */
import type { Logger } from 'pino'
import type { CloseStore, Command } from '../../src/decider/commands.ts'
import { rosterOf } from '../../src/decider/routing.ts'
import type { ShiftId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { KeptHours } from '../storage/hours.ts'
import type { Storage } from '../storage/storage.ts'
import { type Moments, momentsAt } from './calendar.ts'

export interface StoreKeeperParts {
  readonly storage: Pick<Storage, 'hours' | 'shifts'>
  readonly coordinator: Pick<Coordinator, 'submit' | 'state' | 'subscribe'>
  readonly sessions: { end(shift: ShiftId): Promise<void> }
  readonly clock: Clock
  readonly log: Logger
}

/** AV1: so long after a closing the shifts of those end too who still have an open chat. */
export const graceMs = 1_800_000
/** A store whose hours never change is looked at now and again all the same: laws change what its clocks say. */
const lookAgainMs = 86_400_000
const retryAfterFailureMs = 1_000

export class StoreKeeper {
  readonly #store: StoreId
  readonly #parts: StoreKeeperParts
  #turn: Promise<void> = Promise.resolve()
  #isLookWaiting = false
  #isStopped = false
  #cancelTimer = () => {}
  #stopListening: (() => void) | null = null

  constructor(store: StoreId, parts: StoreKeeperParts) {
    this.#store = store
    this.#parts = parts
  }

  /** Resolves once the store is as its hours say at this moment. Rejects with `StorageFailure`; it is then tried again as well. */
  look(): Promise<void> {
    const look = this.#turn.then(() => this.#attempt())
    // Whoever asked for this look hears of its failure; the next one does not depend on it.
    this.#turn = look.catch(() => {})
    return look
  }

  /** As {@link look}, for whoever does not wait for it. */
  lookSoon(): void {
    if (this.#isLookWaiting || this.#isStopped) return
    this.#isLookWaiting = true
    this.#turn = this.#turn
      .then(() => {
        this.#isLookWaiting = false
        return this.#attempt()
      })
      .catch(() => {})
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelTimer()
    this.#listen(false)
  }

  async #attempt(): Promise<void> {
    const { clock, log } = this.#parts
    try {
      await this.#bringRight()
    } catch (failure) {
      log.error({ err: failure, store: this.#store }, 'a store could not be opened or closed; it will be tried again')
      this.#lookAt(clock.now() + retryAfterFailureMs)
      throw failure
    }
  }

  async #bringRight(): Promise<void> {
    const { storage, clock } = this.#parts
    const kept = this.#isStopped ? null : await storage.hours.of(this.#store)
    if (!kept) return
    const moments = momentsAt(kept.hours, clock.now())
    const closedAt = closedByThese(kept, moments)
    await this.#openOrClose(kept, moments, closedAt)
    const graceEndsAt = kept.hours.closesShifts && closedAt !== null ? await this.#endShifts(closedAt) : null
    if (this.#isStopped) return
    this.#listen(graceEndsAt !== null)
    const { changesAt } = moments
    this.#lookAt(Math.min(...[changesAt, graceEndsAt].filter((time) => time !== null), clock.now() + lookAgainMs))
  }

  async #openOrClose({ hours }: KeptHours, { isOpen, changesAt }: Moments, closedAt: number | null): Promise<void> {
    const { opening } = await this.#parts.coordinator.state(this.#store)
    const goUnavailable = hours.makesUnavailable || hours.closesShifts
    const close: CloseStore = { type: 'CloseStore', opensAt: isOpen ? null : changesAt, goUnavailable }
    // A closing that nobody was there for happens now, also where the store has opened again since: people have gone home.
    const isClosingDue = opening.is === 'open' && (!isOpen || (closedAt !== null && closedAt > opening.since))
    if (isClosingDue || (!isOpen && opening.is === 'closed' && opening.opensAt !== changesAt)) await this.#submit(close)
    if (isOpen && (isClosingDue || opening.is === 'closed')) await this.#submit({ type: 'OpenStore' })
  }

  async #submit(command: Command): Promise<void> {
    const { coordinator, log } = this.#parts
    await coordinator.submit({ store: this.#store, command, asked: null })
    log.info({ store: this.#store, command: command.type }, 'a store was told of its hours')
  }

  /** AV1. Resolves to when those end that go on for a while, because their member is talking to a shopper; `null` for none. */
  async #endShifts(closedAt: number): Promise<number | null> {
    const { storage, coordinator, sessions, clock } = this.#parts
    const now = clock.now()
    const shifts = await storage.shifts.ofStore(this.#store, now)
    const { openChats } = rosterOf(await coordinator.state(this.#store))
    const graceEndsAt = closedAt + graceMs
    let goesOn = false
    for (const { id, member, startedAt } of shifts) {
      if (startedAt >= closedAt) continue
      if (openChats.has(member) && now < graceEndsAt) goesOn = true
      else await sessions.end(id)
    }
    return goesOn ? graceEndsAt : null
  }

  /** While a shift goes on for the sake of its chats, whatever may have ended the last of them is looked at. */
  #listen(isToListen: boolean): void {
    if (isToListen === (this.#stopListening !== null)) return
    this.#stopListening?.()
    this.#stopListening = isToListen
      ? this.#parts.coordinator.subscribe(this.#store, ({ before, after }) => {
          if (before.chats !== after.chats) this.lookSoon()
        })
      : null
  }

  #lookAt(time: number): void {
    this.#cancelTimer()
    if (!this.#isStopped) this.#cancelTimer = this.#parts.clock.at(time, () => this.lookSoon())
  }
}

/** When the store last closed by these hours, and not by those that it had before. */
function closedByThese({ changedAt }: KeptHours, { closedAt }: Moments): number | null {
  return closedAt !== null && closedAt > changedAt ? closedAt : null
}
