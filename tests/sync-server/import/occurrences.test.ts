/** Which occurrence of its product in its order a line is: the part of its identity that no export writes down. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Occurrences } from '../../../sync-server/import/occurrences.ts'
import { SqliteOverflow } from '../../../sync-server/storage/sqlite/overflow.ts'

let overflow: SqliteOverflow
let occurrences: Occurrences
beforeEach(() => {
  overflow = new SqliteOverflow()
  occurrences = new Occurrences(overflow)
})
afterEach(() => overflow.close())

test('equal products in an order are counted from one', () => {
  const counted = ['a', 'b', 'a', 'a', 'b'].map((product) => occurrences.next('1', '17850', product))
  expect(counted).toEqual([1, 1, 2, 3, 2])
  expect(occurrences.next('2', '17850', 'a')).toBe(1)
  expect(occurrences.next('1', '17850', 'a')).toBe(4)
})

test('are exact however many orders stand between two lines of one', () => {
  const orders = Array.from({ length: 3_500 }, (_, index) => `order-${index}`)
  for (const round of [1, 2, 3]) {
    for (const order of orders) expect(occurrences.next(order, `customer-${order}`, 'p')).toBe(round)
  }
  expect(occurrences.orders).toBe(3_500)
  expect(occurrences.customers).toBe(3_500)
})

test('another file counts anew; its orders and customers are not counted twice', () => {
  occurrences.next('1', '17850', 'a')
  occurrences.nextFile()
  expect(occurrences.next('1', '17850', 'a')).toBe(1)
  expect(occurrences.next('2', '13047', 'a')).toBe(1)
  expect(occurrences.orders).toBe(2)
  expect(occurrences.customers).toBe(2)
})

test('customers are counted by line, not by order', () => {
  occurrences.next('1', 'ann', 'a')
  occurrences.next('1', 'bob', 'a')
  expect(occurrences.customers).toBe(2)
  expect(occurrences.orders).toBe(1)
})
