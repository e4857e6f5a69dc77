/**
 * Processes that the bench measures or measures against, each on the server's core; the load has the other one. All of them
 * print where they listen, `http://127.0.0.1:PORT`, once they are ready.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const serverCore = 0
const loadCore = 1
const mostPrintedKept = 20_000
const ticksASecond = 100

/** Whether the server and the load have a core each; without that, every figure is of both together. */
export const hasOwnCores = pinned(process.pid, String(loadCore))

/**
 * For what has no server to be kept apart from, such as a browser without a network: its threads may run beside each other, as they do
 * on a tablet, which has more cores than this.
 */
export async function onAllCores<Result>(work: () => Promise<Result>): Promise<Result> {
  if (hasOwnCores) pinned(process.pid, `0-${cpus().length - 1}`)
  try {
    return await work()
  } finally {
    if (hasOwnCores) pinned(process.pid, String(loadCore))
  }
}

function pinned(pid: number, cores: string): boolean {
  try {
    execFileSync('taskset', ['-acp', cores, String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    // No such tool, or one core only: the figures then say so.
    return false
  }
}

export interface Child {
  readonly url: string
  readonly port: number
  /** From its start until it said that it is ready. */
  readonly readyAfterMs: number
  /** User and system time so far. */
  cpuSeconds(): number
  /** Resident memory now. */
  residentBytes(): number
  /** What it printed so far. */
  printed(): string
  /** SIGKILL, and gone when it resolves. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a script of the project. Rejects where it ends before it is ready, with what it printed. */
async function startChild(script: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<Child> {
  const command = [process.execPath, ...nodeArgs, script, ...args]
  const [file = '', ...rest] = hasOwnCores ? ['taskset', '-c', String(serverCore), ...command] : command
  const begun = performance.now()
  const child = spawn(file, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let printed = ''
  const hasEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  hasEnded.then(() => running.delete(child))
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-mostPrintedKept)
      const [, found] = /at http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\s/.exec(printed) ?? []
      if (found) resolve(Number(found))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    hasEnded.then(() => reject(new Error(`${script} ended before it was ready. It printed:\n${printed}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    readyAfterMs: performance.now() - begun,
    cpuSeconds() {
      const fields = ofProcess(child, 'stat').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / ticksASecond
    },
    residentBytes: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(ofProcess(child, 'status'))?.[1]) * 1_024,
    printed: () => printed,
    async kill() {
      child.kill('SIGKILL')
      await hasEnded
    },
  }
}

/** The product itself, on this data. */
export function startProduct(data: string): Promise<Child> {
  const rates = [
    '--rate-per-shift',
    '10000000',
    '--rate-per-shopper',
    '10000000',
    '--rate-per-address',
    '10000000',
    '--rate-questions',
    '10000000',
  ]
  return startChild('sync-server/start.ts', ['--data', data, '--port', '0', '--no-demo', '--log-level', 'warn', ...rates])
}

/** A floor, a peer or a subject of the bench's own. */
export function startOwn(name: string, args: readonly string[] = []): Promise<Child> {
  return startChild(`tests/bench/children/${name}.ts`, args)
}

/** Runs a subject of the bench's own to its end; resolves to the JSON that it printed as its last line. */
export async function runOwn<Result>(name: string, args: readonly string[]): Promise<Result> {
  const command = [process.execPath, `tests/bench/children/${name}.ts`, ...args]
  const [file = '', ...rest] = hasOwnCores ? ['taskset', '-c', String(serverCore), ...command] : command
  const child = spawn(file, rest, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  running.delete(child)
  const last = printed.trimEnd().split('\n').at(-1) ?? ''
  if (code !== 0) throw new Error(`${name} ended with ${code}. It printed:\n${printed}`)
  return JSON.parse(last) as Result
}

function ofProcess({ pid }: ChildProcess, what: string): string {
  return readFileSync(`/proc/${pid}/${what}`, 'utf8')
}
