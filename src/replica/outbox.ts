/**
 * What the member asked and the server has not answered yet. Every command gets its identifier before it is kept, is kept
 * before it is sent, and is sent until it is answered, so that any number of retries is one command (CL2). More than one page,
 * or a page and the service worker, may send the same entry: whoever keeps to the order of the lanes changes nothing by it.
 */
import type { CommandId, MemberId, ShiftId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Problem } from '../protocol/problems.ts'
import type { DiskFailure, OutboxEntry, ShiftDisk } from './disk.ts'
import { kindOf, type Reply } from './http.ts'
import type { PageTime } from './page-time.ts'

type Without<C, K extends PropertyKey> = C extends unknown ? Omit<C, K> : never
/** A command as a screen gives it. */
export type Wanted = Without<MemberCommand, 'id' | 'shift'>

/** `gaveUp`: the shift or the page ended first. Whether the server has the command is not known; it is still in the outbox. */
export type Answer = CommandAccepted | { readonly is: 'problem'; readonly problem: Problem } | { readonly is: 'gaveUp' }

/** A command that is on its way. */
export interface Sent {
  readonly command: MemberCommand
  readonly answer: Promise<Answer>
}

/** An entry, and how many attempts of this page have come to nothing. */
export interface Waiting extends OutboxEntry {
  readonly attempts: number
}

export interface OutboxParts {
  readonly member: MemberId
  readonly shift: ShiftId
  readonly disk: Pick<ShiftDisk, 'putCommand' | 'dropCommand'>
  readonly time: PageTime
  /** The server's clock as estimated, in milliseconds. */
  readonly serverNow: () => number
  readonly newId: () => CommandId
  /** The attempt is given up where the signal aborts. */
  readonly post: (command: MemberCommand, signal: AbortSignal) => Promise<Reply<CommandAccepted>>
  /** Called whenever an entry or its attempts change: what waits and what was refused, in order. */
  readonly onChange: (entries: readonly Waiting[]) => void
  /** The server no longer knows this shift: nothing more can leave under it. */
  readonly onShiftOver: () => void
  /** An entry could not be kept (`null`: it can again); it is sent all the same. */
  readonly onDisk: (failure: DiskFailure | null) => void
}

/** CL6: so long after the tap a claim still asks for the chat. */
export const asksForMs = 30_000

/** Names the message and the sync event that ask the service worker to send what pages left. */
export const sendOutbox = 'SEND_OUTBOX'

const firstPauseMs = 500
const longestPauseMs = 8_000
/** A disk that does not answer must not hold a claim back for longer. */
const diskPatienceMs = 1_000

export class Outbox {
  readonly #parts: OutboxParts
  readonly #entries = new Map<CommandId, Waiting>()
  /** Commands of one lane leave in order: a message never overtakes the one before it, nor the end of the chat its last words. */
  readonly #lanes = new Map<string, Promise<unknown>>()
  #lastOrder = 0
  #wake = new AbortController()
  #attempt = new AbortController()
  #isClosed = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Takes up what an earlier page or the worker left, oldest first. Returns what is news, with the answers to come. */
  adopt(entries: readonly OutboxEntry[]): readonly Sent[] {
    const sent: Sent[] = []
    for (const entry of entries) {
      const { command, order, refused } = entry
      if (this.#entries.has(command.id)) continue
      this.#lastOrder = Math.max(this.#lastOrder, order)
      this.#entries.set(command.id, { ...entry, attempts: 0 })
      if (!refused) sent.push({ command, answer: this.#enqueue(entry, Promise.resolve()) })
    }
    this.#changed()
    return sent
  }

  /** Keeps it, then sends it until it is answered. Never rejects. */
  send(wanted: Wanted, id: CommandId = this.#parts.newId()): { readonly id: CommandId; readonly answer: Promise<Answer> } {
    const { member, shift, serverNow } = this.#parts
    const command = { ...wanted, id, shift } as MemberCommand
    const entry: OutboxEntry = { command, member, order: ++this.#lastOrder, since: serverNow(), refused: null }
    this.#entries.set(id, { ...entry, attempts: 0 })
    this.#changed()
    return { id, answer: this.#enqueue(entry, this.#keep(entry)) }
  }

  /** Lets go of a refused message. */
  discard(id: CommandId): void {
    if (this.#entries.get(id)?.refused) this.#settle(id)
  }

  /** Somebody looks, or the network is said to be back: whatever waits for its next attempt makes it now. */
  retryNow(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  /** There is a new connection: attempts that hang on the old one are given up and made again. */
  reconnected(): void {
    this.#attempt.abort()
    this.#attempt = new AbortController()
    this.retryNow()
  }

  /** The shift or the page is over: nothing more leaves. What waits stays on the device. */
  close(): void {
    this.#isClosed = true
    this.reconnected()
  }

  #enqueue(entry: OutboxEntry, kept: Promise<unknown>): Promise<Answer> {
    const lane = laneOf(entry.command)
    const before = this.#lanes.get(lane) ?? Promise.resolve()
    const answer = Promise.all([before, kept]).then(() => this.#deliver(entry))
    this.#lanes.set(lane, answer)
    void answer.then(() => {
      if (this.#lanes.get(lane) === answer) this.#lanes.delete(lane)
    })
    return answer
  }

  async #deliver(entry: OutboxEntry): Promise<Answer> {
    const { post, shift, time, onShiftOver } = this.#parts
    // It may have been given in an earlier shift of the same member: to the server it is the same command.
    const command = { ...entry.command, shift }
    const { id } = command
    for (let attempts = 0; !this.#isClosed; attempts++) {
      if (attempts > 0) this.#update(id, { attempts })
      const { signal } = this.#attempt
      const reply = await post(command, signal)
      if (this.#isClosed) break
      if (reply.is === 'ok') {
        this.#settle(id)
        return reply.value
      }
      if (reply.is === 'problem') {
        if (isOfShift(reply.problem)) {
          this.close()
          onShiftOver()
          break
        }
        // A message's words belong to the person: they stay until they have been seen.
        if (command.kind === 'sendMessage') await this.#refuse(id, reply.problem)
        else this.#settle(id)
        return reply
      }
      if (signal.aborted) continue
      const pauseMs = reply.retryAfterMs ?? Math.min(firstPauseMs * 2 ** attempts, longestPauseMs)
      await this.#pause(pauseMs * (0.75 + time.random() / 2))
    }
    return { is: 'gaveUp' }
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

  /** Resolves when the entry is kept, or when waiting for it would hold the person up: then it is sent all the same. */
  #keep(entry: OutboxEntry): Promise<void> {
    const { disk, time, onDisk } = this.#parts
    return new Promise((resolve) => {
      const cancel = time.after(diskPatienceMs, resolve)
      disk
        .putCommand(entry)
        .then(() => onDisk(null), onDisk)
        .finally(() => {
          cancel()
          resolve()
        })
    })
  }

  #settle(id: CommandId): void {
    this.#entries.delete(id)
    this.#changed()
    // Where this fails the entry is sent once more by the next page, and gets the same answer (CL2).
    this.#parts.disk.dropCommand(id).catch(this.#parts.onDisk)
  }

  #refuse(id: CommandId, refused: Problem): Promise<void> {
    this.#update(id, { refused })
    const entry = this.#entries.get(id)
    if (!entry) return Promise.resolve()
    const { attempts: _, ...kept } = entry
    return this.#keep(kept)
  }

  #update(id: CommandId, change: Partial<Waiting>): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.set(id, { ...entry, ...change })
    this.#changed()
  }

  #changed(): void {
    this.#parts.onChange([...this.#entries.values()])
  }
}

/** The refusals that say that this shift is no more; to the command they are no answer (CL2). */
function isOfShift(problem: Problem): boolean {
  const kind = kindOf(problem)
  return kind === 'not-signed-in' || kind === 'wrong-shift'
}

/** What is about one chat leaves in order; declines and wishes wait for nobody. */
function laneOf(command: MemberCommand): string {
  switch (command.kind) {
    case 'sendMessage':
    case 'endChat':
    case 'handBackChat':
      return `chat/${command.chat}`
    default:
      return command.id
  }
}
