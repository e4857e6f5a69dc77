/**
 * The lock of a shared tablet. While it is locked the shift goes on: it rings, and can be claimed and declined; but nothing that
 * a shopper wrote stands on the screen. The device decides, so that it locks and opens without a network too, and in all its
 * tabs; the server is told as soon as it can be, and keeps conversations from a locked shift as well.
 */
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { ShiftId } from '../../identifiers.ts'
import type { PinCheck } from '../../replica/database.ts'
import type { Reply } from '../../replica/http.ts'
import type { Lock, SignInOutcome } from '../model.ts'
import { outcomeOfPin } from '../pin-outcome.ts'
import { isPinOf, mostWrongOffline, pinCheckFor } from './pin-check.ts'

/** The server's own word reaches it here. */
export interface HeardLock extends Lock {
  heardLocked(): void
}

export interface LockParts {
  readonly shift: ShiftId
  /** As the device kept it, or else the server said at the start. */
  readonly isLockedAtFirst: boolean
  readonly isLive: () => boolean
  /** Whether the server withholds words from this device. */
  readonly isLockedAtServer: () => boolean
  readonly server: {
    lock(): Promise<Reply<null>>
    unlock(pin: string): Promise<Reply<null>>
  }
  readonly disk: {
    /** Does nothing where the shift is no longer the one that is kept. */
    keepLocked(shift: ShiftId, isLocked: boolean): Promise<void>
    pinCheck(): Promise<PinCheck | null>
    keepPinCheck(check: PinCheck): Promise<void>
  }
  /** The device's other tabs. */
  readonly tabs: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>
}

/** A PIN that the server has not heard is told it again. */
const tellAgainMs = 3_000
/**
 * For so long may what the server sends be older than its answer to a PIN or a lock: a connection on which it is on its way no more is
 * known to be dead by then (RE2), so that nobody has to give their PIN twice for a moment without Wi-Fi.
 */
const serverSaysSoMs = 8_000

type TabMessage = { readonly shift: ShiftId; readonly isLocked: boolean }

/** Belongs to the reactive owner that is there; its channel closes with that. */
export function createLock(parts: LockParts): HeardLock {
  const { shift, isLockedAtFirst, isLive, isLockedAtServer, server, disk, tabs } = parts
  const [isLocked, setIsLocked] = createSignal(isLockedAtFirst)
  /** A PIN that opened the tablet while the server could not be asked; in memory only. */
  let untold: string | null = null
  /** The server has heard of the lock that is on. */
  let isTold = isLockedAtFirst

  const turn = (next: boolean) => {
    setIsLocked(next)
    // A full disk keeps nobody from locking: then the lock does not outlive the page, and the server says so at the next start.
    disk.keepLocked(shift, next).catch(() => {})
    const message: TabMessage = { shift, isLocked: next }
    tabs.postMessage(message)
  }
  tabs.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.shift !== shift) return
    untold = null
    isTold = true
    setIsLocked(data.isLocked)
  })
  onCleanup(() => tabs.close())

  const tell = async () => {
    if (isLocked() && !isTold) {
      isTold = (await server.lock()).is === 'ok' || isTold
    } else if (!isLocked() && untold !== null) {
      const pin = untold
      const reply = await server.unlock(pin)
      if (untold !== pin || reply.is === 'unreachable') return
      untold = null
      // It was not theirs after all, or is no more.
      if (reply.is === 'problem') turn(true)
    }
  }
  createEffect(on(isLive, (there) => there && void tell()))
  const heardLocked = () => {
    if (isLocked() || untold !== null) return
    isTold = true
    turn(true)
  }
  // The server has not heard the PIN that opened it without a network, and would keep the words for ever; where the page that knew
  // the PIN is gone, it has to be given again.
  createEffect(() => {
    if (!isLive() || isLocked() || !isLockedAtServer()) return
    const timers = [setInterval(() => void tell(), tellAgainMs), setInterval(heardLocked, serverSaysSoMs)]
    onCleanup(() => timers.forEach(clearInterval))
  })

  const alone = async (pin: string): Promise<SignInOutcome> => {
    const check = await disk.pinCheck().catch(() => null)
    if (check?.shift !== shift || check.wrong >= mostWrongOffline) return { is: 'unreachable' }
    if (await isPinOf(pin, check)) {
      if (check.wrong > 0) disk.keepPinCheck({ ...check, wrong: 0 }).catch(() => {})
      untold = pin
      turn(false)
      return { is: 'in' }
    }
    // Counted before it is said, or a reload would forgive it.
    const isCounted = await disk.keepPinCheck({ ...check, wrong: check.wrong + 1 }).then(
      () => true,
      () => false,
    )
    return isCounted ? { is: 'wrongPin' } : { is: 'unreachable' }
  }

  return {
    isLocked,
    lock() {
      if (isLocked()) return
      untold = null
      isTold = false
      turn(true)
      void tell()
    },
    async unlock(pin) {
      const reply = await server.unlock(pin)
      if (reply.is === 'unreachable' && !reply.isTooMany) return alone(pin)
      if (reply.is === 'ok') {
        untold = null
        turn(false)
        void pinCheckFor(pin, shift)
          .then(disk.keepPinCheck)
          .catch(() => {})
      }
      return outcomeOfPin(reply)
    },
    heardLocked,
  }
}
