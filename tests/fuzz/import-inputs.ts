/** Order exports that are none, through the product's own import and into the very database that the server works on. */
import type { RetailerId } from '../../src/identifiers.ts'
import { dateReader, defaultDateFormat } from '../../sync-server/import/date-format.ts'
import { importOrders } from '../../sync-server/import/import-orders.ts'
import { defaultColumns } from '../../sync-server/import/order-line.ts'
import type { Orders } from '../../sync-server/storage/orders.ts'
import { SqliteOverflow } from '../../sync-server/storage/sqlite/overflow.ts'
import type { Chance } from '../support/chance.ts'
import { picked } from '../support/sample-value.ts'
import { badTexts, damaged, randomBytes } from './bad-values.ts'
import { fuzzed } from './people.ts'

const encodings = ['utf-8', 'utf-8', 'latin1', 'utf-16le', 'utf-16be', 'no-such-encoding', 'windows-1252', '']
const readDate = dateReader(defaultDateFormat)
/** What stands in an honest file. */
const values = [
  '536365',
  'C536365',
  '85123A',
  'WHITE LAMP',
  '6',
  '-6',
  '2025-12-01 08:26',
  '2.55',
  '17850',
  'United Kingdom',
  '"5"" NAIL"',
]

/** What is wrong with the import of one file; `null` for nothing. A file may be refused, whole or by the line; nothing else. */
export async function importInput(orders: Orders, chance: Chance): Promise<string | null> {
  const file = fileOf(chance)
  const encoding = picked(encodings, chance)
  const overflow = new SqliteOverflow()
  const sent = `an import (${encoding}) of ${JSON.stringify(file.subarray(0, 1_500).toString('latin1'))}`
  try {
    let refused = 0
    const summary = await importOrders([{ name: 'orders.csv', bytes: inPieces(file, chance) }], {
      orders,
      retailer: fuzzed.id as RetailerId,
      overflow,
      columns: defaultColumns,
      encoding,
      rules: { readDate: readDate ?? (() => null), dateFormat: defaultDateFormat, cancellationPrefix: 'C', now: Date.now() },
      refuse: async (refusals) => {
        refused += refusals.length
      },
    })
    return summary.taken + summary.refused === summary.read && refused >= summary.refused
      ? null
      : `${sent} lost lines: ${JSON.stringify(summary)}`
  } catch (failure) {
    return `${sent} threw ${failure instanceof Error ? failure.stack : failure}`
  } finally {
    overflow.close()
  }
}

function fileOf(chance: Chance): Buffer {
  if (chance.happens(0.05)) return randomBytes(chance.between(0, 2_000), chance)
  const header = Object.values(defaultColumns)
  const lines = Array.from({ length: chance.between(0, 30) }, () => header.map(() => fieldOf(chance)))
  const text = [header, ...lines]
    .map((line) => line.join(chance.happens(0.98) ? ',' : ';'))
    .join(chance.oneOf(['\n', '\r\n', '\n']))
  const bytes = Buffer.from(text)
  return chance.happens(0.4) ? damaged(bytes, chance) : bytes
}

function fieldOf(chance: Chance): string {
  if (chance.happens(0.85)) return picked(values, chance)
  const text = picked(badTexts, chance)
  return chance.oneOf([text, `"${text}`, `"${text.replaceAll('"', '""')}"`, '"', '""""', '\n', '"\n"'])
}

async function* inPieces(file: Buffer, chance: Chance): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; ) {
    const length = chance.oneOf([1, 100, 65_536])
    yield file.subarray(at, at + length)
    at += length
  }
}
