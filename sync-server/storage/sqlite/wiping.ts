/**
 * Leaves no byte of what was removed in the file. `secure_delete` overwrites a row as it goes, but SQLite also moves rows between
 * the pages of a table, and leaves copies behind in the part of a page that is not in use; one of a few hundred removed rows can be
 * found again there. So those parts, which no reader ever looks at, are overwritten straight in the file, some pages at a time. What
 * SQLite remembers of these pages is then let go of, because it would write the copies back. Pages now and then change places while
 * somebody writes, and one may slip through; so it is done twice.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** A few milliseconds' work: nothing is decided meanwhile. */
const pagesAPart = 512
/** How the pages of tables and indices begin. */
const kinds = new Set([2, 5, 10, 13])
/** Those that have children name one more in their header. */
const inner = new Set([2, 5])
/** In a file of more pages, a page of another kind may begin like one of these. */
const mostPages = 2 ** 25
/** Before the first page's own header. */
const fileHeader = 100
const zeros = Buffer.alloc(65_536)

export class Wiping {
  readonly #database: DatabaseSync
  readonly #file: string
  /** Kept open until the database has been closed: closing it takes the locks that this process has on the file. */
  #descriptor: number | null = null
  #beside: DatabaseSync | null = null

  constructor(database: DatabaseSync, file: string) {
    this.#database = database
    this.#file = file
  }

  /**
   * Wipes some pages from this one on, counted from 0. Returns the next to wipe, `null` where these were the last: the write-ahead
   * log is then empty too, unless somebody else reads it. Returns the same where the file cannot be touched just then, because
   * another process has it half written or reads an older state of it. Throws SQLite's errors and the disk's.
   */
  part(from: number): number | null {
    this.#database.exec('pragma wal_checkpoint(passive)')
    // Nobody writes from here on.
    this.#database.exec('begin immediate')
    try {
      if (!this.#isAllInFile()) return from
      const size = this.#number('page_size')
      const pages = this.#number('page_count')
      const until = Math.min(from + pagesAPart, pages)
      if (pages < mostPages) this.#wipe(from, until, size)
      this.#database.exec('pragma shrink_memory')
      if (until < pages) return until
    } finally {
      this.#database.exec('rollback')
    }
    this.#emptyLog()
    return null
  }

  /** Only once the database is closed. */
  close(): void {
    this.#beside?.close()
    this.#beside = null
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  /**
   * Whether nothing of the write-ahead log is still to be written into the file. As long as nobody adds to the log, nobody else
   * writes into the file then. Asked by a connection of its own, because one that writes may not.
   */
  #isAllInFile(): boolean {
    this.#beside ??= new DatabaseSync(this.#file)
    const { busy, log, checkpointed } = this.#beside.prepare('pragma wal_checkpoint(passive)').get() as Record<string, number>
    return busy === 0 && log === checkpointed
  }

  /** Without waiting for anybody who reads: nothing would be decided meanwhile. */
  #emptyLog(): void {
    const { timeout } = this.#database.prepare('pragma busy_timeout').get() as { timeout: number }
    this.#database.exec('pragma busy_timeout = 0')
    try {
      this.#database.exec('pragma wal_checkpoint(truncate)')
    } finally {
      this.#database.exec(`pragma busy_timeout = ${timeout}`)
    }
  }

  #number(pragma: 'page_size' | 'page_count'): number {
    return Number(this.#database.prepare(`pragma ${pragma}`).get()?.[pragma])
  }

  #wipe(from: number, until: number, size: number): void {
    this.#descriptor ??= openSync(this.#file, 'r+')
    const bytes = Buffer.alloc((until - from) * size)
    const read = readSync(this.#descriptor, bytes, 0, bytes.length, from * size)
    for (let at = 0; at + size <= read; at += size) {
      const gap = unusedIn(bytes.subarray(at, at + size), from + at / size === 0 ? fileHeader : 0)
      if (!gap) continue
      const [begin, end] = gap
      const unused = bytes.subarray(at + begin, at + end)
      if (unused.equals(zeros.subarray(0, unused.length))) continue
      writeSync(this.#descriptor, unused.fill(0), 0, unused.length, from * size + at + begin)
    }
  }
}

/** The part between a page's list of rows and its rows; `null` where the page is none of a table or an index. */
function unusedIn(page: Buffer, header: number): readonly [begin: number, end: number] | null {
  const kind = page[header] ?? 0
  if (!kinds.has(kind)) return null
  const rows = page.readUInt16BE(header + 3)
  const begin = header + (inner.has(kind) ? 12 : 8) + 2 * rows
  const end = page.readUInt16BE(header + 5) || 65_536
  return begin < end && end <= page.length ? [begin, end] : null
}
