/** What the loader keeps on the page: visits, products looked at, and storage that will not have it. */
import { expect, test } from 'vitest'
import { limits } from '../../src/protocol/text.ts'
import { keepOnPage, mostViewed } from '../../src/widget/loader/kept-on-page.ts'

const minute = 60_000

/** As much of a browser's storage as is used, with several pages on it. */
function storage(content: Record<string, string> = {}): Storage {
  const held = new Map(Object.entries(content))
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  } as unknown as Storage
}
const forbidden = (): Storage => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const full = (): Storage => ({ ...storage(), setItem: () => forbidden() }) as unknown as Storage
const product = (title: string, url?: string) => ({ title, ...(url && { url }), viewedAt: 1 })

test('a visit ends after half an hour without a page; the next page begins another', () => {
  const shared = storage()
  const page = (at: number) => {
    const kept = keepOnPage('s', () => shared)
    kept.visit(at)
    return kept.read().visits
  }
  const start = 1_795_000_000_000
  expect(page(start)).toBe(1)
  expect(page(start + 29 * minute)).toBe(1)
  expect(page(start + 59 * minute)).toBe(1)
  expect(page(start + 90 * minute)).toBe(2)
})

test('the products viewed are kept newest first, each once, and no more than the protocol takes', () => {
  const kept = keepOnPage('s', () => storage())
  expect(mostViewed).toBe(limits.productsViewed)
  const shared = storage()
  const page = () => keepOnPage('s', () => shared)
  for (let n = 0; n < mostViewed + 5; n++) page().view(product(`Thing ${n}`, `https://shop/${n}`))
  page().view(product('Thing 10, renamed', 'https://shop/10'))
  page().view(product('No address'))
  page().view(product('No address'))
  const titles = page()
    .read()
    .viewed.map(({ title }) => title)
  expect(titles).toHaveLength(mostViewed)
  expect(titles.slice(0, 3)).toEqual(['No address', 'Thing 10, renamed', 'Thing 24'])
  expect(kept.read().viewed).toEqual([])
})

test('another tab’s changes are not overwritten', () => {
  const shared = storage()
  const one = keepOnPage('s', () => shared)
  const other = keepOnPage('s', () => shared)
  one.change({ isOpen: true })
  other.change({ hasChat: true })
  one.view(product('Jug'))
  expect(other.read()).toMatchObject({ isOpen: true, hasChat: true, viewed: [{ title: 'Jug' }] })
})

test.for([
  ['that may not be used', forbidden],
  ['that is full', full],
] as const)('storage %s costs the memory between pages and nothing else', ([, given]) => {
  const kept = keepOnPage('s', given)
  kept.visit(1_795_000_000_000)
  kept.view(product('Jug'))
  kept.change({ isOpen: true })
  if (given === forbidden) expect(kept.read()).toMatchObject({ visits: 1, isOpen: true, viewed: [{ title: 'Jug' }] })
})

test.for(['not JSON', 'null', '[]', '7', '{"viewed":5}', '{"viewed":null,"visits":"x"}'])(
  'what somebody else wrote in our place (%s) does not stop the page',
  (text) => {
    const shared = storage({ 'shopbell.page.s': text })
    const kept = keepOnPage('s', () => shared)
    kept.view(product('Jug'))
    expect(kept.read().viewed).toMatchObject([{ title: 'Jug' }])
  },
)

test('after “forget” nothing of the person is left, and the next panel is told to start afresh', () => {
  const shared = storage()
  const kept = keepOnPage('s', () => shared)
  kept.visit(1_795_000_000_000)
  kept.view(product('Jug'))
  kept.change({ hasChat: true, isOpen: true })
  kept.forget()
  expect(kept.read()).toMatchObject({ hasChat: false, isOpen: false, viewed: [], visits: 0, startAfresh: true })
})
