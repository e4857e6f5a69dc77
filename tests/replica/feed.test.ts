/** The feed's batches: complete to a version, replaced by key, never guessed across a gap. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import type { Batch, MemberRow, MessageRow, Row } from '../../src/protocol/feed.ts'
import { Feed, type RowSink } from '../../src/replica/feed.ts'
import { createRows } from '../../src/replica/rows.ts'

const member = (id: string, name = id): MemberRow => ({ kind: 'member', key: `member/${id}`, id: id as MemberId, name })
const message = (chat: string, number: number): MessageRow => ({
  kind: 'message',
  key: `message/${chat}/${number}`,
  chat: chat as ChatId,
  number,
  from: { is: 'shopper' },
  text: `words ${number}`,
  at: number,
  id: `id-${number}`,
})
const batch = (from: number | null, version: number, rows: readonly Row[] = [], removed: readonly string[] = []): Batch => ({
  from,
  version,
  epoch: 'e1',
  rows,
  removed,
})

function mapSink(): RowSink & { rows: Map<string, Row> } {
  const rows = new Map<string, Row>()
  return {
    rows,
    put: (row) => rows.set(row.key, row),
    remove: (key) => rows.delete(key),
    keepOnly: (keys) => {
      for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key)
    },
  }
}

describe('the feed', () => {
  test('rows are put in place, replaced by key, removed', () => {
    const sink = mapSink()
    const feed = new Feed(sink)
    feed.receive(batch(null, 1, [member('ana'), member('ben')]))
    feed.receive(batch(1, 3, [member('ana', 'Ana')], ['member/ben']))
    expect([...sink.rows.values()]).toEqual([member('ana', 'Ana')])
    expect(feed.position).toEqual({ epoch: 'e1', version: 3 })
  })

  test('a batch that follows nothing is everything: what it does not name is gone', () => {
    const sink = mapSink()
    const feed = new Feed(sink)
    feed.receive(batch(null, 9, [member('ana'), member('ben')]))
    feed.receive(batch(null, 2, [member('chloe')]))
    expect([...sink.rows.keys()]).toEqual(['member/chloe'])
  })

  test('a gap changes nothing and asks for everything, once', () => {
    const sink = mapSink()
    const feed = new Feed(sink)
    feed.receive(batch(null, 1, [member('ana')]))
    expect(feed.receive(batch(2, 3, [], ['member/ana']))).toBe('gap')
    expect(feed.receive(batch(3, 4, [], ['member/ana']))).toBe('waiting')
    expect([...sink.rows.keys()]).toEqual(['member/ana'])
    expect(feed.position).toBeNull()
    expect(feed.receive(batch(null, 4, []))).toBe('applied')
    expect(sink.rows.size).toBe(0)
  })

  test('another epoch is a gap even where the numbers fit', () => {
    const feed = new Feed(mapSink())
    feed.receive(batch(null, 1))
    expect(feed.receive({ ...batch(1, 2), epoch: 'e2' })).toBe('gap')
  })

  test('after reconnecting a gap may be reported again', () => {
    const feed = new Feed(mapSink())
    feed.receive(batch(1, 2))
    feed.reopen()
    expect(feed.receive(batch(1, 2))).toBe('gap')
  })

  test('the reactive store ends with the same rows as a plain map, for any run of batches', () => {
    const row = fc.oneof(
      fc.tuple(fc.constantFrom('ana', 'ben', 'chloe'), fc.string()).map(([id, name]) => member(id, name)),
      fc.tuple(fc.constantFrom('c1', 'c2'), fc.integer({ min: 1, max: 4 })).map(([chat, number]) => message(chat, number)),
    )
    const change = fc.record({
      isAll: fc.boolean(),
      rows: fc.array(row, { maxLength: 5 }),
      removed: fc.array(fc.constantFrom('member/ana', 'member/ben', 'message/c1/1', 'message/c2/3', 'chat/none'), {
        maxLength: 3,
      }),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const plain = mapSink()
        const store = createRows()
        const [one, two] = [new Feed(plain), new Feed(store.sink)]
        changes.forEach(({ isAll, rows, removed }, n) => {
          const next = batch(isAll || n === 0 ? null : n, n + 1, structuredClone(rows), removed)
          one.receive(structuredClone(next))
          two.receive(structuredClone(next))
        })
        const held = [
          ...Object.values(store.rows.members),
          ...Object.values(store.rows.messages).flatMap((of) => Object.values(of)),
        ]
        const byKey = (a: Row, b: Row) => a.key.localeCompare(b.key)
        expect(held.sort(byKey)).toEqual([...plain.rows.values()].sort(byKey))
      }),
    )
  })

  test('a row that comes again with everything keeps its identity', () => {
    const { rows, sink } = createRows()
    const feed = new Feed(sink)
    feed.receive(batch(null, 1, [member('ana')]))
    const before = rows.members['member/ana']
    feed.receive(batch(null, 5, [member('ana', 'Ana Lucía')]))
    expect(rows.members['member/ana']).toBe(before)
    expect(before?.name).toBe('Ana Lucía')
  })
})
