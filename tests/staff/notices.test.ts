/** Notices stay for as long as what they say is so, and nobody has seen to it. */
import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatId } from '../../src/identifiers.ts'
import { createNotices } from '../../src/staff/notices.ts'
import type { Page } from '../../src/staff/pages.ts'
import { fixtureModel } from './fixtures/model.ts'
import { chat, missed, now } from './fixtures/rows.ts'

const c9 = 'c9' as ChatId
const ends: (() => void)[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const end of ends.splice(0)) end()
  vi.useRealTimers()
})

function home() {
  const model = fixtureModel()
  const [page, setPage] = createSignal<Page>({ is: 'home' })
  const notices = createRoot((dispose) => {
    ends.push(dispose)
    return createNotices({ model, page })
  })
  return { model, setPage, notices, told: () => notices.all().map(({ is }) => is) }
}

describe('a notice', () => {
  test('CL6: that a chat is the reader’s after all stays until they open it', () => {
    const { model, notices, told, setPage } = home()
    notices.tell({ is: 'yours', chat: c9, name: 'Crystal' })
    model.put(chat({ id: c9 }))
    setPage({ is: 'chat', chat: 'c2' as ChatId })
    expect(told()).toEqual(['yours'])
    setPage({ is: 'chat', chat: c9 })
    expect(told()).toEqual([])
  })

  test.each([
    ['has ended', { ended: { at: now, by: 'shopper' } }],
    ['was taken over', { takenOver: { by: { id: 'ben' as never, name: 'Ben' }, at: now } }],
  ] as const)('CL6: it goes once the chat %s', (_, change) => {
    const { model, notices, told } = home()
    model.put(chat({ id: c9 }))
    notices.tell({ is: 'yours', chat: c9, name: 'Crystal' })
    expect(told()).toEqual(['yours'])
    model.put(chat({ id: c9, ...change }))
    expect(told()).toEqual([])
  })

  test('CL7: that a chat was handed back goes when it is missed, or with the reader again', () => {
    const first = home()
    first.notices.tell({ is: 'handedBack', chat: c9, name: 'Crystal' })
    expect(first.told()).toEqual(['handedBack'])
    first.model.put(missed({ chat: c9 }))
    expect(first.told()).toEqual([])

    const second = home()
    second.notices.tell({ is: 'handedBack', chat: c9, name: 'Crystal' })
    second.model.put(chat({ id: c9, fence: 3 }))
    expect(second.told()).toEqual([])
  })

  test('CL7: the answer comes before the rows: a chat that is still among the reader’s changes nothing', () => {
    const { model, notices, told } = home()
    model.put(chat({ id: c9 }))
    notices.tell({ is: 'handedBack', chat: c9, name: 'Crystal' })
    expect(told()).toEqual(['handedBack'])
  })

  test('CL7: it goes when the search for somebody else is over', () => {
    const { notices, told } = home()
    notices.tell({ is: 'handedBack', chat: c9, name: 'Crystal' })
    vi.advanceTimersByTime(60_000)
    expect(told()).toEqual(['handedBack'])
    vi.advanceTimersByTime(60_000)
    expect(told()).toEqual([])
  })
})
