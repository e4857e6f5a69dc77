/**
 * Counts how often a product has stood in an order so far, which is part of a line's identity. Exact however long the file
 * and however far apart an order's lines stand: the orders read last are counted in memory, all others in a temporary database
 * that SQLite keeps on the disk and removes by itself. It also knows how many different orders and customers there were.
 */
import { DatabaseSync } from 'node:sqlite'

const ordersInMemory = 1_000

export class Occurrences {
  /** Least recently used first. */
  readonly #recent = new Map<string, Map<string, number>>()
  /** An empty name makes a private database on the disk. */
  readonly #disk = new DatabaseSync('')
  readonly #spill
  readonly #recall
  readonly #noteSeen
  #latestOrder = ''
  #latestCustomer = ''
  #orders = 0
  #customers = 0

  constructor() {
    this.#disk.exec(`
      pragma journal_mode = off; pragma synchronous = off;
      create table counted (customer_order text primary key, products text not null) strict, without rowid;
      create table seen (kind text, name text, primary key (kind, name)) strict, without rowid;
    `)
    this.#spill = this.#disk.prepare('insert or replace into counted values (?, ?)')
    this.#recall = this.#disk.prepare('select products from counted where customer_order = ?')
    this.#noteSeen = this.#disk.prepare('insert or ignore into seen values (?, ?)')
  }

  get orders(): number {
    return this.#orders
  }

  get customers(): number {
    return this.#customers
  }

  /** From 1. */
  next(order: string, customer: string, product: string): number {
    const products = this.#productsOf(order)
    if (customer !== this.#latestCustomer) this.#customers += Number(this.#noteSeen.run('customer', customer).changes)
    this.#latestCustomer = customer
    const occurrence = (products.get(product) ?? 0) + 1
    products.set(product, occurrence)
    return occurrence
  }

  /** Another file counts anew: reading a file twice must find the lines of the first time. */
  nextFile(): void {
    this.#recent.clear()
    this.#disk.exec('delete from counted')
  }

  close(): void {
    this.#disk.close()
  }

  #productsOf(order: string): Map<string, number> {
    const found = this.#recent.get(order)
    if (found && order === this.#latestOrder) return found
    this.#latestOrder = order
    const products = found ?? this.#fromDisk(order)
    this.#orders += Number(this.#noteSeen.run('order', order).changes)
    this.#recent.delete(order)
    this.#recent.set(order, products)
    this.#makeRoom()
    return products
  }

  #fromDisk(order: string): Map<string, number> {
    const kept = this.#recall.get(order)?.products
    return new Map(typeof kept === 'string' ? (JSON.parse(kept) as [string, number][]) : [])
  }

  #makeRoom(): void {
    const [oldest] = this.#recent
    if (!oldest || this.#recent.size <= ordersInMemory) return
    const [order, products] = oldest
    this.#spill.run(order, JSON.stringify([...products]))
    this.#recent.delete(order)
  }
}
