/** How far an import is, on standard error: a bar where somebody looks at a terminal, a line now and then where nobody does. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  /** `bytes` of the total, and how many lines have been read in all. */
  show(file: string, bytes: number, lines: number): void
  end(): void
}

const linesBetweenReports = 50_000

export function createProgress(totalBytes: number, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) {
    let reported = 0
    return {
      show(file, bytes, lines) {
        if (lines - reported < linesBetweenReports) return
        reported = lines
        stream.write(`${lines} lines read, ${Math.floor((100 * bytes) / Math.max(1, totalBytes))} % (${file})\n`)
      },
      end: () => {},
    }
  }
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage} %  {lines} lines  {file}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
  })
  bar.start(Math.max(1, totalBytes), 0, { lines: 0, file: '' })
  return {
    show: (file, bytes, lines) => bar.update(bytes, { file, lines }),
    end: () => bar.stop(),
  }
}
