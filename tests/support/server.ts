/**
 * A real server for a test: the real process with a data folder of its own, started, stopped, killed and started again as an
 * operator would. What it printed is kept for the failure's message.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const mostLogCharacters = 20_000
/** What Node compiled for a server that stopped in order is there for the next one, which then starts in half the time. */
const compileCache = join(tmpdir(), 'shopbell-test-compiled')

/** Whether servers start fast already. One that is killed leaves nothing compiled. */
export function isServerCompiled(): boolean {
  return existsSync(compileCache)
}

export interface StartOptions {
  /** The data folder; without one a fresh folder is made, and removed at the end. */
  readonly data?: string
  /** More arguments for the server: `['--log-level', 'debug']`. */
  readonly args?: readonly string[]
  /** A push service of the test's own: the server may send to it, and trusts its certificate. */
  readonly pushService?: { readonly host: string; readonly certificate: { readonly cert: string } }
}

/** Starts a server on a free port; resolves once it is ready. Whoever starts it calls `end`. */
export async function startServer({ data, args = [], pushService }: StartOptions = {}): Promise<TestServer> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'shopbell-server-'))
  const pushArgs = pushService ? ['--push-hosts', pushService.host] : []
  const server = new TestServer(folder, [...args, ...pushArgs], data === undefined, pushService?.certificate.cert)
  try {
    await server.start()
  } catch (error) {
    await server.end()
    throw error
  }
  return server
}

export class TestServer {
  readonly data: string
  readonly #args: readonly string[]
  readonly #ownsData: boolean
  /** A PEM to trust beside the machine's own certificates. */
  readonly #trusted: string | undefined
  /** 0 until the first start has found a free one; kept after that, because clients know it. */
  #port = 0
  #child: ChildProcess | null = null
  #log = ''
  readonly #endWithThisProcess = () => this.#child?.kill('SIGKILL')

  constructor(data: string, args: readonly string[], ownsData: boolean, trusted?: string) {
    this.data = data
    this.#args = args
    this.#ownsData = ownsData
    this.#trusted = trusted
    process.once('exit', this.#endWithThisProcess)
  }

  /** `http://127.0.0.1:PORT`. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** The last of what the server printed, over all its starts. */
  get log(): string {
    return this.#log
  }

  /** Starts the server on its data and, after the first time, its port; resolves once it says that it is ready. */
  async start(): Promise<void> {
    if (this.#child) throw new Error('The server is running already.')
    const args = ['sync-server/main.ts', '--data', this.data, '--port', String(this.#port), ...this.#args]
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache, ...this.#trust() }
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      let printed = ''
      const read = (chunk: Buffer) => {
        printed += chunk.toString()
        this.#log = (this.#log + chunk.toString()).slice(-mostLogCharacters)
        const [, port] = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(printed) ?? []
        if (!port) return
        this.#port = Number(port)
        resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        if (this.#child === child) this.#child = null
        reject(new Error(`The server ended (${signal ?? code}) before it said where it listens. It printed:\n${this.#log}`))
      })
    })
    await this.#becomeReady(child)
  }

  /** Asks it to stop, as an operator does (SIGTERM), and waits until it has. */
  stop(): Promise<void> {
    return this.#endChild('SIGTERM')
  }

  /** As a power cut does it (SIGKILL). */
  kill(): Promise<void> {
    return this.#endChild('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** Leaves nothing behind. */
  async end(): Promise<void> {
    await this.kill()
    process.removeListener('exit', this.#endWithThisProcess)
    if (this.#ownsData) rmSync(this.data, { recursive: true, force: true })
  }

  async #endChild(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child) return
    const hasEnded = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await hasEnded
    this.#child = null
  }

  /** Node takes a certificate to trust by the name of a file. */
  #trust(): Readonly<Record<string, string>> {
    if (this.#trusted === undefined) return {}
    const file = join(this.data, 'push-service.pem')
    writeFileSync(file, this.#trusted)
    return { NODE_EXTRA_CA_CERTS: file }
  }

  /** Asks `/readyz` until it is well, for as long as the process lives. */
  async #becomeReady(child: ChildProcess): Promise<void> {
    while (child.exitCode === null && child.signalCode === null) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null)
      await answer?.body?.cancel()
      if (answer?.ok) return
    }
    throw new Error(`The server ended before it was ready. It printed:\n${this.#log}`)
  }
}
