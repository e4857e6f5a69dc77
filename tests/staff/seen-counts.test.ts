/** What was seen of a chat stays seen over a reload. */
import { expect, test } from 'vitest'
import type { ChatId } from '../../src/identifiers.ts'
import type { SeenCounts } from '../../src/replica/database.ts'
import { createRows } from '../../src/replica/rows.ts'
import { createSeen } from '../../src/staff/seen-counts.ts'
import { settled } from '../replica/page-time.ts'
import { chat } from './fixtures/rows.ts'

const [c1, c2] = ['c1', 'c2'] as ChatId[] as [ChatId, ChatId]

/** A page, on a device that keeps what it is given. */
function open(device: { seen: SeenCounts }) {
  const { rows, sink } = createRows()
  for (const id of [c1, c2]) sink.put(chat({ id }))
  const keep = async (counts: SeenCounts) => {
    device.seen = counts
  }
  return { sink, ...createSeen({ rows, kept: Promise.resolve(device.seen), keep }) }
}

test('what was seen is seen on the next page too', async () => {
  const device = { seen: {} }
  const first = open(device)
  first.mark(c1, 4)
  first.mark(c1, 3)
  await settled()
  const second = open(device)
  await settled()
  expect([second.seen(c1), second.seen(c2)]).toEqual([4, 0])
})

test('what is seen before the kept counts are here takes nothing from them', async () => {
  const device = { seen: { [c1]: 4, [c2]: 7 } }
  const page = open(device)
  page.mark(c1, 5)
  page.mark(c2, 2)
  await settled()
  expect([page.seen(c1), page.seen(c2)]).toEqual([5, 7])
  expect(device.seen).toEqual({ [c1]: 5, [c2]: 7 })
})

test('a chat that is gone is not kept on', async () => {
  const device = { seen: { [c1]: 4 } }
  const page = open(device)
  await settled()
  page.sink.remove(`chat/${c1}`)
  page.mark(c2, 1)
  await settled()
  expect(device.seen).toEqual({ [c2]: 1 })
})
