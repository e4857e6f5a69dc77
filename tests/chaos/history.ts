/**
 * What everybody did and was told while the server was being killed: every command with its answer, every chat that a tablet
 * showed as its member's, every message that a shopper read. It believes the clients, and is judged against the server's file
 * afterwards.
 */
import type { ChatId, CommandId, MemberId, OfferId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { ShopperMessage } from '../../src/protocol/shopper.ts'

/** Who gives a command, as the server names them beside its answers. */
export type Actor = `member:${MemberId}` | `shopper:${ShopperId}`

export type Deed =
  | { readonly does: 'ask'; readonly store: StoreId; readonly text: string }
  | { readonly does: 'claim' | 'pickUp' | 'leaveContact' | 'end'; readonly chat: ChatId }
  | { readonly does: 'decline'; readonly offer: OfferId }
  | { readonly does: 'handBack'; readonly chat: ChatId; readonly fence: number }
  | { readonly does: 'write'; readonly chat: ChatId; readonly text: string }

/** As the client understood it; a refusal by the kind of its problem. */
export type Told =
  | { readonly is: 'accepted'; readonly fence?: number; readonly number?: number; readonly chat?: ChatId }
  | { readonly is: 'refused'; readonly problem: string; readonly by?: MemberId }

export interface Given {
  readonly actor: Actor
  readonly id: CommandId
  readonly deed: Deed
  /** On one clock that only goes forward, as `answeredAt`. */
  readonly sentAt: number
  readonly answer: Told | null
  readonly answeredAt: number | null
  /** What the very same command was answered with when all was over. */
  readonly answeredAgain: Told | null
}

/** A tablet showed an open chat as its member's own, or as taken over from them (RE3). */
export interface ShownHolding {
  readonly member: MemberId
  readonly chat: ChatId
  readonly fence: number
  readonly takenOverBy: MemberId | null
}

export interface History {
  readonly given: readonly Given[]
  readonly holdings: readonly ShownHolding[]
  /** By the shoppers' streams. */
  readonly read: readonly (Pick<ShopperMessage, 'number' | 'id' | 'text'> & { readonly chat: ChatId })[]
  /** By name: with whom shoppers were told that they are talking. */
  readonly talkedWith: readonly { readonly chat: ChatId; readonly name: string }[]
  readonly atTheEnd: AtTheEnd
}

/** When all was over and every network well. */
export interface AtTheEnd {
  /** What each tablet took its member's wish for. */
  readonly wishes: readonly { readonly member: MemberId; readonly tablet: string; readonly on: number; readonly off: number }[]
  /** The tablets that did not come back, and why. */
  readonly strays: readonly string[]
}

type Writable<Whole> = { -readonly [Part in keyof Whole]: Whole[Part] }

/** A command under way, and how to send it once more. */
export interface Sent {
  readonly given: Writable<Given>
  readonly send: () => Promise<Told | null>
}

/** Keeps the history while it happens, and tells the killer when something was acknowledged. */
export class Recorder {
  readonly sent: Sent[] = []
  readonly #holdings = new Map<string, ShownHolding>()
  readonly #read = new Map<string, History['read'][number]>()
  readonly #talkedWith = new Map<string, History['talkedWith'][number]>()
  readonly #listeners = new Set<() => void>()
  #atTheEnd: AtTheEnd = { wishes: [], strays: [] }
  #underWay = 0
  #answers = 0

  /** How many commands wait for an answer. */
  get underWay(): number {
    return this.#underWay
  }

  /** How many commands have been answered. */
  get answers(): number {
    return this.#answers
  }

  gives(actor: Actor, id: CommandId, deed: Deed, send: Sent['send']): Sent {
    const given = { actor, id, deed, sentAt: performance.now(), answer: null, answeredAt: null, answeredAgain: null }
    const sent = { given, send }
    this.sent.push(sent)
    this.#underWay += 1
    this.#changed()
    return sent
  }

  answered({ given }: Sent, answer: Told): void {
    given.answer = answer
    given.answeredAt = performance.now()
    this.#underWay -= 1
    this.#answers += 1
    this.#changed()
  }

  showsHolding(holding: ShownHolding): void {
    this.#holdings.set(`${holding.member} ${holding.chat} ${holding.fence} ${holding.takenOverBy}`, holding)
  }

  reads(chat: ChatId, { number, id, text }: ShopperMessage): void {
    this.#read.set(`${chat} ${number} ${id} ${text}`, { chat, number, id, text })
  }

  talksWith(chat: ChatId, name: string): void {
    this.#talkedWith.set(`${chat} ${name}`, { chat, name })
  }

  endsWith(atTheEnd: AtTheEnd): void {
    this.#atTheEnd = atTheEnd
  }

  /** Calls `look` whenever a command sets out or is answered, in that very moment. Returns how to stop. */
  watch(look: () => void): () => void {
    this.#listeners.add(look)
    return () => this.#listeners.delete(look)
  }

  history(): History {
    return {
      given: this.sent.map(({ given }) => given),
      holdings: [...this.#holdings.values()],
      read: [...this.#read.values()],
      talkedWith: [...this.#talkedWith.values()],
      atTheEnd: this.#atTheEnd,
    }
  }

  #changed(): void {
    for (const look of [...this.#listeners]) look()
  }
}
