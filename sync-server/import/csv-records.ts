/**
 * CSV as bytes → numbered records, in bounded memory and without ever losing a line. csv-parse reads the fields; finding
 * where a record ends is done here, because one quote that is never closed would otherwise swallow the rest of the file: a
 * record over several lines is believed only if it has the header's number of columns, else its first line is handed on as
 * broken and reading goes on at the second.
 *
 * Lines are handled as bytes (one character each) until a record is complete, so that bytes which are no text in the file's
 * encoding spoil their own record and no other.
 */
import { parse } from 'csv-parse/sync'

export type CsvRecord = {
  /** In the file, from 1 (the header), of the record's first line. */
  readonly line: number
  /** As it stands in the file; what is no text in the file's encoding shows as U+FFFD, and what is too long is cut. */
  readonly text: string
} & (
  | { readonly is: 'read'; readonly fields: readonly string[] }
  | { readonly is: 'broken'; readonly why: string; readonly detail: string }
)

/** The file cannot be read as CSV at all; the message says why and what to do. */
export class UnreadableCsv extends Error {
  override readonly name = 'UnreadableCsv'
}

/** Past these a line or a record is broken: an order's line is some hundred characters. */
const longestLine = 64 * 1024
const mostLinesOfARecord = 100
const longestText = 2_000

interface Line {
  readonly number: number
  readonly bytes: string
  readonly isTooLong: boolean
}

/**
 * Yields the header's record first, alone, then batches as they are read. Throws {@link UnreadableCsv} for an encoding that
 * is not known, a file that is empty or of another encoding altogether.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<readonly CsvRecord[]> {
  const { bytes, decoder } = decoding(chunks, encoding)
  let columns: number | null = null
  let waiting: Line[] = []
  const advance = function* (isEnd: boolean): Generator<readonly CsvRecord[]> {
    if (columns === null) {
      const header = waiting.shift()
      if (!header) return
      const [record] = recordsOf([asHeader(header)], decoder, null)
      if (record?.is !== 'read') throw new UnreadableCsv(`The header cannot be read: ${record?.why}, ${record?.detail}.`)
      columns = record.fields.length
      yield [record]
    }
    const { records, rest } = framed(waiting, columns, isEnd, decoder)
    waiting = rest
    if (records.length > 0) yield records
  }
  for await (const lines of linesOf(bytes)) {
    waiting.push(...lines)
    yield* advance(false)
  }
  yield* advance(true)
  if (columns === null) throw new UnreadableCsv('The file is empty; it has to begin with a header line that names its columns.')
}

/** Takes complete records off the front of the lines; what may go on in the next chunk is the rest. */
function framed(lines: readonly Line[], columns: number, isEnd: boolean, decoder: TextDecoder) {
  const records: CsvRecord[] = []
  let singles: Line[] = []
  const flushSingles = () => {
    records.push(...recordsOf(singles, decoder, columns))
    singles = []
  }
  let next = 0
  for (let first = lines[next]; first; first = lines[next]) {
    if (isBlank(first)) {
      next += 1
      continue
    }
    const count = first.isTooLong ? 1 : linesUntilClosed(lines, next)
    if (count === 1) {
      singles.push(first)
      next += 1
      continue
    }
    if (count === null && !isEnd && lines.length - next < mostLinesOfARecord) break
    flushSingles()
    const whole = count === null ? null : wholeRecord(lines.slice(next, next + count), columns, decoder)
    records.push(whole ?? broken(first, decoder, 'quote never closed', 'a quote opens a field and does not close it'))
    next += whole && count ? count : 1
  }
  flushSingles()
  return { records, rest: lines.slice(next) }
}

const isBlank = (line: Line) => /^[\s\0]*$/.test(line.bytes)

/** How many lines the record that begins here takes up; `null` where its quotes are still open at the last line looked at. */
function linesUntilClosed(lines: readonly Line[], from: number): number | null {
  let isQuoted = false
  for (let index = from; index < Math.min(lines.length, from + mostLinesOfARecord); index++) {
    const line = lines[index]
    if (!line || line.isTooLong) return null
    isQuoted = endsQuoted(line.bytes, isQuoted)
    if (!isQuoted) return index - from + 1
  }
  return null
}

/** Whether a quoted field is open at the line's end. A quote opens a field only as its first character; `""` stands for one. */
function endsQuoted(line: string, startsQuoted: boolean): boolean {
  let isQuoted = startsQuoted
  let at = line.indexOf('"')
  while (at !== -1) {
    if (isQuoted && line[at + 1] === '"') at += 1
    else if (isQuoted) isQuoted = false
    else isQuoted = at === 0 || line[at - 1] === ','
    at = line.indexOf('"', at + 1)
  }
  return isQuoted
}

function wholeRecord(lines: readonly Line[], columns: number, decoder: TextDecoder): CsvRecord | null {
  const [first] = lines
  if (!first) return null
  const bytes = lines.map((line) => line.bytes).join('\n')
  const [record] = recordsOf([{ ...first, bytes }], decoder, columns)
  return record?.is === 'broken' && record.why === wrongColumns ? null : (record ?? null)
}

const wrongColumns = 'wrong number of columns'

/** One record a line. Where csv-parse cannot take them together it is asked for each alone. */
function recordsOf(lines: readonly Line[], decoder: TextDecoder, columns: number | null): readonly CsvRecord[] {
  const fields = fieldsOf(lines.filter((line) => !line.isTooLong).map((line) => line.bytes))
  if (!fields && lines.length > 1) return lines.flatMap((line) => recordsOf([line], decoder, columns))
  let next = 0
  return lines.map((line): CsvRecord => {
    if (line.isTooLong) return broken(line, decoder, 'line too long', `more than ${longestLine} bytes`)
    const found = fields?.[next++]
    if (!found) return broken(line, decoder, 'not CSV', 'its quotes cannot be understood')
    if (columns !== null && found.length !== columns)
      return broken(line, decoder, wrongColumns, `${found.length} instead of ${columns}`)
    const texts = decoded(found, decoder)
    if (!texts)
      return broken(
        line,
        decoder,
        'wrong encoding',
        `not ${decoder.encoding}; name the file's own with --encoding, such as latin1`,
      )
    return { line: line.number, text: textOf(line, decoder), is: 'read', fields: texts }
  })
}

function fieldsOf(lines: readonly string[]): readonly (readonly string[])[] | null {
  try {
    // Quotes inside an unquoted field (5" NAIL) are taken as they are; linesUntilClosed reads them in the same way.
    const found: string[][] = parse(lines.join('\n'), { relax_column_count: true, relax_quotes: true, record_delimiter: ['\n'] })
    return found.length === lines.length ? found : null
  } catch {
    return null
  }
}

const broken = (line: Line, decoder: TextDecoder, why: string, detail: string): CsvRecord => ({
  line: line.number,
  text: textOf(line, decoder),
  is: 'broken',
  why,
  detail,
})

const hasOnlyAscii = (bytes: string) => !/[\u0080-\u00ff]/.test(bytes)

function decoded(fields: readonly string[], decoder: TextDecoder): readonly string[] | null {
  try {
    return fields.map((field) => (hasOnlyAscii(field) ? field : decoder.decode(Buffer.from(field, 'latin1'))))
  } catch {
    return null
  }
}

function textOf({ bytes }: Line, decoder: TextDecoder): string {
  const start = bytes.slice(0, longestText)
  const text = hasOnlyAscii(start) ? start : new TextDecoder(decoder.encoding).decode(Buffer.from(start, 'latin1'))
  return bytes.length > longestText ? `${text} … (cut, ${bytes.length} bytes)` : text
}

/** The bytes to find lines in and the decoder of what stands in them: UTF-16 has no such bytes and becomes UTF-8 at once. */
function decoding(chunks: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = decoderOf(encoding)
  if (!decoder.encoding.startsWith('utf-16')) return { bytes: chunks, decoder }
  return { bytes: asUtf8(chunks, decoder), decoder: decoderOf('utf-8') }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new UnreadableCsv(
      `There is no encoding “${encoding}”. Most files are utf-8 or latin1; utf-16le, iso-8859-15 and others work too.`,
    )
  }
}

async function* asUtf8(chunks: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    yield Buffer.from(decoder.decode())
  } catch (failure) {
    if (failure instanceof TypeError) throw new UnreadableCsv(`The file is not ${decoder.encoding}.`)
    throw failure
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let number = 0
  let begun = ''
  const lineOf = (bytes: string): Line => {
    number += 1
    const isTooLong = bytes.length > longestLine
    return { number, bytes: isTooLong ? bytes.slice(0, longestLine) : bytes.replace(/\r$/, ''), isTooLong }
  }
  for await (const chunk of chunks) {
    const [head = '', ...rest] = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1').split('\n')
    // What is too long stays too long; its end is not needed.
    begun = begun.length > longestLine ? begun : begun + head
    if (rest.length === 0) continue
    const last = rest.pop() ?? ''
    const lines = [begun, ...rest].map(lineOf)
    begun = last
    yield lines
  }
  if (begun !== '') yield [lineOf(begun)]
}

/** The header without a byte order mark, unless its first bytes say that the file is something else. */
function asHeader(line: Line): Line {
  if (/^(\u00ff\u00fe|\u00fe\u00ff)/.test(line.bytes))
    throw new UnreadableCsv(
      'The file is UTF-16, as spreadsheets write “Unicode text”: add --encoding utf-16le, or save it as CSV UTF-8.',
    )
  if (line.bytes.startsWith('PK\u0003\u0004'))
    throw new UnreadableCsv('The file is a workbook or an archive, not CSV: export the sheet as CSV first.')
  return { ...line, bytes: line.bytes.replace(/^\u00ef\u00bb\u00bf/, '') }
}
