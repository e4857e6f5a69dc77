/** The differences that a reader is told add up to what the reader may see, whenever they come and go. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../src/identifiers.ts'
import type { Batch, MemberRow, Row } from '../../../src/protocol/feed.ts'
import { ReaderView } from '../../../sync-server/feed/reader-view.ts'

const row = (id: string, name: string): MemberRow => ({ kind: 'member', key: `member/${id}`, id: id as MemberId, name })

/** All rows as one part. */
const whole = (...rows: readonly Row[]) => new Map([['whole', rows]])

/** What a device does with batches. */
class Device {
  rows = new Map<string, Row>()
  position: { epoch: string; version: number } | null = null
  take(batch: Batch): void {
    if (batch.from === null) this.rows.clear()
    else expect(batch.from).toBe(this.position?.version)
    for (const one of batch.rows) this.rows.set(one.key, one)
    for (const key of batch.removed) this.rows.delete(key)
    this.position = { epoch: batch.epoch, version: batch.version }
  }
}

describe('the reader’s view', () => {
  test('a device without a position gets everything', () => {
    const view = new ReaderView('e')
    view.update(whole(row('a', 'Ana'), row('b', 'Ben')), 4)
    expect(view.catchUp(null)).toEqual({
      from: null,
      version: 4,
      epoch: 'e',
      rows: [row('a', 'Ana'), row('b', 'Ben')],
      removed: [],
    })
  })

  test('nothing is sent where nothing of the reader’s changed', () => {
    const view = new ReaderView('e')
    view.update(whole(row('a', 'Ana')), 1)
    expect(view.update(whole(row('a', 'Ana')), 2)).toBeNull()
  })

  test('a returning device gets the difference, and everything from another epoch', () => {
    const view = new ReaderView('e')
    view.update(whole(row('a', 'Ana'), row('b', 'Ben')), 1)
    view.update(whole(row('a', 'Anna'), row('c', 'Chloé')), 2)
    expect(view.catchUp({ epoch: 'e', version: 1 })).toEqual({
      from: 1,
      version: 2,
      epoch: 'e',
      rows: [row('a', 'Anna'), row('c', 'Chloé')],
      removed: ['member/b'],
    })
    expect(view.catchUp({ epoch: 'other', version: 1 }).from).toBeNull()
  })

  test('a part that is not given stays, one without rows is gone', () => {
    const view = new ReaderView('e')
    view.update(
      new Map([
        ['one', [row('a', 'Ana'), row('b', 'Ben')]],
        ['other', [row('c', 'Chloé')]],
      ]),
      1,
    )
    expect(view.update(new Map([['one', [row('b', 'Benno')]]]), 2)).toMatchObject({
      rows: [row('b', 'Benno')],
      removed: ['member/a'],
    })
    expect(view.update(new Map([['other', []]]), 3)).toMatchObject({ rows: [], removed: ['member/c'] })
    expect(view.catchUp(null).rows).toEqual([row('b', 'Benno')])
  })

  test('property: live or away, every device ends with exactly the rows', () => {
    const rows = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z'))
    fc.assert(
      fc.property(fc.array(fc.record({ rows, isAway: fc.boolean() }), { maxLength: 30 }), (steps) => {
        const view = new ReaderView('e')
        const device = new Device()
        device.take(view.catchUp(null))
        for (const [index, step] of steps.entries()) {
          const wasAway = steps[index - 1]?.isAway ?? false
          const rows = Object.entries(step.rows).map(([id, name]) => row(id, name))
          const batch = view.update(whole(...rows), index + 1)
          if (step.isAway) continue
          if (wasAway) device.take(view.catchUp(device.position))
          else if (batch) device.take(batch)
        }
        device.take(view.catchUp(device.position))
        const now = Object.fromEntries([...device.rows.values()].map((one) => [(one as MemberRow).id, (one as MemberRow).name]))
        expect(now).toEqual(steps.at(-1)?.rows ?? {})
      }),
    )
  })
})
