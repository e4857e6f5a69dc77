/** Which push goes out when: retries, replacements, bounds, and that nobody waits for a service that hangs. */
import { beforeEach, expect, test } from 'vitest'
import {
  type Attempted,
  createPushQueue,
  mostHeld,
  mostUnderWay,
  mostUnderWayAHost,
  type PushQueue,
  type QueuedPush,
} from '../../../sync-server/push/push-queue.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'

interface Named extends QueuedPush {
  readonly name: string
}

let clock: ManualClock
let queue: PushQueue<Named, string>
/** The attempts that were begun, in order; each is answered by the test. */
let attempts: { readonly push: Named; readonly signal: AbortSignal; answer(attempted: Attempted<string>): Promise<void> }[]

beforeEach(() => {
  clock = manualClock(1_000_000)
  attempts = []
  queue = createPushQueue<Named, string>({
    clock,
    chance: () => 1,
    attempt: (push, signal) =>
      new Promise((resolve) => {
        attempts.push({
          push,
          signal,
          async answer(attempted) {
            resolve(attempted)
            await settled()
          },
        })
      }),
  })
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
const push = (name: string, more: Partial<Named> = {}): Named => ({
  name,
  key: name,
  host: 'push.example',
  until: clock.now() + 90_000,
  ...more,
})
const again = (afterMs: number | null = null): Attempted<string> => ({ is: 'again', afterMs })
const done: Attempted<string> = { is: 'done', result: 'accepted' }
const begun = () => attempts.map(({ push: { name } }) => name)

test('what the push service takes is done', async () => {
  const result = queue.send(push('a'))
  await attempts[0]?.answer(done)
  expect([await result, queue.count()]).toEqual(['accepted', 0])
})

test('what failed is tried again, later each time', async () => {
  const result = queue.send(push('a'))
  const starts = [clock.now()]
  for (const pauseMs of [1_000, 2_000, 4_000, 8_000]) {
    await attempts.at(-1)?.answer(again())
    clock.moveTo(clock.now() + pauseMs - 1)
    expect(attempts).toHaveLength(starts.length)
    clock.moveTo(clock.now() + 1)
    starts.push(clock.now())
    expect(attempts).toHaveLength(starts.length)
  }
  await attempts.at(-1)?.answer(done)
  expect(await result).toBe('accepted')
})

test('not sooner than the push service asks for', async () => {
  void queue.send(push('a'))
  await attempts[0]?.answer(again(20_000))
  clock.moveTo(clock.now() + 19_999)
  expect(attempts).toHaveLength(1)
  clock.moveTo(clock.now() + 1)
  expect(attempts).toHaveLength(2)
})

test('and not once it is worth nothing any more', async () => {
  const result = queue.send(push('a', { until: clock.now() + 10_000 }))
  await attempts[0]?.answer(again(10_000))
  expect([await result, clock.waiting]).toEqual(['expired', 0])
  expect(await queue.send(push('b', { until: clock.now() }))).toBe('expired')
  expect(attempts).toHaveLength(1)
})

test('a newer one under the same key takes the place of one that rests', async () => {
  const ring = queue.send(push('ring', { key: 'chat' }))
  await attempts[0]?.answer(again())
  const outcome = queue.send(push('outcome', { key: 'chat' }))
  expect(await ring).toBe('replaced')
  await attempts[1]?.answer(done)
  expect(await outcome).toBe('accepted')
  clock.moveTo(clock.now() + 60_000)
  expect(begun()).toEqual(['ring', 'outcome'])
})

test('and goes out after one that is under way, which is then not tried again', async () => {
  const ring = queue.send(push('ring', { key: 'chat' }))
  const skipped = queue.send(push('skipped', { key: 'chat' }))
  const outcome = queue.send(push('outcome', { key: 'chat' }))
  expect(await skipped).toBe('replaced')
  expect(begun()).toEqual(['ring'])
  await attempts[0]?.answer(again())
  expect(await ring).toBe('replaced')
  expect(begun()).toEqual(['ring', 'outcome'])
  await attempts[1]?.answer(done)
  expect([await outcome, queue.count()]).toEqual(['accepted', 0])
})

test('a service that hangs has so many under way and no more, and holds up nobody else’s', async () => {
  for (let nth = 0; nth < 2 * mostUnderWayAHost; nth += 1) void queue.send(push(`slow ${nth}`))
  expect(attempts).toHaveLength(mostUnderWayAHost)
  const other = queue.send(push('other', { host: 'elsewhere.example' }))
  await attempts.at(-1)?.answer(done)
  expect(await other).toBe('accepted')
  await attempts[0]?.answer(again())
  expect(attempts).toHaveLength(mostUnderWayAHost + 2)
})

test('so many are under way in all', () => {
  for (let nth = 0; nth < 2 * mostUnderWay; nth += 1) void queue.send(push(`${nth}`, { host: `push-${nth}.example` }))
  expect(attempts).toHaveLength(mostUnderWay)
})

test('so many are kept, and the next is let go', async () => {
  for (let nth = 0; nth < mostHeld; nth += 1) void queue.send(push(`${nth}`))
  expect(await queue.send(push('one more'))).toBe('overflow')
  expect(queue.count()).toBe(mostHeld)
})

test('stopping gives up what waits, rests and is under way', async () => {
  const resting = queue.send(push('resting'))
  await attempts[0]?.answer(again())
  const underWay = queue.send(push('under way'))
  const next = queue.send(push('next', { key: 'under way' }))
  queue.stop()
  expect([await resting, await next, attempts[1]?.signal.aborted]).toEqual(['stopped', 'stopped', true])
  await attempts[1]?.answer(again())
  expect([await underWay, await queue.send(push('late')), queue.count(), clock.waiting]).toEqual(['stopped', 'stopped', 0, 0])
})
