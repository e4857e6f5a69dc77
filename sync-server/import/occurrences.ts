/**
 * Counts how often a product has stood in an order so far, which is part of a line's identity. Exact however long the file
 * and however far apart an order's lines stand: the orders read last are counted in memory, all others in an overflow on the
 * disk. It also knows how many different orders and customers there were.
 */

/** Remembers what memory should not have to. */
export interface Overflow {
  keep(key: string, value: string): void
  /** What was kept last under this key; `null` for nothing. */
  recall(key: string): string | null
  /** Forgets all that was kept, but not what was noted. */
  clear(): void
  /** Notes a name of a kind; whether it is the first time. */
  isNew(kind: string, name: string): boolean
}

const ordersInMemory = 1_000

export class Occurrences {
  readonly #overflow: Overflow
  /** Least recently used first. */
  readonly #recent = new Map<string, Map<string, number>>()
  #latestOrder = ''
  #latestCustomer = ''
  #orders = 0
  #customers = 0

  constructor(overflow: Overflow) {
    this.#overflow = overflow
  }

  get orders(): number {
    return this.#orders
  }

  get customers(): number {
    return this.#customers
  }

  /** From 1. */
  next(order: string, customer: string, product: string): number {
    if (customer !== this.#latestCustomer && this.#overflow.isNew('customer', customer)) this.#customers += 1
    this.#latestCustomer = customer
    const products = this.#productsOf(order)
    const occurrence = (products.get(product) ?? 0) + 1
    products.set(product, occurrence)
    return occurrence
  }

  /** Another file counts anew: reading a file twice must find the lines of the first time. */
  nextFile(): void {
    this.#recent.clear()
    this.#overflow.clear()
  }

  #productsOf(order: string): Map<string, number> {
    const found = this.#recent.get(order)
    if (found && order === this.#latestOrder) return found
    this.#latestOrder = order
    if (this.#overflow.isNew('order', order)) this.#orders += 1
    const products = found ?? this.#recalled(order)
    this.#recent.delete(order)
    this.#recent.set(order, products)
    this.#makeRoom()
    return products
  }

  #recalled(order: string): Map<string, number> {
    return new Map(JSON.parse(this.#overflow.recall(order) ?? '[]') as [string, number][])
  }

  #makeRoom(): void {
    const [oldest] = this.#recent
    if (!oldest || this.#recent.size <= ordersInMemory) return
    const [order, products] = oldest
    this.#overflow.keep(order, JSON.stringify([...products]))
    this.#recent.delete(order)
  }
}
