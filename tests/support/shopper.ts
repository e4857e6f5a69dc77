/**
 * A scripted shopper, over the public interface only: keeps a token, asks, reads the event stream and resumes it, writes,
 * leaves a contact, ends. It knows the protocol and nothing of the server, as a stranger's client would.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { v7 as timeOrderedId } from 'uuid'
import type { ChatId, StoreId } from '../../src/identifiers.ts'
import type { CommandAccepted } from '../../src/protocol/commands.ts'
import {
  type AskQuestion,
  echoEveryMs,
  type ShopperChat,
  type ShopperMessage,
  type ShopperSession,
} from '../../src/protocol/shopper.ts'
import { ask, granted, type Reply } from './http.ts'
import { Waiting } from './waiting.ts'

const tryAgainAfterMs = 200

export interface Visit {
  readonly store: StoreId
  /** A token that the retailer signed; without one the shopper is a visitor. */
  readonly identity?: string
}

type QuestionMore = Omit<AskQuestion, 'id' | 'question'>

/** A shopper comes to the website. */
export async function visit(server: string, { store, identity }: Visit): Promise<ScriptedShopper> {
  const body = identity === undefined ? { store } : { store, identity }
  const session = await granted(ask<ShopperSession>({ method: 'POST', url: `${server}/api/v1/shopper/session`, body }))
  return new ScriptedShopper(server, session)
}

export class ScriptedShopper {
  readonly session: ShopperSession
  /** Whether what the stream brings is echoed; a phone that has died, or a client that does not know how, echoes nothing. */
  echoes = true
  readonly #server: string
  readonly #waiting = new Waiting()
  readonly #messages = new Map<number, ShopperMessage>()
  /** Every change of how the chat stood, as the stream told it. */
  readonly #stood: ShopperChat[] = []
  #chat: ChatId | null = null
  #lastEventId: string | null = null
  #stream: AbortController | null = null
  #refusal: StreamRefused | null = null
  #echoedAt = 0

  constructor(server: string, session: ShopperSession) {
    this.#server = server
    this.session = session
  }

  // --- what is known ----------------------------------------------------------------------------------------------------

  get chat(): ChatId {
    if (!this.#chat) throw new Error('The shopper has not asked anything yet.')
    return this.#chat
  }

  /** How the chat stands, as last told. */
  get stands(): ShopperChat | undefined {
    return this.#stood.at(-1)
  }

  get stood(): readonly ShopperChat[] {
    return this.#stood
  }

  get messages(): readonly ShopperMessage[] {
    return [...this.#messages.values()].sort((a, b) => a.number - b.number)
  }

  /** Asks how the chat stands, beside what the stream tells. */
  readChat(chat = this.chat): Promise<ShopperChat> {
    const url = `${this.#server}/api/v1/shopper/chats/${chat}`
    return granted(ask<ShopperChat>({ method: 'GET', url, headers: this.#bearer }))
  }

  /** Waits until `find` finds something in what this shopper was told. */
  until<Found>(what: string, find: (shopper: this) => Found | null | undefined | false, withinMs?: number): Promise<Found> {
    const instead = () => JSON.stringify({ stands: this.stands, messages: this.messages }, null, 1)
    const look = () => {
      if (this.#refusal) throw this.#refusal
      return find(this)
    }
    return this.#waiting.until(`${what} (the shopper)`, look, withinMs ? { instead, withinMs } : { instead })
  }

  // --- what is done -----------------------------------------------------------------------------------------------------

  /** Asks, and reads the stream from then on. */
  async ask(question: string, more: QuestionMore = {}): Promise<ChatId> {
    const asked = await granted(this.sendQuestion(question, more))
    return asked.chat
  }

  /** The same for whoever expects a refusal. Each of these sends under a fresh identifier, or under the given one for a retry. */
  async sendQuestion(question: string, more: QuestionMore = {}, id?: string): Promise<Reply<ShopperChat>> {
    const reply = await this.#post<ShopperChat>('chats', { question, ...more }, id)
    if (reply.ok) {
      this.#chat = reply.body.chat
      this.#take(reply.body)
      this.comeBack()
    }
    return reply
  }

  write(text: string, id?: string): Promise<Reply<CommandAccepted>> {
    return this.#post(`chats/${this.chat}/messages`, { text }, id)
  }

  leaveContact(address: string, text?: string, id?: string): Promise<Reply<CommandAccepted>> {
    return this.#post(`chats/${this.chat}/contact`, text === undefined ? { address } : { address, text }, id)
  }

  endChat(id?: string): Promise<Reply<CommandAccepted>> {
    return this.#post(`chats/${this.chat}/end`, {}, id)
  }

  /** Closes the page: no stream any more. */
  goAway(): void {
    this.#stream?.abort()
    this.#stream = null
  }

  /** Opens the page again; the stream resumes where it was. */
  comeBack(): void {
    if (this.#stream) return
    const stream = new AbortController()
    this.#stream = stream
    void this.#readUntilGone(stream.signal)
  }

  // --- the wire ---------------------------------------------------------------------------------------------------------

  get #bearer(): { authorization: string } {
    return { authorization: `Bearer ${this.session.token}` }
  }

  #post<Body>(path: string, content: object, id: string = timeOrderedId()): Promise<Reply<Body>> {
    const url = `${this.#server}/api/v1/shopper/${path}`
    return ask<Body>({ method: 'POST', url, headers: this.#bearer, body: { ...content, id } })
  }

  #take(chat: ShopperChat): void {
    this.#stood.push(chat)
    this.#waiting.changed()
  }

  async #readUntilGone(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#refusal) {
      try {
        await this.#readStream(signal)
      } catch (error) {
        if (error instanceof StreamRefused) this.#refusal = error
      }
      this.#waiting.changed()
      // Whoever cannot reach the server tries again soon, but not in a circle.
      await delay(tryAgainAfterMs)
    }
  }

  /** Reads until the stream breaks, which is how it always ends. */
  async #readStream(signal: AbortSignal): Promise<void> {
    const resume = this.#lastEventId === null ? {} : { 'last-event-id': this.#lastEventId }
    const url = `${this.#server}/api/v1/shopper/chats/${this.chat}/events`
    const response = await fetch(url, { headers: { ...this.#bearer, accept: 'text/event-stream', ...resume }, signal })
    if (response.status === 503) return
    if (!response.ok || !response.body) throw new StreamRefused(`${response.status} ${await response.text()}`)
    const parser = createParser({ onEvent: (event) => this.#takeEvent(event) })
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      void this.#echo()
      parser.feed(text)
    }
  }

  async #echo(): Promise<void> {
    if (!this.echoes || Date.now() - this.#echoedAt < echoEveryMs) return
    this.#echoedAt = Date.now()
    // One that is lost is followed by another.
    await ask({ method: 'POST', url: `${this.#server}/api/v1/shopper/chats/${this.chat}/here`, headers: this.#bearer }).catch(
      () => {},
    )
  }

  #takeEvent({ id, event, data }: EventSourceMessage): void {
    if (id !== undefined) this.#lastEventId = id
    if (event === 'chat') this.#take(JSON.parse(data) as ShopperChat)
    if (event !== 'message') return
    const message = JSON.parse(data) as ShopperMessage
    this.#messages.set(message.number, message)
    this.#waiting.changed()
  }
}

/** The server will not have this stream; trying again is pointless. */
class StreamRefused extends Error {
  override readonly name = 'StreamRefused'
}
