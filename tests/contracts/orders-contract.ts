/** What every engine must do with imported orders. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { OrderLine } from '../../sync-server/storage/orders.ts'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import { awkwardText, line, retailer, retailerId } from './storage-samples.ts'

const acme = retailerId('acme')

export function ordersContract(given: GivenStorage): void {
  describe('orders', () => {
    beforeEach(async () => {
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addRetailer(retailer('other'))
    })
    const day = (number: number) => Date.UTC(2010, 11, number)

    test('the customer’s lines come newest order first, each order’s as they were put', async () => {
      const lines = [
        line('536365', 'zebra', { orderedAt: day(1) }),
        line('536365', 'apple', { orderedAt: day(1), title: awkwardText }),
        line('536999', 'apple', { orderedAt: day(3) }),
        line('536365', 'zebra', { orderedAt: day(1), occurrence: 2, quantity: 1 }),
        line('C536500', 'apple', { orderedAt: day(2), isCancellation: true, unitPriceE4: 1 }),
        line('536400', 'apple', { orderedAt: day(4), customer: 'somebody else' }),
      ]
      expect(await given.storage.orders.put(acme, lines)).toEqual({ added: 6, replaced: 0 })
      await given.storage.orders.put(retailerId('other'), [line('1', 'apple')])
      await given.reopen()
      expect(await given.storage.orders.ofCustomer(acme, '17850', 10)).toEqual([lines[2], lines[4], lines[0], lines[1], lines[3]])
      expect((await given.storage.orders.ofCustomer(acme, '17850', 2)).map((one) => one.order)).toEqual(['536999', 'C536500'])
      expect(await given.storage.orders.countOrders(acme, '17850')).toBe(2)
      expect(await given.storage.orders.countOrders(acme, 'nobody')).toBe(0)
      expect(await given.storage.orders.ofCustomer(acme, 'nobody', 10)).toEqual([])
      expect(await given.storage.orders.ofCustomer(retailerId('other'), '17850', 10)).toHaveLength(1)
    })

    test('putting lines again replaces them and adds nothing', async () => {
      const lines = [line('1', 'a'), line('1', 'b'), line('1', 'a', { occurrence: 2 })]
      await given.storage.orders.put(acme, lines)
      expect(await given.storage.orders.put(acme, lines)).toEqual({ added: 0, replaced: 3 })
      expect(await given.storage.orders.ofCustomer(acme, '17850', 10)).toEqual(lines)
      const dearer = line('1', 'b', { unitPriceE4: 30_000, quantity: 1, title: 'Renamed', orderedAt: day(9) })
      expect(await given.storage.orders.put(acme, [dearer, line('1', 'c')])).toEqual({ added: 1, replaced: 1 })
      expect(await given.storage.orders.ofCustomer(acme, '17850', 10)).toEqual([lines[0], dearer, lines[2], line('1', 'c')])
    })

    test.each<Partial<OrderLine>>([
      { title: 'Renamed' },
      { quantity: 7 },
      { unitPriceE4: 25_501 },
      { orderedAt: day(9) },
      { isCancellation: true },
    ])('a line that differs only in %j is replaced', async (change) => {
      await given.storage.orders.put(acme, [line('1', 'a')])
      expect(await given.storage.orders.put(acme, [line('1', 'a', change)])).toEqual({ added: 0, replaced: 1 })
      expect(await given.storage.orders.ofCustomer(acme, '17850', 10)).toEqual([line('1', 'a', change)])
    })

    test('a line may move to another customer', async () => {
      await given.storage.orders.put(acme, [line('1', 'a'), line('1', 'b')])
      await given.storage.orders.put(acme, [line('1', 'a', { customer: '2' })])
      expect(await given.storage.orders.ofCustomer(acme, '17850', 10)).toEqual([line('1', 'b')])
      expect(await given.storage.orders.ofCustomer(acme, '2', 10)).toEqual([line('1', 'a', { customer: '2' })])
    })

    test('one bad line keeps all of them out', async () => {
      await expect(given.storage.orders.put(acme, [line('1', 'a'), line('1', 'b', { occurrence: 0 })])).rejects.toThrow(
        StorageFailure,
      )
      await expect(given.storage.orders.put(retailerId('unknown'), [line('1', 'a')])).rejects.toThrow(StorageFailure)
      expect(await given.storage.orders.countOrders(acme, '17850')).toBe(0)
    })

    test('thousands of lines at once, and none', async () => {
      const lines = Array.from({ length: 5_000 }, (_, index) => line(`order-${index % 500}`, `product-${index}`))
      expect(await given.storage.orders.put(acme, lines)).toEqual({ added: 5_000, replaced: 0 })
      expect(await given.storage.orders.put(acme, [])).toEqual({ added: 0, replaced: 0 })
      expect(await given.storage.orders.countOrders(acme, '17850')).toBe(500)
      expect(await given.storage.orders.ofCustomer(acme, '17850', 50)).toHaveLength(500)
    })
  })
}
