/** A store's hours as they are asked for and changed, whoever asks: by a shift on a device, or in the console. */
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import { alwaysOpen, type StoreHours, type StoreHoursNow } from '../../src/protocol/hours.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import { momentsAt } from './calendar.ts'
import { mistakesIn } from './mistakes.ts'

type HoursParts = Pick<HttpParts, 'storage' | 'hours' | 'clock'>

interface Change {
  readonly store: StoreId
  readonly retailer: RetailerId
  /** Who changes them; that they may is known by now. */
  readonly member: MemberId
}

/** Rejects with `StorageFailure`. */
export async function hoursNow(
  { storage, clock }: Pick<HoursParts, 'storage' | 'clock'>,
  store: StoreId,
): Promise<StoreHoursNow> {
  const hours = (await storage.hours.of(store))?.hours ?? alwaysOpen
  const { isOpen, changesAt } = momentsAt(hours, clock.now())
  return { ...hours, now: { isOpen, changesAt } }
}

/** Told to the audit trail, and in effect at once (OF7). Throws `out-of-bounds` for what no calendar can be made of. */
export async function changeHours(
  parts: HoursParts,
  { store, retailer, member }: Change,
  hours: StoreHours,
): Promise<StoreHoursNow> {
  const errors = [...mistakesIn(hours)]
  const [first] = errors
  if (first) throw new ProblemReply('out-of-bounds', `“${first.at}” ${first.message}.`, { errors })
  const at = Math.floor(parts.clock.now())
  await parts.storage.hours.keep(
    { store, hours, changedAt: at },
    { at, retailer, store, by: { is: 'member', member }, action: 'hoursChanged', subject: store, details: {} },
  )
  await parts.hours.changed(store)
  return hoursNow(parts, store)
}
