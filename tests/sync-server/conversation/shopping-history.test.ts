/** Orders from the lines of an export: grouped, newest first, with what was cancelled taken back, in the smallest unit. */
import { describe, expect, test } from 'vitest'
import { ordersFrom } from '../../../sync-server/conversation/shopping-history.ts'
import type { OrderLine } from '../../../sync-server/storage/orders.ts'

const day = 86_400_000
const start = 1_290_000_000_000

const line = (order: string, onDay: number, over: Partial<OrderLine> = {}): OrderLine => ({
  order,
  customer: '17850',
  product: '85123A',
  title: 'WHITE HANGING HEART T-LIGHT HOLDER',
  quantity: 6,
  unitPriceE4: 25_500,
  orderedAt: start + onDay * day,
  occurrence: 1,
  isCancellation: false,
  ...over,
})
const cancelled = (order: string, onDay: number, quantity: number, over: Partial<OrderLine> = {}) =>
  line(order, onDay, { quantity, isCancellation: true, ...over })

const cancelledBy = (lines: readonly OrderLine[]) =>
  Object.fromEntries(ordersFrom(lines, 'GBP').map((order) => [order.number, order.lines.map((one) => one.cancelledQuantity)]))

test('an order has its lines as they stood, its time and its sum', () => {
  const lines = [line('536365', 0), line('536365', 0, { product: '71053', title: 'WHITE METAL LANTERN', unitPriceE4: 33_900 })]
  expect(ordersFrom(lines, 'GBP')).toEqual([
    {
      number: '536365',
      orderedAt: start,
      currency: 'GBP',
      totalMinor: 6 * 255 + 6 * 339,
      lines: [
        {
          product: '85123A',
          title: 'WHITE HANGING HEART T-LIGHT HOLDER',
          quantity: 6,
          unitPriceMinor: 255,
          cancelledQuantity: 0,
        },
        { product: '71053', title: 'WHITE METAL LANTERN', quantity: 6, unitPriceMinor: 339, cancelledQuantity: 0 },
      ],
    },
  ])
})

test('newest first, whatever the order of the lines', () => {
  const lines = [line('a', 1), line('c', 3), line('a', 1, { occurrence: 2 }), line('b', 2)]
  expect(ordersFrom(lines, 'GBP').map(({ number, lines: own }) => [number, own.length])).toEqual([
    ['c', 1],
    ['b', 1],
    ['a', 2],
  ])
})

test('nothing bought, no orders', () => {
  expect([ordersFrom([], 'GBP'), ordersFrom([cancelled('C1', 1, 5)], 'GBP')]).toEqual([[], []])
})

describe('cancellations', () => {
  test('take back from the sum, and are no orders themselves', () => {
    const [order, ...others] = ordersFrom([line('1', 0), cancelled('C2', 1, 2)], 'GBP')
    expect([order?.totalMinor, order?.lines[0]?.cancelledQuantity, others]).toEqual([4 * 255, 2, []])
  })

  test('of the latest purchase before them first, then of the one before that', () => {
    const lines = [line('1', 0), line('2', 5), line('3', 10), cancelled('C', 7, 8)]
    expect(cancelledBy(lines)).toEqual({ 1: [2], 2: [6], 3: [0] })
  })

  test('of one product never take back another', () => {
    expect(cancelledBy([line('1', 0), cancelled('C', 1, 6, { product: '71053' })])).toEqual({ 1: [0] })
  })

  test('never take back more than was bought, nor twice', () => {
    expect(cancelledBy([line('1', 0), cancelled('C1', 1, 4), cancelled('C2', 2, 4), cancelled('C3', 3, 4)])).toEqual({ 1: [6] })
  })

  test('of what was bought before the lines begin take back nothing that came later', () => {
    expect(cancelledBy([line('1', 5), cancelled('C', 1, 6)])).toEqual({ 1: [0] })
  })

  test('in whatever order their lines come', () => {
    const lines = [line('1', 0), line('2', 2), cancelled('C1', 1, 6), cancelled('C2', 3, 6)]
    expect(cancelledBy(lines)).toEqual({ 1: [6], 2: [6] })
    expect(cancelledBy(lines.toReversed())).toEqual({ 1: [6], 2: [6] })
  })

  test('spread over lines of the same product in one order', () => {
    expect(cancelledBy([line('1', 0), line('1', 0, { occurrence: 2, quantity: 3 }), cancelled('C', 1, 8)])).toEqual({ 1: [6, 2] })
  })
})

describe('prices', () => {
  test('finer than the smallest unit are rounded a line, not in the sum', () => {
    const [order] = ordersFrom([line('1', 0, { unitPriceE4: 25, quantity: 1_000 })], 'GBP')
    expect([order?.lines[0]?.unitPriceMinor, order?.totalMinor]).toEqual([0, 250])
  })

  test.each([
    ['GBP', 255],
    ['JPY', 3],
    ['KWD', 2_550],
  ])('in %s', (currency, unitPriceMinor) => {
    expect(ordersFrom([line('1', 0)], currency)[0]?.lines[0]?.unitPriceMinor).toBe(unitPriceMinor)
  })
})
