/**
 * A command's way to the server: tried until there is an answer, with growing pauses, at once when the network is back. Nothing
 * is decided here about what an answer means.
 */
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Reply } from './http.ts'
import type { PageTime } from './page-time.ts'

export interface AttemptParts {
  readonly time: PageTime
  /** The attempt is given up where the signal aborts. */
  readonly post: (command: MemberCommand, signal: AbortSignal) => Promise<Reply<CommandAccepted>>
}

/** The server's own word, in one way or the other. */
type Answered = Extract<Reply<CommandAccepted>, { readonly is: 'ok' | 'problem' }>

const firstPauseMs = 500
const longestPauseMs = 8_000

export class Attempts {
  readonly #parts: AttemptParts
  #wake = new AbortController()
  #attempt = new AbortController()
  #isClosed = false

  constructor(parts: AttemptParts) {
    this.#parts = parts
  }

  /**
   * Resolves to the server's answer, or to `null` where {@link close} came first. `onRetry` is told before each attempt but the
   * first how many have come to nothing. Never rejects.
   */
  async answerTo(command: MemberCommand, onRetry: (attempts: number) => void): Promise<Answered | null> {
    const { post, time } = this.#parts
    for (let attempts = 0; !this.#isClosed; attempts++) {
      if (attempts > 0) onRetry(attempts)
      const { signal } = this.#attempt
      const reply = await post(command, signal)
      if (this.#isClosed) break
      if (reply.is === 'ok' || reply.is === 'problem') return reply
      if (signal.aborted) continue
      const pauseMs = reply.retryAfterMs ?? Math.min(firstPauseMs * 2 ** attempts, longestPauseMs)
      await this.#pause(pauseMs * (0.75 + time.random() / 2))
    }
    return null
  }

  /** Whatever waits for its next attempt makes it now. */
  retryNow(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  /** Attempts that are being made are given up, and made again. */
  startAnew(): void {
    this.#attempt.abort()
    this.#attempt = new AbortController()
    this.retryNow()
  }

  /** Nothing is tried any more. */
  close(): void {
    this.#isClosed = true
    this.startAnew()
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#wake
    return new Promise((resolve) => {
      const cancel = this.#parts.time.after(ms, resolve)
      signal.addEventListener('abort', () => {
        cancel()
        resolve()
      })
    })
  }
}
