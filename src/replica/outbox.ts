/**
 * What the member asked and the server has not answered yet. Every command gets its identifier before it is kept, is kept
 * before it is sent, and is sent until it is answered, so that any number of retries is one command (CL2). More than one page,
 * or a page and the service worker, may send the same entry: whoever keeps to the order of the lanes changes nothing by it. What
 * the device keeps when a command is given was given before it, on whichever page.
 */
import type { CommandId, MemberId, ShiftId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Problem } from '../protocol/problems.ts'
import { type AttemptParts, Attempts } from './attempts.ts'
import type { DiskFailure, OutboxEntry, ShiftDisk } from './disk.ts'
import { kindOf } from './http.ts'
import { inTime } from './in-time.ts'
import { Keeper } from './keeper.ts'
import { keepsOrder, laneName } from './lanes.ts'

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

export interface OutboxParts extends AttemptParts {
  readonly member: MemberId
  readonly shift: ShiftId
  readonly disk: Pick<ShiftDisk, 'loadOutbox' | 'putCommands' | 'dropCommand'>
  /** The server's clock as estimated, in milliseconds. */
  readonly serverNow: () => number
  /** By the server's clock, which alone says whether an identifier is of today (CL2): a tablet's own may be years off. */
  readonly newId: (serverNow: number) => CommandId
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

/** A disk that does not say what other pages left must not hold words back for longer. */
const diskPatienceMs = 1_000

/** A command in its lane. */
interface Queued {
  readonly id: CommandId
  /** Resolves when it is kept and goes behind what comes before it, or when that need not be waited for any longer. */
  readonly isReady: Promise<unknown>
  /** Its order tells where it stands among what other pages gave: it is theirs, or what was before it is known or never will be. */
  isPlaced: boolean
  readonly answered: (answer: Answer) => void
}

/** What waits in one lane (lanes.ts), in the order in which it leaves. */
interface Lane {
  readonly waiting: Queued[]
  isLeaving: boolean
}

export class Outbox {
  readonly #parts: OutboxParts
  readonly #entries = new Map<CommandId, Waiting>()
  /** What was given here and is on no disk yet. */
  readonly #unkept = new Set<CommandId>()
  /** What this page is done with: it may still be found on the disk, or may be leaving it right now. */
  readonly #settled = new Set<CommandId>()
  readonly #lanes = new Map<string, Lane>()
  readonly #keeper: Keeper
  readonly #attempts: Attempts
  /** Whether it is still to be heard what an earlier page left. */
  #isHeld = true
  #hasAdopted = false
  #lookedAtDisk: Promise<void> = Promise.resolve()
  #lastOrder = 0
  #isClosed = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#keeper = new Keeper(parts)
    this.#attempts = new Attempts(parts)
  }

  /**
   * Takes up what another page or the worker left, oldest first. What was given here before the device said what it keeps goes
   * behind it, where it has not left. Until this or {@link release} is called, nothing that has to keep to an order leaves. Returns what is news, with the
   * answers to come.
   */
  adopt(entries: readonly OutboxEntry[]): readonly Sent[] {
    const left = entries.filter(({ command }) => this.#isNews(command.id))
    for (const entry of left) this.#entries.set(entry.command.id, { ...entry, attempts: 0 })
    const sent = left.filter(({ refused }) => !refused).map((entry) => this.#place(entry))
    this.#hasAdopted = true
    for (const { waiting } of this.#lanes.values()) for (const one of waiting) one.isPlaced = true
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
  send(
    wanted: Wanted,
    id: CommandId = this.#parts.newId(this.#parts.serverNow()),
  ): { readonly id: CommandId; readonly answer: Promise<Answer> } {
    const { member, shift, serverNow } = this.#parts
    const command = { ...wanted, id, shift } as MemberCommand
    const since = serverNow()
    // Pages of one member that know nothing of each other still agree on what was given first.
    this.#lastOrder = Math.max(this.#lastOrder + 1, Math.floor(since))
    const entry: OutboxEntry = { command, member, order: this.#lastOrder, since, refused: null }
    this.#entries.set(id, { ...entry, attempts: 0 })
    this.#unkept.add(id)
    this.#changed()
    const lane = laneName(command)
    const isReady = Promise.all([keepsOrder(lane) && this.#letOthersGoFirst(id, lane), this.#keep(id)])
    const { queued, answer } = queue(id, isReady)
    this.#laneOf(lane).waiting.push(queued)
    void this.#leave(lane)
    return { id, answer }
  }

  /** Lets go of a refused message. */
  discard(id: CommandId): void {
    if (this.#entries.get(id)?.refused) this.#settle(id)
  }

  /** Somebody looks, or the network is said to be back: whatever waits for its next attempt makes it now. */
  retryNow(): void {
    this.#attempts.retryNow()
  }

  /** There is a new connection: attempts that hang on the old one are given up and made again. */
  reconnected(): void {
    this.#attempts.startAnew()
  }

  /** The shift or the page is over: nothing more leaves. What waits stays on the device. */
  close(): void {
    this.#isClosed = true
    this.#keeper.close()
    this.#attempts.close()
    this.release()
  }

  #laneOf(name: string): Lane {
    const lane = this.#lanes.get(name) ?? { waiting: [], isLeaving: false }
    this.#lanes.set(name, lane)
    return lane
  }

  /** Sends what waits in the lane, one after the other. */
  async #leave(name: string): Promise<void> {
    const lane = this.#lanes.get(name)
    if (!lane || lane.isLeaving || (this.#isHeld && keepsOrder(name))) return
    lane.isLeaving = true
    for (let next = lane.waiting[0]; next; next = lane.waiting[0]) {
      await next.isReady
      // What another page left has come before it.
      if (lane.waiting[0] !== next) continue
      lane.waiting.shift()
      next.answered(await this.#deliver(next.id))
    }
    this.#lanes.delete(name)
  }

  /**
   * What another page of this device has waiting in the lane was given before this command, and goes first; that page may be gone,
   * or may be sending it. Resolves when that is seen to, or need not be waited for any longer. To be called before it is kept.
   */
  #letOthersGoFirst(id: CommandId, lane: string): Promise<void> {
    const reading = inTime(this.#parts.disk.loadOutbox(), this.#parts.time, diskPatienceMs)
    // One after the other, as they were given: what two of them find goes before the first.
    this.#lookedAtDisk = this.#lookedAtDisk.then(async () => this.#goBehind(await reading, id, lane))
    return this.#lookedAtDisk
  }

  /** `kept`: what the device kept when the command was given; `null` where it does not say. */
  #goBehind(kept: readonly OutboxEntry[] | null, id: CommandId, lane: string): void {
    const waiting = this.#lanes.get(lane)?.waiting ?? []
    const own = waiting.find((one) => one.id === id)
    if (!own || this.#isClosed) return
    own.isPlaced = kept !== null || this.#hasAdopted
    if (!kept) return
    const others = kept.filter(({ command, refused }) => !refused && laneName(command) === lane && this.#isNews(command.id))
    for (const entry of others) {
      this.#entries.set(entry.command.id, { ...entry, attempts: 0 })
      this.#insert(waiting, waiting.indexOf(own), entry)
    }
    if (others.length > 0) this.#changed()
  }

  #isNews(id: CommandId): boolean {
    return !this.#entries.has(id) && !this.#settled.has(id)
  }

  /** Behind what is known to have been given before it, and before all else. */
  #place(entry: OutboxEntry): Sent {
    const { waiting } = this.#laneOf(laneName(entry.command))
    const isBefore = ({ id, isPlaced }: Queued) => isPlaced && (this.#entries.get(id)?.order ?? 0) <= entry.order
    return this.#insert(waiting, waiting.findLastIndex(isBefore) + 1, entry)
  }

  /** Puts what another page gave into its lane. */
  #insert(waiting: Queued[], at: number, { command, order }: OutboxEntry): Sent {
    const { queued, answer } = queue(command.id, Promise.resolve(), true)
    this.#renumber(waiting.slice(at), order)
    waiting.splice(at, 0, queued)
    return { command, answer }
  }

  /** Where the clocks of two pages differ, what was given later may say that it was given before: then it gets another order. */
  #renumber(later: readonly Queued[], after: number): void {
    let last = after
    this.#lastOrder = Math.max(this.#lastOrder, last)
    for (const { id } of later) {
      const entry = this.#entries.get(id)
      if (!entry) continue
      const isLater = entry.order > last
      last = isLater ? entry.order : ++this.#lastOrder
      if (isLater) continue
      this.#update(id, { order: last })
      void this.#keep(id)
    }
  }

  async #deliver(id: CommandId): Promise<Answer> {
    const { shift, onShiftOver } = this.#parts
    const entry = this.#entries.get(id)
    if (!entry) throw new Error('Nothing is taken out of the outbox before its turn.')
    // It may have been given in an earlier shift of the same member: to the server it is the same command.
    const command = { ...entry.command, shift }
    const reply = await this.#attempts.answerTo(command, (attempts) => this.#update(id, { attempts }))
    if (!reply) return { is: 'gaveUp' }
    if (reply.is === 'ok') {
      this.#settle(id)
      return reply.value
    }
    if (isOfShift(reply.problem)) {
      this.close()
      onShiftOver()
      return { is: 'gaveUp' }
    }
    // A message's words belong to the person: they stay until they have been seen. Those for a shopper who was erased go.
    if (command.kind === 'sendMessage' && kindOf(reply.problem) !== 'chat-erased') await this.#refuse(id, reply.problem)
    else this.#settle(id)
    return reply
  }

  /** Resolves when the entry is kept as it is now, or when waiting for it would hold the person up. */
  #keep(id: CommandId): Promise<void> {
    return this.#keeper.keep(id, async () => {
      const entry = this.#entries.get(id)
      if (!entry) return
      // Whoever finds it there finds with it what was given before it in its lane.
      const lane = laneName(entry.command)
      const isLacking = ({ command, order }: Waiting) =>
        this.#unkept.has(command.id) && laneName(command) === lane && order < entry.order
      const together = [...[...this.#entries.values()].filter(isLacking), entry]
      await this.#parts.disk.putCommands(together.map(({ attempts: _, ...kept }) => kept))
      for (const { command } of together) {
        this.#unkept.delete(command.id)
        this.#keeper.forget(command.id)
      }
    })
  }

  #settle(id: CommandId): void {
    this.#entries.delete(id)
    this.#unkept.delete(id)
    this.#settled.add(id)
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
    this.#parts.onChange([...this.#entries.values()].sort((a, b) => a.order - b.order))
  }
}

function queue(id: CommandId, isReady: Promise<unknown>, isPlaced = false): { queued: Queued; answer: Promise<Answer> } {
  let answered: Queued['answered'] = () => {}
  const answer = new Promise<Answer>((resolve) => {
    answered = resolve
  })
  return { queued: { id, isReady, isPlaced, answered }, answer }
}

/** The refusals that say that this shift is no more; to the command they are no answer (CL2). */
function isOfShift(problem: Problem): boolean {
  const kind = kindOf(problem)
  return kind === 'not-signed-in' || kind === 'wrong-shift'
}
