/**
 * `npm run import -- orders FILE.csv … --retailer ID`: puts the import's parts together and says how it went. The last line
 * is one JSON object. Ends with 0 when every file was read to its end (refused lines or not), 1 where one could not be, 2
 * where the command was wrong, 130 after Ctrl-C.
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RetailerId } from '../../src/identifiers.ts'
import { readConfig } from '../config.ts'
import { databaseFile, openSqliteStorage } from '../storage/sqlite/open.ts'
import { SqliteOverflow } from '../storage/sqlite/overflow.ts'
import { type Storage, StorageFailure } from '../storage/storage.ts'
import { type Arguments, readArguments, usage } from './arguments.ts'
import { type ImportSummary, importOrders, type Source } from './import-orders.ts'
import { createProgress } from './progress.ts'
import { openRefusalReport } from './refusal-report.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Something that the person at the command line can put right; its message says how. */
class CannotImport extends Error {}

process.exitCode = await main()

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2))
  if (read.is === 'help') {
    say(usage)
    return 0
  }
  if (read.is === 'problem') {
    process.stderr.write(`${read.message}\n\n${usage}\n`)
    return 2
  }
  try {
    return await runImport(read.arguments)
  } catch (failure) {
    if (!(failure instanceof CannotImport || failure instanceof StorageFailure)) throw failure
    process.stderr.write(`${failure.message}\n`)
    return 1
  }
}

async function runImport(given: Arguments): Promise<number> {
  const data = dataDirectory(given)
  const sizes = given.files.map(sizeOf)
  const storage = await openExisting(data)
  const overflow = new SqliteOverflow()
  try {
    const retailer = await knownRetailer(storage, given.retailer)
    const reportPath = given.report ?? join(data, 'imports', reportName(given.files))
    const report = await openRefusalReport(reportPath).catch((failure: Error) => {
      throw new CannotImport(
        `The report of refused lines cannot be written: ${failure.message}. Name another file with --report.`,
      )
    })
    const interruption = new AbortController()
    process.once('SIGINT', () => interruption.abort())
    const startedAt = performance.now()
    const progress = createProgress(
      sizes.reduce((sum, size) => sum + size, 0),
      process.stderr,
    )
    const reading = { file: '', bytes: 0 }
    const summary = await importOrders(
      given.files.map((path) => sourceOf(path, reading)),
      {
        orders: storage.orders,
        retailer,
        overflow,
        columns: given.columns,
        encoding: given.encoding,
        rules: {
          readDate: given.readDate,
          dateFormat: given.dateFormat,
          cancellationPrefix: given.cancellationPrefix,
          now: Date.now(),
        },
        refuse: (refusals) => report.write(refusals),
        onProgress: (lines) => progress.show(reading.file, reading.bytes, lines),
        signal: interruption.signal,
      },
    )
    progress.end()
    await report.close()
    tell(summary, reportPath, (performance.now() - startedAt) / 1_000)
    return exitCodeOf(summary)
  } finally {
    overflow.close()
    await storage.close()
  }
}

function dataDirectory({ data }: Arguments): string {
  const read = readConfig(data === null ? [] : ['--data', data])
  if (read.is !== 'config') throw new CannotImport(read.is === 'problem' ? read.message : read.text)
  return read.config.dataDir
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new CannotImport(`There is no file ${path}.`)
  if (!found.isFile()) throw new CannotImport(`${path} is not a file.`)
  return found.size
}

/** An import is into a shop that exists: a mistyped directory must not become a new, empty one. */
async function openExisting(data: string): Promise<Storage> {
  const file = databaseFile(data)
  if (!existsSync(file))
    throw new CannotImport(
      `There is no Shopbell data in ${data}. Start the server there once, or name its directory with --data.`,
    )
  return openSqliteStorage({ file })
}

async function knownRetailer(storage: Storage, id: string): Promise<RetailerId> {
  const retailers = await storage.directory.retailers()
  const found = retailers.find((retailer) => retailer.id === id)
  if (found) return found.id
  const known = retailers.map((retailer) => `${retailer.id} (${retailer.name})`).join(', ') || 'none yet'
  throw new CannotImport(`There is no retailer “${id}”. Known: ${known}.`)
}

function reportName([first = '', ...more]: readonly string[]): string {
  return `${basename(first)}${more.length > 0 ? `-and-${more.length}-more` : ''}.refused.csv`
}

/** The file's bytes, noting how far all files together have been read. */
function sourceOf(path: string, reading: { file: string; bytes: number }): Source {
  const name = basename(path)
  async function* bytes() {
    reading.file = name
    for await (const chunk of createReadStream(path)) {
      reading.bytes += chunk.length
      yield chunk as Buffer
    }
  }
  return { name, bytes: bytes() }
}

function tell(summary: ImportSummary, reportPath: string, seconds: number): void {
  const { stopped, ...figures } = summary
  if (stopped === 'interrupted') say('Interrupted. What was read so far is kept; the same command again continues.')
  else if (stopped !== null)
    say(`Stopped: ${stopped} What was read before is kept; once that is put right, the same command again continues.`)
  say(`${figures.read} lines read: ${figures.taken} taken (${figures.added} new), ${figures.refused} refused.`)
  for (const [why, count] of Object.entries(figures.reasons).sort(([, a], [, b]) => b - a)) say(`  ${count}  ${why}`)
  if (figures.refused > 0) say(`Each refused line, with its number and reason: ${reportPath}`)
  const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1_024)
  say(JSON.stringify({ ...figures, stopped, report: reportPath, seconds: Number(seconds.toFixed(2)), peakMemoryMB }))
}

function exitCodeOf({ stopped }: ImportSummary): number {
  if (stopped === null) return 0
  return stopped === 'interrupted' ? 130 : 1
}
