/** What the bench says of its figures: what is missed and by how much, the table, the last line. */
import { expect, test } from 'vitest'
import { type Figure, jsonOf, missedBy, tableOf } from './figure.ts'
import { spreadOf } from './statistics.ts'

const plain: Figure = { row: 'claims', what: 'claim answered, p99', unit: 'ms', measured: spreadOf([8, 10, 12]) }
const beside: Figure = { ...plain, beside: { what: 'bare', value: spreadOf([2, 2, 2]), ratio: spreadOf([4, 5, 6]) } }

test('a budget is missed by a factor, for the most and for the least', () => {
  expect(missedBy(plain)).toBeNull()
  expect(missedBy({ ...plain, budget: { of: 'measured', is: 'atMost', value: 5 } })).toBe(2)
  expect(missedBy({ ...plain, budget: { of: 'measured', is: 'atMost', value: 20 } })).toBe(0.5)
  expect(missedBy({ ...plain, budget: { of: 'measured', is: 'atLeast', value: 1_000 } })).toBe(100)
  expect(missedBy({ ...beside, budget: { of: 'ratio', is: 'atMost', value: 2.5 } })).toBe(2)
})

test('a budget for a ratio needs something beside it', () => {
  expect(() => missedBy({ ...plain, budget: { of: 'ratio', is: 'atMost', value: 3 } })).toThrow('beside')
})

test('the table names figures, floors, budgets and notes', () => {
  const missed: Figure = { ...beside, budget: { of: 'ratio', is: 'atMost', value: 3 }, note: 'on a busy day' }
  const table = tableOf([plain, missed])
  expect(table.split('\n')).toHaveLength(5)
  expect(table).toContain('bare 2')
  expect(table).toContain('✗ missed by 1.67×')
  expect(table).toContain('on a busy day')
})

test('the last line is one JSON object that names what was missed', () => {
  const line = jsonOf([{ ...beside, budget: { of: 'ratio', is: 'atMost', value: 3 } }, plain], { seconds: 1 })
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toMatchObject({
    seconds: 1,
    missed: ['claims: claim answered, p99'],
    figures: [{ median: 10, least: 8, most: 12, ratio: 5, missedBy: 1.67 }, { median: 10 }],
  })
})
