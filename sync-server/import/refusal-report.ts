/** The report of lines that could not be taken: a CSV file with file, line, reason, detail and the line itself. */
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Refusal } from './import-orders.ts'

export interface RefusalReport {
  write(refusals: readonly Refusal[]): Promise<void>
  close(): Promise<void>
}

/** Begins the report anew. Rejects, with the system's error, where it cannot be written. */
export async function openRefusalReport(path: string): Promise<RefusalReport> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'w')
  await file.appendFile('file,line,reason,detail,text\r\n')
  return {
    async write(refusals) {
      if (refusals.length === 0) return
      await file.appendFile(
        refusals.map(({ file, line, why, detail, text }) => row([file, String(line), why, detail, text])).join(''),
      )
    },
    close: () => file.close(),
  }
}

const row = (cells: readonly string[]) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`
