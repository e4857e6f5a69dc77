/**
 * A disk that loses what was not flushed. One operation runs at a time; a write is first written, then flushed, and only then
 * acknowledged. A crash in between keeps or loses it wholly, as chance has it, and nobody is told which.
 */
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import { Tables, Transaction } from './tables.ts'

/** The steps of a write at which something may go wrong: before it began, before its flush, after its flush. */
export type WriteStep = 'asked' | 'written' | 'flushed'

/** How the disk behaves; the default never fails and takes no time. */
export interface DiskBehaviour {
  /** Resolves once the step has taken its time. May crash the server instead: then what it resolves to does not matter. */
  reach(step: WriteStep): Promise<void> | null
  /** Whether the write fails: `full` before anything is written, `flush` when it is flushed. */
  failsAt(step: 'asked' | 'written'): boolean
  /** After a crash: whether what was written but not flushed is there. */
  keepsUnflushed(): boolean
}

const wellBehaved: DiskBehaviour = { reach: () => null, failsAt: () => false, keepsUnflushed: () => false }

/** The server that uses the disk; once it has crashed, nothing it asked for happens, and it hears of nothing. */
export interface DiskUser {
  readonly isAlive: boolean
}

interface Unflushed {
  readonly transaction: Transaction
  readonly onKept: () => void
}

/** Made anew each time: whoever waited for one that all share would be remembered for ever. */
const never = () => new Promise<never>(() => {})

export class VirtualDisk {
  readonly tables = new Tables()
  readonly #behaviour: DiskBehaviour
  #turn: Promise<unknown> = Promise.resolve()
  #unflushed: Unflushed | null = null

  constructor(behaviour: DiskBehaviour = wellBehaved) {
    this.#behaviour = behaviour
  }

  /** Whether something is written and not flushed yet. */
  get isWriting(): boolean {
    return this.#unflushed !== null
  }

  /** Reads when everything asked for before is done. */
  read<Found>(user: DiskUser, what: string, work: (tables: Tables) => Found): Promise<Found> {
    return this.#next(user, async () => {
      try {
        return work(this.tables)
      } catch (failure) {
        throw asFailure(what, failure)
      }
    })
  }

  /** Writes and flushes; `onKept` is called when what was written can no longer be lost, whether or not anybody hears of it. */
  write<Result>(
    user: DiskUser,
    what: string,
    work: (tables: Tables, transaction: Transaction) => Result,
    onKept: (result: Result) => void = () => {},
  ): Promise<Result> {
    return this.#next(user, async () => {
      const transaction = new Transaction()
      try {
        await this.#reach('asked', user)
        if (this.#behaviour.failsAt('asked')) throw new StorageFailure('The disk is full.')
        const result = work(this.tables, transaction)
        const unflushed = { transaction, onKept: () => onKept(result) }
        this.#unflushed = unflushed
        await this.#reach('written', user)
        if (this.#behaviour.failsAt('written')) throw new StorageFailure('The flush failed.')
        this.#unflushed = null
        unflushed.onKept()
        await this.#reach('flushed', user)
        return result
      } catch (failure) {
        this.#unflushed = null
        transaction.rollBack()
        throw asFailure(what, failure)
      }
    })
  }

  /** The machine loses its power, or the process its life: what is under way is kept or lost. */
  crash(): void {
    const unflushed = this.#unflushed
    this.#unflushed = null
    this.#turn = Promise.resolve()
    if (!unflushed) return
    if (this.#behaviour.keepsUnflushed()) unflushed.onKept()
    else unflushed.transaction.rollBack()
  }

  /** A server that crashes at the step never gets beyond it. */
  async #reach(step: WriteStep, user: DiskUser): Promise<void> {
    const reached = this.#behaviour.reach(step)
    if (reached) await reached
    if (!user.isAlive) await never()
  }

  /** One after the other. What a dead server asked for does not happen, and holds up nobody. */
  #next<Result>(user: DiskUser, work: () => Promise<Result>): Promise<Result> {
    if (!user.isAlive) return never()
    const before = this.#turn
    let done = () => {}
    this.#turn = new Promise<void>((resolve) => {
      done = resolve
    })
    return before.then(() => {
      if (user.isAlive) return work().finally(done)
      done()
      return never()
    })
  }
}

function asFailure(what: string, failure: unknown): StorageFailure {
  const why = failure instanceof Error ? failure.message : String(failure)
  return new StorageFailure(`${what}: ${why}`)
}
