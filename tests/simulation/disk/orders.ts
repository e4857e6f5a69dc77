/** Imported orders on a virtual disk. */
import { isDeepStrictEqual } from 'node:util'
import type { RetailerId } from '../../../src/identifiers.ts'
import type { Orders } from '../../../sync-server/storage/orders.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import type { KeptLine, Tables } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

export function virtualOrders(disk: VirtualDisk, user: DiskUser): Orders {
  return {
    put: (retailer, lines) =>
      disk.write(user, 'The orders could not be kept', ({ retailers, orderLines }, transaction) => {
        if (lines.length > 0 && !retailers.has(retailer)) throw new StorageFailure(`There is no retailer ${retailer}.`)
        let added = 0
        for (const line of lines) {
          if (line.occurrence < 1) throw new StorageFailure('Occurrences are numbered from 1.')
          const key = JSON.stringify([retailer, line.order, line.product, line.occurrence])
          if (!orderLines.has(key)) added += 1
          if (!isDeepStrictEqual(orderLines.get(key)?.line, line)) transaction.put(orderLines, key, { retailer, line })
        }
        return { added, replaced: lines.length - added }
      }),

    ofCustomer: (retailer, customer, mostOrders) =>
      disk.read(user, `The orders of customer ${customer} could not be read`, (tables) => {
        const lines = linesOf(tables, retailer, customer)
        const newest = new Map<string, number>()
        for (const { order, orderedAt } of lines) newest.set(order, Math.max(newest.get(order) ?? orderedAt, orderedAt))
        const orders = [...newest].sort(([a, at], [b, bt]) => bt - at || (a > b ? -1 : 1)).slice(0, mostOrders)
        return orders.flatMap(([order]) => lines.filter((line) => line.order === order))
      }),

    countOrders: (retailer, customer) =>
      disk.read(user, `The orders of customer ${customer} could not be counted`, (tables) => {
        const bought = linesOf(tables, retailer, customer).filter(({ isCancellation }) => !isCancellation)
        return new Set(bought.map(({ order }) => order)).size
      }),
  }
}

function linesOf({ orderLines }: Tables, retailer: RetailerId, customer: string): KeptLine['line'][] {
  return [...orderLines.values()].flatMap((kept) =>
    kept.retailer === retailer && kept.line.customer === customer ? [kept.line] : [],
  )
}
