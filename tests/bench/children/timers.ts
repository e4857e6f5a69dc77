/**
 * How late deadlines are looked at: so many offers ring at once, each lapses at its own moment, and what counts is the time from
 * there to the durable event. Beside it, as many bare timers over the same time.
 */
import { parseArgs } from 'node:util'
import pino from 'pino'
import { v7 as newIdentifier } from 'uuid'
import type { ChatId, ShopperId } from '../../../src/identifiers.ts'
import { createCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import type { Change } from '../../../sync-server/coordinator/submission.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { ask } from '../life.ts'
import { percentile } from '../statistics.ts'
import { buildTown, everybodyOf, removeFolder } from '../town.ts'

export interface TimersRun {
  readonly offers: number
  readonly lateMs: { readonly p50: number; readonly p999: number }
  readonly bareLateMs: { readonly p50: number; readonly p999: number }
}

const { values } = parseArgs({ options: { stores: { type: 'string', default: '1000' } } })
const stores = Number(values.stores)
const membersAStore = 10
const countdownMs = 15_000
/** All are delivered within this, so that for a moment all of them ring. */
const deliveredWithinMs = 14_000

const clock = systemClock()
const town = await buildTown(
  {
    stores,
    membersAStore,
    policy: { places: 1, countdownMs, deliverWithinMs: 60_000, requestLifeMs: 3_600_000, shopperLeftAfterMs: 600_000 },
  },
  async (built, coordinator) => {
    await Promise.all(
      built.map(async ({ id, members }) => {
        for (const _ of members) await ask(coordinator, id, newIdentifier() as ChatId, newIdentifier() as ShopperId)
      }),
    )
  },
)
const storage = await openSqliteStorage({ file: databaseFile(town.data) })
const heard = new Map(town.stores.map(({ id }) => [id, everybodyOf(id, membersAStore)]))
const coordinator = createCoordinator({
  storage,
  clock,
  log: pino({ level: 'silent' }),
  heardAt: (store) => heard.get(store) ?? {},
})
await coordinator.start()

const late: number[] = []
const due = new Set<string>()
const watch = ({ before, events }: Change) => {
  for (const event of events) {
    if (event.type !== 'OfferLapsed' || !due.delete(event.offer)) continue
    const ring = Object.values(before.chats)
      .flatMap((chat) => chat.request.offers)
      .find(({ id }) => id === event.offer)?.ring
    if (ring && 'until' in ring) late.push(clock.now() - ring.until)
  }
}
const reports: (() => Promise<void>)[] = []
for (const { id: store } of town.stores) {
  coordinator.subscribe(store, watch)
  for (const chat of Object.values((await coordinator.state(store)).chats)) {
    for (const { id, member, ring } of chat.request.offers) {
      if (ring.is !== 'awaited') continue
      due.add(id)
      reports.push(async () => {
        await coordinator.submit({ store, command: { type: 'ReportOffer', member, offer: id, seen: 'displayed' }, asked: null })
      })
    }
  }
}
const offers = due.size
const bareLate: number[] = []
await spread(reports, deliveredWithinMs)
const begun = clock.now()
await bareTimers(offers)
// Whatever has not lapsed a while after the last could, is not late but lost.
const lapsed = begun + countdownMs + 5_000
while (due.size > 0 && clock.now() < lapsed) await new Promise((resolve) => setTimeout(resolve, 50))
if (due.size > 0) throw new Error(`${due.size} of ${offers} offers never lapsed.`)
await coordinator.stop()
await storage.close()
removeFolder(town.data)
const figures = (times: readonly number[]) => ({ p50: percentile(times, 0.5), p999: percentile(times, 0.999) })
process.stdout.write(`${JSON.stringify({ offers, lateMs: figures(late), bareLateMs: figures(bareLate) } satisfies TimersRun)}\n`)

/** Starts each piece of work at its own moment of the time. */
async function spread(work: readonly (() => Promise<void>)[], overMs: number): Promise<void> {
  const from = performance.now()
  const mixed = work.map((one, nth) => [one, (nth * 7_919) % work.length] as const).sort(([, a], [, b]) => a - b)
  const started: Promise<void>[] = []
  for (const [nth, [one]] of mixed.entries()) {
    const at = from + (nth / mixed.length) * overMs
    if (at > performance.now()) await new Promise((resolve) => setTimeout(resolve, at - performance.now()))
    started.push(one())
  }
  await Promise.all(started)
}

/** The same number of timers that do nothing, in the same process, before anything lapses. */
async function bareTimers(count: number): Promise<void> {
  const overMs = 1_000
  await Promise.all(
    Array.from({ length: count }, (_, nth) => {
      const at = clock.now() + (nth / count) * overMs
      return new Promise<void>((resolve) => {
        clock.at(at, () => {
          bareLate.push(clock.now() - at)
          resolve()
        })
      })
    }),
  )
}
