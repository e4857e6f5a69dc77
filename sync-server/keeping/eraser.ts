/**
 * Carries erasures out. What is to go is left over in storage first, in the commit that makes the shopper's token worthless, by
 * whichever process; the server that decides for the store takes it up, also after a crash: the decisions let go of each chat (EN2),
 * which ends it on every device, and then its words are removed in pieces.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { Leftover } from '../storage/keeping.ts'
import type { Storage } from '../storage/storage.ts'

export interface EraserParts {
  readonly storage: Storage
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly log: Logger
}

export interface Eraser {
  /** Carries out everything that is left over; resolves when nothing is. Rejects with `StorageFailure`; what is left stays so. */
  finish(): Promise<void>
  /** The same for one chat that need not be left over: its time is over. */
  erase(chat: Leftover & { readonly what: 'chat' }): Promise<void>
}

const leftoversAtOnce = 50
/** Removing a row overwrites it; so many take a few milliseconds, in which nothing is decided. */
const rowsAtOnce = 200
/** Whoever waits for a decision has their turn between two pieces. */
const pauseMs = 10

export function createEraser({ storage, coordinator, clock, log }: EraserParts): Eraser {
  let underWay: Promise<void> | null = null

  async function finishAll(): Promise<void> {
    for (;;) {
      const leftovers = await storage.keeping.leftovers(leftoversAtOnce)
      if (leftovers.length === 0) return
      for (const one of leftovers) await erase(one)
      log.info({ chats: leftovers.filter(({ what }) => what === 'chat').length }, 'what was to be erased is gone')
    }
  }

  async function erase(leftover: Leftover): Promise<void> {
    if (leftover.what === 'chat') {
      const { store, chat } = leftover
      // Most have long left the store's state; nobody can write in a chat that is not there.
      await coordinator.submit({ store, command: { type: 'EraseChat', chat }, asked: null })
    }
    while (!(await storage.keeping.remove(leftover, rowsAtOnce))) await pause(clock)
  }

  return {
    erase,
    async finish() {
      // Whoever comes while somebody is at it may have left something that those have not seen.
      while (underWay) await underWay.catch(() => {})
      underWay = finishAll().finally(() => {
        underWay = null
      })
      await underWay
    },
  }
}

export function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.at(clock.now() + pauseMs, resolve))
}
