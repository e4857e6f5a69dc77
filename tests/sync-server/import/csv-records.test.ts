/** CSV as it comes from the world: cut anywhere, ragged, unclosed, in other encodings. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvRecord, readCsv, UnreadableCsv } from '../../../sync-server/import/csv-records.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** All records but the header's. */
async function read(csv: string | Uint8Array, { encoding = 'utf-8', size = 1_000 } = {}): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const batch of readCsv(inPieces(Buffer.from(csv), size), encoding)) records.push(...batch)
  return records.slice(1)
}

const fieldsOf = (records: readonly CsvRecord[]) => records.map((record) => (record.is === 'read' ? record.fields : record.why))
const linesOf = (records: readonly CsvRecord[]) => records.map((record) => record.line)

describe('fields', () => {
  test.each([1, 2, 3, 7, 1_000])('do not depend on where the file is cut (pieces of %i bytes)', async (size) => {
    const records = await read('a,b\r\n1,"x, ""y"""\r\nZoë,漢字\r\n"two\r\nlines",4', { size })
    expect(fieldsOf(records)).toEqual([
      ['1', 'x, "y"'],
      ['Zoë', '漢字'],
      ['two\nlines', '4'],
    ])
    expect(linesOf(records)).toEqual([2, 3, 4])
  })

  test('any table that is written properly is read back, wherever it is cut', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', ' '), maxLength: 6 }),
    )
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, size) => {
          const clean = rows.map((row) => row.map((text) => text.toWellFormed().replaceAll('\r', '')))
          const csv = ['a,b,c', ...clean.map((row) => row.map(quoted).join(','))].join('\n')
          expect(fieldsOf(await read(csv, { size }))).toEqual(clean)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a quote inside an unquoted field is a quote', async () => {
    expect(fieldsOf(await read('a,b\n5" NAIL,6" NAIL\n"ok",x"y,\n'))).toEqual([['5" NAIL', '6" NAIL'], 'wrong number of columns'])
  })

  test('a byte order mark is no part of the first column’s name', async () => {
    for await (const [header] of readCsv(inPieces(Buffer.from('\uFEFFa,b\n'), 2), 'utf-8'))
      expect(header).toMatchObject({ fields: ['a', 'b'] })
  })

  test('empty lines are nothing, and are counted as lines', async () => {
    const records = await read('a,b\n\n1,2\r\n\r\n  \n3,4\n\n')
    expect(fieldsOf(records)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(linesOf(records)).toEqual([3, 6])
  })
})

describe('broken records keep their number and text, and spoil no other', () => {
  test('ragged lines', async () => {
    const records = await read('a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n')
    expect(fieldsOf(records)).toEqual([['1', '2', '3'], 'wrong number of columns', 'wrong number of columns', ['4', '5', '6']])
    expect(records[1]).toEqual({ line: 3, text: '1,2', is: 'broken', why: 'wrong number of columns', detail: '2 instead of 3' })
  })

  test('a quote that is never closed', async () => {
    const records = await read(`a,b\n1,2\n3,"open\n${'4,5\n'.repeat(500)}6,7`)
    expect(records).toHaveLength(503)
    expect(records[1]).toMatchObject({ line: 3, text: '3,"open', is: 'broken', why: 'quote never closed' })
    expect(fieldsOf(records.slice(2, 502))).toEqual(Array.from({ length: 500 }, () => ['4', '5']))
    expect(records[502]).toMatchObject({ line: 504, fields: ['6', '7'] })
  })

  test('a quote that is “closed” by the next quoted field', async () => {
    const records = await read('a,b,c\n1,"open,3\n4,5,6\n7,"TRAY, IN BED",9\n10,11,12\n')
    expect(fieldsOf(records)).toEqual(['quote never closed', ['4', '5', '6'], ['7', 'TRAY, IN BED', '9'], ['10', '11', '12']])
    expect(linesOf(records)).toEqual([2, 3, 4, 5])
  })

  test('a quote that is open at the end', async () => {
    expect(fieldsOf(await read('a,b\n1,2\n3,"open\n4,5'))).toEqual([['1', '2'], 'quote never closed', ['4', '5']])
  })

  test('a line of megabytes is cut, not kept', async () => {
    const records = await read(`a,b\n1,2\n3,${'x'.repeat(3_000_000)}\n4,5\n`, { size: 65_536 })
    expect(fieldsOf(records)).toEqual([['1', '2'], 'line too long', ['4', '5']])
    expect(records[1]?.text.length).toBeLessThan(3_000)
  })

  test('bytes that are no text in the encoding', async () => {
    const csv = Buffer.concat([Buffer.from('a,b\n1,ok\n2,'), Buffer.from([0xa3]), Buffer.from('5\n3,£\n')])
    const records = await read(csv, { size: 3 })
    expect(fieldsOf(records)).toEqual([['1', 'ok'], 'wrong encoding', ['3', '£']])
    expect(records[1]).toMatchObject({ line: 3, text: '2,\uFFFD5', detail: expect.stringContaining('--encoding') })
  })
})

describe('encodings', () => {
  test('latin1', async () => {
    const csv = Buffer.from('a,b\nCAFÉ £,"x\ny"\n', 'latin1')
    expect(fieldsOf(await read(csv, { encoding: 'latin1', size: 4 }))).toEqual([['CAFÉ £', 'x\ny']])
  })

  test('UTF-16, with or without its mark', async () => {
    for (const csv of ['a,b\nZoë,"漢,字"\n', '\uFEFFa,b\nZoë,"漢,字"\n'])
      expect(fieldsOf(await read(Buffer.from(csv, 'utf16le'), { encoding: 'utf-16le', size: 3 }))).toEqual([['Zoë', '漢,字']])
  })

  test.each([
    ['an unknown encoding', 'a,b\n', 'klingon', /no encoding “klingon”/],
    ['UTF-16 taken for UTF-8', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'utf-8', /--encoding utf-16le/],
    ['a workbook', 'PK\u0003\u0004…', 'utf-8', /workbook .* export the sheet as CSV/],
    ['an empty file', '', 'utf-8', /empty/],
    [
      'a file of empty bytes that are not the encoding’s',
      Buffer.from([0x61, 0xff]),
      'utf-8',
      /header cannot be read: wrong encoding/,
    ],
  ])('%s is said to be so', async (_, csv, encoding, message) => {
    const reading = read(csv, { encoding })
    await expect(reading).rejects.toThrow(UnreadableCsv)
    await expect(reading).rejects.toThrow(message)
  })
})
