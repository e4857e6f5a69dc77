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
import { Keeper } from './keeper.ts'
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
/** What begins the name of a lane whose commands have an order to keep. */
const chatLane = 'chat/'

/** A command in its lane. */
interface Queued {
  readonly id: CommandId
  /** Resolves when it is kept, or need not be waited for any longer. */
  readonly kept: Promise<unknown>
  readonly answered: (answer: Answer) => void
}

/** Commands of one lane leave in order: a message never overtakes the one before it, nor the end of the chat its last words. */
interface Lane {
  readonly waiting: Queued[]
  isLeaving: boolean
}

export class Outbox {
  readonly #parts: OutboxParts
  readonly #entries = new Map<CommandId, Waiting>()
  readonly #lanes = new Map<string, Lane>()
  readonly #keeper: Keeper
  /** Whether it is still to be heard what an earlier page left. */
  #isHeld = true
  #lastOrder = 0
  #wake = new AbortController()
  #attempt = new AbortController()
  #isClosed = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#keeper = new Keeper(parts)
  }

  /**
   * Takes up what an earlier page or the worker left, oldest first. What was given here meanwhile goes behind it, where it has not
   * left. Until this or {@link release} is called, nothing that has to keep to an order leaves. Returns what is news, with the
   * answers to come.
   */
  adopt(entries: readonly OutboxEntry[]): readonly Sent[] {
    const left = entries.filter(({ command }) => !this.#entries.has(command.id))
    const given = [...this.#entries.values()]
    this.#entries.clear()
    for (const entry of left) this.#entries.set(entry.command.id, { ...entry, attempts: 0 })
    const lastLeft = Math.max(0, ...left.map(({ order }) => order))
    this.#lastOrder = Math.max(this.#lastOrder, lastLeft)
    for (const entry of given) this.#entries.set(entry.command.id, this.#behind(lastLeft, entry))
    const sent: Sent[] = []
    // The last first, each before all that are there.
    for (const { command, refused } of left.toReversed()) {
      if (refused) continue
      const queued = { id: command.id, kept: Promise.resolve() }
      const answer = new Promise<Answer>((answered) => this.#laneOf(command).waiting.unshift({ ...queued, answered }))
      sent.unshift({ command, answer })
    }
    this.#changed()
    this.release()
    return sent
  }

  /** What an earlier page left cannot be read: what is given here waits for it no longer. */
  release(): void {
    this.#isHeld = false
    for (const name of [...this.#lanes.keys()]) void this.#leave(name)
  }

  /** Keeps it, then sends it until it is answered. Never rejects. */
  send(wanted: Wanted, id: CommandId = this.#parts.newId()): { readonly id: CommandId; readonly answer: Promise<Answer> } {
    const { member, shift, serverNow } = this.#parts
    const command = { ...wanted, id, shift } as MemberCommand
    const since = serverNow()
    // Pages of one member that know nothing of each other still agree on what was given first.
    this.#lastOrder = Math.max(this.#lastOrder + 1, Math.floor(since))
    const entry: OutboxEntry = { command, member, order: this.#lastOrder, since, refused: null }
    this.#entries.set(id, { ...entry, attempts: 0 })
    this.#changed()
    const kept = this.#keep(id)
    const answer = new Promise<Answer>((answered) => this.#laneOf(command).waiting.push({ id, kept, answered }))
    void this.#leave(laneName(command))
    return { id, answer }
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
    this.#keeper.close()
    this.reconnected()
    this.release()
  }

  #laneOf(command: MemberCommand): Lane {
    const name = laneName(command)
    const lane = this.#lanes.get(name) ?? { waiting: [], isLeaving: false }
    this.#lanes.set(name, lane)
    return lane
  }

  /** Sends what waits in the lane, one after the other. */
  async #leave(name: string): Promise<void> {
    const lane = this.#lanes.get(name)
    // Alone in its lane, a command has nothing to overtake.
    if (!lane || lane.isLeaving || (this.#isHeld && name.startsWith(chatLane))) return
    lane.isLeaving = true
    for (let next = lane.waiting[0]; next; next = lane.waiting[0]) {
      await next.kept
      // What an earlier page left has come before it.
      if (lane.waiting[0] !== next) continue
      lane.waiting.shift()
      next.answered(await this.#deliver(next.id))
    }
    this.#lanes.delete(name)
  }

  /** Where the device's clock was set back meanwhile, what is given now says that it was given before. */
  #behind(lastLeft: number, entry: Waiting): Waiting {
    if (entry.order > lastLeft) return entry
    this.#lastOrder += 1
    queueMicrotask(() => void this.#keep(entry.command.id))
    return { ...entry, order: this.#lastOrder }
  }

  async #deliver(id: CommandId): Promise<Answer> {
    const { post, shift, time, onShiftOver } = this.#parts
    const entry = this.#entries.get(id)
    if (!entry) throw new Error('Nothing is taken out of the outbox before its turn.')
    // It may have been given in an earlier shift of the same member: to the server it is the same command.
    const command = { ...entry.command, shift }
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
        // A message's words belong to the person: they stay until they have been seen. Those for a shopper who was erased go.
        if (command.kind === 'sendMessage' && kindOf(reply.problem) !== 'chat-erased') await this.#refuse(id, reply.problem)
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

  /** Resolves when the entry is kept as it is now, or when waiting for it would hold the person up. */
  #keep(id: CommandId): Promise<void> {
    return this.#keeper.keep(id, async () => {
      const entry = this.#entries.get(id)
      if (!entry) return
      const { attempts: _, ...kept } = entry
      await this.#parts.disk.putCommand(kept)
    })
  }

  #settle(id: CommandId): void {
    this.#entries.delete(id)
    this.#keeper.forget(id)
    this.#changed()
    // Where this fails the entry is sent once more by the next page, and gets the same answer (CL2).
    this.#parts.disk.dropCommand(id).then(() => this.#keeper.works(), this.#parts.onDisk)
  }

  #refuse(id: CommandId, refused: Problem): Promise<void> {
    this.#update(id, { refused })
    return this.#keep(id)
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
function laneName(command: MemberCommand): string {
  switch (command.kind) {
    case 'sendMessage':
    case 'endChat':
    case 'handBackChat':
      return `${chatLane}${command.chat}`
    default:
      return command.id
  }
}
