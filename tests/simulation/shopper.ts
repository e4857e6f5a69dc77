/** A shopper in a run: asks, reads, writes, leaves, comes back; sends again what got no answer, under the same identifier. */
import type { ChatId } from '../../src/identifiers.ts'
import type { ShopperChat, ShopperMessage } from '../../src/protocol/shopper.ts'
import type { StreamItem } from '../../sync-server/http/event-stream.ts'
import type { Chance } from '../support/chance.ts'
import { timeOrderedId } from './identifiers.ts'
import { Pipe, type Wire } from './network.ts'
import type { ServerProcess, ServerReply, ShopperRequest } from './server-process.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface ShopperParts {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly epoch: number
  readonly wire: Wire
  readonly token: string
  readonly server: () => ServerProcess | null
  /** Brings a request to the server; `null` where nobody listens. */
  readonly request: (token: string, request: ShopperRequest) => Promise<(ServerReply & { readonly chat?: ChatId }) | null>
  readonly note: (what: string) => void
  /** From 0 to 1: how much they do. */
  readonly liveliness: number
}

type Unsent = Extract<ShopperRequest, { do: 'ask' }> | Exclude<ShopperRequest, { do: 'ask' }>

const retryMs = 2_000
const answerWithinMs = 10_000

export class Shopper {
  readonly name: string
  /** At rest a shopper begins nothing new, but stays where they are. */
  isAtRest = false
  readonly #parts: ShopperParts
  #chat: ChatId | null = null
  #stands: ShopperChat | null = null
  readonly #messages: ShopperMessage[] = []
  #isHere = false
  #closeStream: (() => void) | null = null
  #unsent: Unsent | null = null
  #words = 0

  constructor(name: string, parts: ShopperParts) {
    this.name = name
    this.#parts = parts
    this.#actLater()
  }

  get messages(): readonly ShopperMessage[] {
    return this.#messages
  }

  get chat(): ChatId | null {
    return this.#chat
  }

  get stands(): ShopperChat | null {
    return this.#stands
  }

  get isHere(): boolean {
    return this.#isHere
  }

  get isIdle(): boolean {
    return this.#unsent === null
  }

  /** Loads the page again, where they are there at all. */
  reload(): void {
    if (!this.#isHere) return
    this.#closeStream?.()
    this.#follow()
  }

  #actLater(): void {
    const { time, chance } = this.#parts
    time.after(chance.between(500, 12_000), () => {
      if (!this.isAtRest) this.#act()
      this.#actLater()
    })
  }

  #act(): void {
    const { chance, liveliness } = this.#parts
    if (this.#unsent || !chance.happens(liveliness)) return
    const isOver = this.#stands?.stands === 'ended' && (!this.#stands.canReopen || chance.happens(0.15))
    if (!this.#isHere) this.#arrive()
    else if (chance.happens(0.1)) this.#leave()
    else if (this.#chat === null || isOver) this.#ask()
    else this.#doSomething(this.#chat)
  }

  #doSomething(chat: ChatId): void {
    const { chance } = this.#parts
    const what = chance.between(0, 9)
    if (what < 6) this.#send({ do: 'write', chat, body: { id: this.#newId(), text: `Message ${++this.#words} of ${this.name}` } })
    else if (what === 6) this.#send({ do: 'end', chat, body: { id: this.#newId() } })
    else if (what === 7 && this.#stands?.stands !== 'talking') {
      this.#send({
        do: 'leaveContact',
        chat,
        body: { id: this.#newId(), address: `${this.name}@example.org`, text: 'Please write.' },
      })
    }
  }

  #arrive(): void {
    this.#isHere = true
    if (this.#chat === null) this.#ask()
    else this.#follow()
  }

  #leave(): void {
    this.#parts.note(`${this.name} leaves`)
    this.#isHere = false
    this.#closeStream?.()
  }

  #ask(): void {
    this.#send({ do: 'ask', body: { id: this.#newId(), question: `Question ${++this.#words} of ${this.name}` } })
  }

  #newId() {
    const { epoch, time, chance } = this.#parts
    return timeOrderedId(epoch + time.now, chance)
  }

  #send(request: Unsent): void {
    this.#unsent = request
    this.#parts.note(`${this.name}: ${request.do}`)
    this.#attempt(request)
  }

  #attempt(request: Unsent): void {
    const { time, wire, token } = this.#parts
    let isOver = false
    const again = () => {
      if (isOver) return
      isOver = true
      time.after(retryMs, () => this.#attempt(request))
    }
    time.after(answerWithinMs, again)
    wire.request(
      () => this.#parts.request(token, request),
      (reply) => {
        if (isOver) return
        if (reply === null || reply.is === 'again') return again()
        isOver = true
        this.#unsent = null
        this.#answered(request, reply)
      },
    )
  }

  #answered(request: Unsent, reply: ServerReply & { readonly chat?: ChatId }): void {
    const open = reply.is === 'problem' ? (reply.problem.chat as ChatId | undefined) : reply.chat
    if (request.do !== 'ask' || open === undefined || open === this.#chat) return
    this.#chat = open
    this.#stands = null
    this.#messages.length = 0
    this.#closeStream?.()
    if (this.#isHere) this.#follow()
  }

  /** Opens the event stream, and again whenever it ends, as long as the shopper is here. */
  #follow(): void {
    const { time, wire, server, token } = this.#parts
    const chat = this.#chat
    if (chat === null || !this.#isHere) return
    let isOver = false
    let tellServer = () => {}
    let heardAt = time.now
    const end = () => {
      if (isOver) return
      isOver = true
      letGo()
      pipe.cut()
      if (this.#closeStream === close) this.#closeStream = null
      time.after(retryMs, () => {
        if (this.#chat === chat && this.#closeStream === null) this.#follow()
      })
    }
    const pipe = new Pipe<StreamItem | 'end'>(time, wire.down, (item) => {
      heardAt = time.now
      if (item === 'end') end()
      else this.#take(item)
    })
    const letGo = wire.holds(() => pipe.cut())
    const close = () => {
      if (isOver) return
      wire.up.travel(wire.up.delayMs(), () => tellServer())
      end()
    }
    // The widget gives up on a stream that has been silent for longer than its heartbeats.
    const watch = () => {
      if (isOver) return
      if (time.now - heardAt > 25_000) close()
      else time.after(5_000, watch)
    }
    watch()
    this.#closeStream = close
    const after = this.#messages.length
    wire.up.travel(wire.up.delayMs(), () => {
      const found = server()
      if (!found?.isListening) return wire.down.travel(wire.down.delayMs(), end)
      found.run(() => {
        const send = (item: StreamItem) => pipe.send(item)
        tellServer = found.followChat(token, chat, after, send, () => pipe.send('end'))
        if (isOver) wire.up.travel(wire.up.delayMs(), () => tellServer())
        found.onDeath(() => found.saysGoodbye && pipe.send('end'))
      })
    })
  }

  #take(item: StreamItem): void {
    if (item.is !== 'event') return
    if (item.event === 'message') this.#messages.push(item.data as ShopperMessage)
    else this.#stands = item.data as ShopperChat
  }
}
