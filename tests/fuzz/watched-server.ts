/**
 * A real server that is watched from inside: how long its event loop was blocked, and what of its memory is still in use after
 * a collection. Everything that it prints is kept, and its end is noticed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Measured } from './watch-inside.ts'

const root = join(import.meta.dirname, '../..')
const mostPrinted = 200_000

export class WatchedServer {
  readonly url: string
  readonly port: number
  readonly #child: ChildProcess
  readonly #printed: () => string

  private constructor(child: ChildProcess, port: number, printed: () => string) {
    this.#child = child
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.#printed = printed
  }

  /** Starts it on the data; rejects with what it printed where it does not come up. */
  static async start(data: string, args: readonly string[]): Promise<WatchedServer> {
    const inside = join(import.meta.dirname, 'watch-inside.ts')
    const command = ['--expose-gc', '--import', inside, 'sync-server/start.ts', '--data', data, '--port', '0', ...args]
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    process.once('exit', () => child.kill('SIGKILL'))
    let printed = ''
    const port = await new Promise<number>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        printed = (printed + chunk.toString()).slice(-mostPrinted)
        const [, found] = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\s/.exec(printed) ?? []
        if (found) resolve(Number(found))
      }
      child.stdout?.on('data', read)
      child.stderr?.on('data', read)
      child.once('error', reject)
      child.once('exit', (code, signal) => reject(new Error(`The server ended (${signal ?? code}). It printed:\n${printed}`)))
    })
    return new WatchedServer(child, port, () => printed)
  }

  /** How it ended, where it has; a server that is being fuzzed has no reason to. */
  get ended(): string | null {
    const { exitCode, signalCode } = this.#child
    return exitCode === null && signalCode === null ? null : `ended with ${signalCode ?? exitCode}`
  }

  get printed(): string {
    return this.#printed()
  }

  /** What was measured since the last time; rejects where the server is gone. */
  measure(): Promise<Measured> {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) return reject(new Error(`The server ${this.ended}.`))
      this.#child.once('message', (message) => resolve(message as Measured))
      this.#child.send('measure', (failure) => failure && reject(failure))
    })
  }

  async stop(): Promise<void> {
    if (this.ended !== null) return
    const hasEnded = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    await hasEnded
  }
}
