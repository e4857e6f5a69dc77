/**
 * What the member asked and the server has not answered yet. Every command gets its identifier before it is first sent, so
 * that any number of retries is one command (CL2). The outbox lives in memory for now; `send` takes plain data only, so that
 * the same entries can lie in a Dexie table.
 */
import type { CommandId, ShiftId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Problem } from '../protocol/problems.ts'
import type { Reply } from './http.ts'

type Without<C, K extends PropertyKey> = C extends unknown ? Omit<C, K> : never
/** A command as a screen gives it. */
export type Wanted = Without<MemberCommand, 'id' | 'shift'>

/** `gaveUp`: no answer within the command's patience, or the shift ended first. Whether the server has it is not known. */
export type Answer = CommandAccepted | { readonly is: 'problem'; readonly problem: Problem } | { readonly is: 'gaveUp' }

/** A command that has no answer yet; `attempts` counts those that came to nothing. */
export interface Pending {
  readonly command: MemberCommand
  readonly attempts: number
}

export interface OutboxParts {
  readonly shift: ShiftId
  readonly newId: () => CommandId
  readonly post: (command: MemberCommand) => Promise<Reply<CommandAccepted>>
  /** Resolves after so long, or early when `wake` aborts. */
  readonly wait: (ms: number, wake: AbortSignal) => Promise<void>
  /** Milliseconds that only run forward. */
  readonly now: () => number
  /** Called whenever the list of unanswered commands changes. */
  readonly onChange: (pending: readonly Pending[]) => void
}

export interface SendOptions {
  /** Under which identifier; a fresh one where absent. */
  readonly id?: CommandId
  /** How long to keep trying; for ever where absent. */
  readonly patienceMs?: number
}

const firstPauseMs = 500
const longestPauseMs = 8_000

export class Outbox {
  readonly #parts: OutboxParts
  readonly #pending = new Map<CommandId, Pending>()
  /** Commands of one lane leave in order: a message never overtakes the one before it, nor the end of the chat its last words. */
  readonly #lanes = new Map<string, Promise<unknown>>()
  #wake = new AbortController()
  #isClosed = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Sends until it is answered. Never rejects. */
  send(wanted: Wanted, options: SendOptions = {}): { readonly id: CommandId; readonly answer: Promise<Answer> } {
    const id = options.id ?? this.#parts.newId()
    const command = { ...wanted, id, shift: this.#parts.shift } as MemberCommand
    this.#pending.set(id, { command, attempts: 0 })
    this.#changed()
    const lane = laneOf(command)
    const before = this.#lanes.get(lane) ?? Promise.resolve()
    const answer = before.then(() => this.#deliver(command, options.patienceMs))
    this.#lanes.set(lane, answer)
    void answer.then(() => {
      if (this.#lanes.get(lane) === answer) this.#lanes.delete(lane)
    })
    return { id, answer }
  }

  /** The network is back: whatever waits for its next attempt makes it now. */
  retryNow(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  /** The shift is over: nothing more leaves under it. */
  close(): void {
    this.#isClosed = true
    this.retryNow()
  }

  async #deliver(command: MemberCommand, patienceMs = Number.POSITIVE_INFINITY): Promise<Answer> {
    const givesUpAt = this.#parts.now() + patienceMs
    try {
      for (let attempts = 0; !this.#isClosed; attempts++) {
        if (attempts > 0) {
          this.#pending.set(command.id, { command, attempts })
          this.#changed()
        }
        const reply = await this.#parts.post(command)
        if (reply.is === 'ok') return reply.value
        if (reply.is === 'problem') return reply
        const pause = reply.retryAfterMs ?? Math.min(firstPauseMs * 2 ** attempts, longestPauseMs)
        if (this.#parts.now() + pause > givesUpAt) break
        await this.#parts.wait(pause, this.#wake.signal)
      }
      return { is: 'gaveUp' }
    } finally {
      this.#pending.delete(command.id)
      this.#changed()
    }
  }

  #changed(): void {
    this.#parts.onChange([...this.#pending.values()])
  }
}

function laneOf(command: MemberCommand): string {
  return command.kind === 'sendMessage' || command.kind === 'endChat' ? `chat/${command.chat}` : command.id
}
