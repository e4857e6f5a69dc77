/** When a device was last seen: noted now and then, in few flushes, and not for those who are silent. */
import pino from 'pino'
import { expect, test } from 'vitest'
import type { DeviceId } from '../../../src/identifiers.ts'
import { createLastSeen } from '../../../sync-server/devices/last-seen.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

test('devices that are heard are noted every two minutes, five hundred at a time, once each', async () => {
  const clock = manualClock(0)
  const notes: [number, number][] = []
  const storage = { devices: { seen: async (ids: readonly DeviceId[], at: number) => void notes.push([ids.length, at]) } }
  const lastSeen = createLastSeen({ storage: storage as unknown as Storage, clock, log: pino({ level: 'silent' }) })
  for (let n = 0; n < 700; n += 1) for (const _ of [1, 2, 3]) lastSeen.heard(`tablet-${n}` as DeviceId)
  clock.moveTo(119_999)
  expect(notes).toEqual([])
  clock.moveTo(120_000)
  await until(() =>
    expect(notes).toEqual([
      [500, 120_000],
      [200, 120_000],
    ]),
  )
  clock.moveTo(240_000)
  lastSeen.heard('tablet-7' as DeviceId)
  clock.moveTo(360_000)
  await until(() => expect(notes.slice(2)).toEqual([[1, 360_000]]))
  lastSeen.stop()
  expect(clock.waiting).toBe(0)
})
