/**
 * A scripted member of a team, over the public interface only: signs in by HTTP, holds the one connection, answers the clock,
 * reports what it was given, and sends commands. It knows the protocol and nothing of the server, as a stranger's client would.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { v7 as timeOrderedId } from 'uuid'
import { WebSocket as NodeWebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ChatId, DeviceId, MemberId, OfferId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand, WishStamps } from '../../src/protocol/commands.ts'
import type { ChatRow, MeRow, MissedRow, OfferRow, Row } from '../../src/protocol/feed.ts'
import {
  type ClockDown,
  type ClockUp,
  type FeedDown,
  type FeedUp,
  type MemberPresence,
  messageTypes,
  type PageReport,
  wishMap,
} from '../../src/protocol/socket.ts'
import type { Session, ShoppingHistory } from '../../src/protocol/staff.ts'
import { ask, granted, type Reply } from './http.ts'
import { Waiting } from './waiting.ts'

export interface Credentials {
  readonly member: MemberId
  readonly pin: string
  /** The browser's own identifier; a fresh one unless given. */
  readonly device?: DeviceId
}

/** A command without what every command carries; the member fills that in. */
type CommandContent = MemberCommand extends infer One ? (One extends MemberCommand ? Omit<One, 'id' | 'shift'> : never) : never

/** Signs in and connects; resolves once everything that the member may see has arrived. */
export async function signIn(
  server: string,
  { member, pin, device = timeOrderedId() as DeviceId }: Credentials,
): Promise<ScriptedMember> {
  const url = `${server}/api/v1/session`
  const reply = await ask<Session>({ method: 'POST', url, headers: { origin: server }, body: { member, pin, device } })
  if (!reply.ok) throw new Error(`${member} cannot sign in: ${reply.problem.detail}`)
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const signedIn = new ScriptedMember(server, reply.body, device, cookie)
  await signedIn.until('the first rows', () => signedIn.me)
  return signedIn
}

export class ScriptedMember {
  readonly session: Session
  /** Whether offers are reported as displayed, as an app in the foreground does; otherwise only as delivered. */
  displaysOffers = true

  readonly #server: string
  readonly #device: DeviceId
  readonly #cookie: string
  readonly #document = new Y.Doc()
  readonly #connection: WebsocketProvider
  readonly #rows = new Map<string, Row>()
  readonly #waiting = new Waiting()
  #position: { epoch: string; version: number } | null = null
  #clockOffset = 0
  #lastClose = 'never'

  constructor(server: string, session: Session, device: DeviceId, cookie: string) {
    this.#server = server
    this.session = session
    this.#device = device
    this.#cookie = cookie
    this.#connection = new WebsocketProvider(`${server.replace('http', 'ws')}/api/v1/rooms`, session.member.id, this.#document, {
      disableBc: true,
      WebSocketPolyfill: withHeaders({ Cookie: cookie, Origin: server }),
      connect: false,
    })
    this.#connection.messageHandlers[messageTypes.feed] = (_encoder, decoder) => {
      this.#takeBatch(JSON.parse(decoding.readVarString(decoder)) as FeedDown)
    }
    this.#connection.messageHandlers[messageTypes.clock] = (encoder, decoder) => {
      const echo = this.#readClock(JSON.parse(decoding.readVarString(decoder)) as ClockDown)
      write(encoder, messageTypes.clock, echo)
    }
    this.#connection.on('status', ({ status }) => {
      if (status === 'connected') this.#sendPosition()
      this.#waiting.changed()
    })
    this.#connection.on('connection-close', (event) => {
      if (event) this.#lastClose = `${event.code} ${event.reason}`
      this.#waiting.changed()
    })
    this.#connection.awareness.on('change', () => this.#waiting.changed())
    this.#connection.connect()
  }

  get id(): MemberId {
    return this.session.member.id
  }

  get name(): string {
    return this.session.member.name
  }

  get isConnected(): boolean {
    return this.#connection.wsconnected
  }

  /** Code and reason of the connection's last end; after 4400 to 4499 it does not come back. */
  get lastClose(): string {
    return this.#lastClose
  }

  /** The wire is cut; the member's app knows nothing of it until silence tells. */
  disconnect(): void {
    this.#connection.disconnect()
  }

  connect(): void {
    this.#connection.connect()
  }

  /** Closes everything; the shift stays, as it does when a tablet is put away. */
  leave(): void {
    this.#connection.destroy()
    this.#connection.awareness.destroy()
    this.#document.destroy()
  }

  // --- what is known ----------------------------------------------------------------------------------------------------

  get rows(): readonly Row[] {
    return [...this.#rows.values()]
  }

  get me(): MeRow | undefined {
    return this.rows.find((row) => row.kind === 'me')
  }

  get offers(): readonly OfferRow[] {
    return this.rows.filter((row) => row.kind === 'offer')
  }

  /** The reader's latest offer of a chat. */
  offer(chat: ChatId): OfferRow | undefined {
    return this.offers.filter((row) => row.chat === chat).sort((a, b) => b.servedAt - a.servedAt)[0]
  }

  get ringing(): OfferRow | undefined {
    return this.offers.find(({ state }) => state === 'ringing')
  }

  get chats(): readonly ChatRow[] {
    return this.rows.filter((row) => row.kind === 'chat')
  }

  get missed(): readonly MissedRow[] {
    return this.rows.filter((row) => row.kind === 'missed')
  }

  /** The team as the server publishes it. */
  get team(): readonly MemberPresence[] {
    const { awareness, doc } = this.#connection
    const others = [...awareness.getStates()].filter(([client]) => client !== doc.clientID)
    return others.map(([, state]) => state as unknown as MemberPresence)
  }

  /** Waits until `find` finds something in what this member knows. */
  until<Found>(what: string, find: (member: this) => Found | null | undefined | false, withinMs?: number): Promise<Found> {
    const instead = () =>
      JSON.stringify({ isConnected: this.isConnected, lastClose: this.lastClose, rows: this.rows, team: this.team }, null, 1)
    return this.#waiting.until(`${what} (${this.name})`, () => find(this), withinMs ? { instead, withinMs } : { instead })
  }

  /** Calls `look` after every change of what this member knows, and once now. Returns how to stop. */
  watch(look: () => void): () => void {
    return this.#waiting.watch(look)
  }

  /** The history beside a chat. */
  history(chat: ChatId): Promise<ShoppingHistory> {
    return granted(this.#ask('GET', `chats/${chat}/history`))
  }

  // --- what is done -----------------------------------------------------------------------------------------------------

  /** Writes the wish into the presence document and waits until the store's log has it. */
  async goAvailable(): Promise<void> {
    this.#writeWish((stamp, { off }) => ({ on: stamp, off }))
    await this.until('being available', ({ me }) => me?.isAvailable)
  }

  async goUnavailable(): Promise<void> {
    this.#writeWish((stamp, { on }) => ({ on, off: stamp }))
    await this.until('being unavailable', ({ me }) => me?.isAvailable === false)
  }

  claim(chat: ChatId): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'claimChat', chat })
  }

  decline(offer: OfferId): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'declineOffer', offer })
  }

  /** DE1: the wish goes with the command, and into the document too. */
  declineAndGoUnavailable(offer: OfferId): Promise<Reply<CommandAccepted>> {
    const wish = this.#writeWish((stamp, { on }) => ({ on, off: stamp }))
    return this.send({ kind: 'declineOffer', offer, wish })
  }

  pickUp(chat: ChatId): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'pickUpMissedChat', chat })
  }

  handBack(chat: ChatId, fence: number): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'handBackChat', chat, fence })
  }

  say(chat: ChatId, fence: number, text: string): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'sendMessage', chat, fence, text })
  }

  endChat(chat: ChatId, fence: number): Promise<Reply<CommandAccepted>> {
    return this.send({ kind: 'endChat', chat, fence })
  }

  /** Sends a command under a fresh identifier, or under the given one for a retry. */
  send(content: CommandContent, id: string = timeOrderedId()): Promise<Reply<CommandAccepted>> {
    return this.#ask('POST', 'commands', { ...content, id, shift: this.session.shift })
  }

  /** For managers: changes figures of the store's policy. */
  async changePolicy(figures: Readonly<Record<string, number>>): Promise<void> {
    await granted(this.#ask('PUT', `stores/${this.session.store.id}/policy`, figures))
  }

  // --- the wire ---------------------------------------------------------------------------------------------------------

  #ask<Body>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Reply<Body>> {
    const headers = { cookie: this.#cookie, origin: this.#server }
    return ask<Body>({ method, url: `${this.#server}/api/v1/${path}`, headers, body })
  }

  #sendPosition(): void {
    const encoder = encoding.createEncoder()
    write(encoder, messageTypes.feed, { is: 'position', position: this.#position } satisfies FeedUp)
    this.#connection.ws?.send(encoding.toUint8Array(encoder))
  }

  #takeBatch({ batch }: FeedDown): void {
    if (batch.from === null) this.#rows.clear()
    for (const key of batch.removed) this.#rows.delete(key)
    for (const row of batch.rows) this.#rows.set(row.key, row)
    this.#position = { epoch: batch.epoch, version: batch.version }
    this.#reportOffers()
    this.#waiting.changed()
  }

  #reportOffers(): void {
    const delivered = this.offers.filter(({ state }) => state === 'ringing' || state === 'waiting').map(({ id }) => id)
    const report: PageReport = { delivered, displayed: this.displaysOffers ? delivered : [] }
    this.#connection.awareness.setLocalState({ ...report })
  }

  /** As NTP does it: halves the difference between the way there and the way back. */
  #readClock({ n, serverTime, previous }: ClockDown): ClockUp {
    const pageTime = Date.now()
    const wayThere = previous ? previous.receivedAt - previous.pageTime : serverTime - pageTime
    this.#clockOffset = (wayThere + serverTime - pageTime) / 2
    return { n, pageTime }
  }

  /** AV2: the stamp is the larger of one more than any seen and the estimated server time. */
  #writeWish(change: (stamp: number, own: WishStamps) => WishStamps): WishStamps {
    const wishes = this.#document.getMap<WishStamps>(wishMap)
    const seen = Math.max(0, ...[...wishes.values()].flatMap(({ on, off }) => [on, off]))
    const stamp = Math.max(seen + 1, Math.floor(Date.now() + this.#clockOffset))
    const wish = change(stamp, wishes.get(this.#device) ?? { on: 0, off: 0 })
    wishes.set(this.#device, wish)
    return wish
  }
}

function write(encoder: encoding.Encoder, type: number, content: ClockUp | FeedUp): void {
  encoding.writeVarUint(encoder, type)
  encoding.writeVarString(encoder, JSON.stringify(content))
}

/** A browser sends its cookie and its origin by itself; Node has to be told. */
function withHeaders(headers: Readonly<Record<string, string>>): typeof WebSocket {
  class SocketWithHeaders extends NodeWebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers })
    }
  }
  return SocketWithHeaders as unknown as typeof WebSocket
}
