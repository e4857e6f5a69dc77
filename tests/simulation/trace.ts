/** What happened in a run, in order: the last steps to be shown, and a hash of all of them, so that two runs can be compared. */
import { createHash } from 'node:crypto'

export interface Trace {
  /** One thing that happened; `what` is short and says who. */
  note(what: string): void
  /** The latest steps, oldest first. */
  last(): readonly string[]
  /** SHA-256 (hex) of everything noted so far. */
  hash(): string
}

/** `print`, where given, is shown every step as it happens. */
export function createTrace(now: () => number, keep: number, print?: (line: string) => void): Trace {
  const hash = createHash('sha256')
  const lines: string[] = []
  return {
    note(what) {
      const line = `${(now() / 1_000).toFixed(3).padStart(9)} ${what}`
      hash.update(line)
      lines.push(line)
      if (lines.length > 2 * keep) lines.splice(0, lines.length - keep)
      print?.(line)
    },
    last: () => lines.slice(-keep),
    hash: () => hash.copy().digest('hex'),
  }
}
