/**
 * Orders from a retailer's exports into storage: files in, lines of orders and refusals out. Works through a file in the
 * pieces that it is read in, so memory does not grow with it and a server on the same database gets its turn between two
 * pieces. Repeating an import finds the lines of the first time by their identity and adds none; stopping in the middle is
 * therefore harmless.
 */
import assert from 'node:assert/strict'
import type { RetailerId } from '../../src/identifiers.ts'
import type { OrderLine, Orders } from '../storage/orders.ts'
import { StorageFailure } from '../storage/storage.ts'
import { type CsvRecord, readCsv, UnreadableCsv } from './csv-records.ts'
import { Occurrences, type Overflow } from './occurrences.ts'
import { type Columns, type Field, type LineRules, readOrderLine } from './order-line.ts'

export interface Source {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface Refusal {
  readonly file: string
  /** In the file, from 1 (the header). */
  readonly line: number
  readonly why: string
  readonly detail: string
  readonly text: string
}

export interface ImportOptions {
  readonly orders: Orders
  readonly retailer: RetailerId
  /** Empty, and the import's own; whoever opened it closes it. */
  readonly overflow: Overflow
  readonly columns: Columns
  readonly encoding: string
  readonly rules: LineRules
  /** Takes each line that cannot be taken; the import waits for it. */
  readonly refuse: (refusals: readonly Refusal[]) => Promise<void>
  /** Told after each piece how many lines have been read in all. */
  readonly onProgress?: (read: number) => void
  /** Stops after the piece in hand. */
  readonly signal?: AbortSignal
}

export interface ImportSummary {
  /** Lines (records) of all files but their headers and empty lines; always `taken` + `refused`. */
  readonly read: number
  readonly taken: number
  /** Of the taken lines: those that were new, and those that were there and are now as the file says. */
  readonly added: number
  readonly replaced: number
  readonly refused: number
  readonly reasons: Readonly<Record<string, number>>
  readonly cancellations: number
  readonly orders: number
  readonly customers: number
  /** Why the import ended before its files did; what is counted above has been kept all the same. */
  readonly stopped: string | null
}

/** What an import on its way has counted. */
interface Tally {
  read: number
  taken: number
  added: number
  replaced: number
  refused: number
  cancellations: number
  reasons: Record<string, number>
}

/** Never rejects for a file, a disk or a database that fails: the summary says why the import stopped. */
export async function importOrders(sources: readonly Source[], options: ImportOptions): Promise<ImportSummary> {
  const tally: Tally = { read: 0, taken: 0, added: 0, replaced: 0, refused: 0, cancellations: 0, reasons: {} }
  const occurrences = new Occurrences(options.overflow)
  let stopped: string | null = null
  for (const source of sources) {
    if (stopped === null) stopped = await importSource(source, options, tally, occurrences)
    occurrences.nextFile()
  }
  assert.equal(tally.taken + tally.refused, tally.read, 'every line is either taken or refused')
  return { ...tally, orders: occurrences.orders, customers: occurrences.customers, stopped }
}

/** Resolves to why it stopped, or `null` where the file was read to its end. */
async function importSource(
  source: Source,
  options: ImportOptions,
  tally: Tally,
  occurrences: Occurrences,
): Promise<string | null> {
  let pick: PickFields | null = null
  try {
    for await (const records of readCsv(source.bytes, options.encoding)) {
      if (options.signal?.aborted) return 'interrupted'
      if (pick) await importPiece(records, source.name, pick, options, tally, occurrences)
      else pick = fieldPicker(records[0], options.columns)
      options.onProgress?.(tally.read)
    }
    return null
  } catch (failure) {
    const why = whyStopped(failure)
    if (why === null) throw failure
    return `${source.name}: ${why}`
  }
}

async function importPiece(
  records: readonly CsvRecord[],
  file: string,
  pick: PickFields,
  options: ImportOptions,
  tally: Tally,
  occurrences: Occurrences,
): Promise<void> {
  const lines: OrderLine[] = []
  const refusals: Refusal[] = []
  for (const record of records) {
    const reading = record.is === 'read' ? readOrderLine(pick(record.fields), options.rules) : record
    if (reading.is === 'line') {
      const { order, customer, product } = reading.line
      lines.push({ ...reading.line, occurrence: occurrences.next(order, customer, product) })
    } else {
      refusals.push({ file, line: record.line, why: reading.why, detail: reading.detail, text: record.text })
    }
  }
  // Only what storage and the report have taken is counted, so that an import that stops says what is true.
  await options.refuse(refusals)
  const { added, replaced } = await options.orders.put(options.retailer, lines)
  tally.read += records.length
  tally.taken += added + replaced
  tally.added += added
  tally.replaced += replaced
  tally.refused += refusals.length
  tally.cancellations += lines.filter((line) => line.isCancellation).length
  for (const { why } of refusals) tally.reasons[why] = (tally.reasons[why] ?? 0) + 1
}

type PickFields = (fields: readonly string[]) => Readonly<Record<Field, string>>

function fieldPicker(header: CsvRecord | undefined, columns: Columns): PickFields {
  const there = header?.is === 'read' ? header.fields.map((name) => name.trim()) : []
  const places = Object.entries(columns).map(([field, column]) => [field, column, there.indexOf(column)] as const)
  const missing = places.filter(([, , place]) => place === -1).map(([field, column]) => `“${column}” (${field})`)
  if (missing.length > 0)
    throw new UnreadableCsv(
      `There is no column ${missing.join(', ')}. The first line has: ${there.map((name) => `“${name}”`).join(', ')}. ` +
        'Say which column is which with --map, such as --map order=Number.',
    )
  const twice = places.find(([, column, place]) => there.indexOf(column, place + 1) !== -1)
  if (twice) throw new UnreadableCsv(`The column “${twice[1]}” is there twice.`)
  return (fields) => Object.fromEntries(places.map(([field, , place]) => [field, fields[place] ?? ''])) as Record<Field, string>
}

function whyStopped(failure: unknown): string | null {
  if (failure instanceof UnreadableCsv || failure instanceof StorageFailure) return failure.message
  // The system's own: a file that went away, a disk that is full.
  if (failure instanceof Error && 'syscall' in failure) return failure.message
  return null
}
