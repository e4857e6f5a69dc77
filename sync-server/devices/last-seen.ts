/** Notes which devices are here, now and then, for whoever wonders whether the tablet in the drawer is still one of theirs. */
import type { Logger } from 'pino'
import type { DeviceId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/storage.ts'

const noteEveryMs = 120_000
/** One flush stops everything else for as long as it takes. */
const mostAFlush = 500

export interface LastSeen {
  /** A page of the device was heard; costs nothing until the next note. */
  heard(device: DeviceId): void
  stop(): void
}

export function createLastSeen({
  storage,
  clock,
  log,
}: {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Logger
}): LastSeen {
  const heard = new Set<DeviceId>()
  let cancel = () => {}

  async function note(): Promise<void> {
    const all = [...heard]
    heard.clear()
    const at = Math.floor(clock.now())
    for (let from = 0; from < all.length; from += mostAFlush) await storage.devices.seen(all.slice(from, from + mostAFlush), at)
  }
  function again(): void {
    cancel = clock.at(clock.now() + noteEveryMs, () => {
      note().catch((failure: unknown) => log.warn({ err: failure }, 'devices could not be noted as seen'))
      again()
    })
  }
  again()
  return { heard: (device) => void heard.add(device), stop: () => cancel() }
}
