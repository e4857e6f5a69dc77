/** When the customers of a retailer's order export came, read from the export itself. */
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'

export interface Arrival {
  /** The retailer's number for the customer, as the import keeps it. */
  readonly customer: string
  /** Milliseconds since 1970, on the shop's clock. */
  readonly at: number
  /** The first product of the order: what they are looking at when they ask. */
  readonly product: { readonly title: string; readonly price: string }
}

interface Line {
  readonly InvoiceNo: string
  readonly Description: string
  readonly InvoiceDate: string
  readonly UnitPrice: string
  readonly CustomerID: string
}

/** One arrival for each order of a known customer, in order of time; cancellations are not arrivals. */
export async function readArrivals(files: readonly string[]): Promise<readonly Arrival[]> {
  const arrivals = new Map<string, Arrival>()
  for (const file of files) {
    const lines: AsyncIterable<Line> = createReadStream(file).pipe(parse({ columns: true, bom: true }))
    for await (const { InvoiceNo, Description, InvoiceDate, UnitPrice, CustomerID } of lines) {
      if (arrivals.has(InvoiceNo) || InvoiceNo.startsWith('C') || CustomerID === '' || Description.trim() === '') continue
      arrivals.set(InvoiceNo, {
        customer: CustomerID.replace(/\.0$/, ''),
        at: Date.parse(`${InvoiceDate.replace(' ', 'T')}Z`),
        product: { title: Description.trim(), price: `£${UnitPrice}` },
      })
    }
  }
  return [...arrivals.values()].sort((a, b) => a.at - b.at)
}

const longestPauseMs = 3 * 3_600_000

/** How long after the first each comes, in milliseconds of the data, with every night shortened to nothing. */
export function withoutNights(arrivals: readonly Arrival[]): readonly number[] {
  let left = 0
  return arrivals.map(({ at }, i) => {
    const pause = at - (arrivals[i - 1]?.at ?? at)
    if (pause > longestPauseMs) left += pause
    return at - (arrivals[0]?.at ?? at) - left
  })
}
