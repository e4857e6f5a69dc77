/**
 * A scripted member of a team, over the public interface only: signs in by HTTP, holds the one connection, answers the clock,
 * reports what it was given, and sends commands. It knows the protocol and nothing of the server, as a stranger's client would.
 */
import { v7 as timeOrderedId } from 'uuid'
import type { ChatId, MemberId, OfferId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand, WishStamps } from '../../src/protocol/commands.ts'
import type { ChatRow, MeRow, MissedRow, OfferRow, Row } from '../../src/protocol/feed.ts'
import type { BellCheck, PushKey, ReportPush, RingableDevices, SavePushSubscription } from '../../src/protocol/push.ts'
import type { FeedDown, MemberPresence } from '../../src/protocol/socket.ts'
import type { Session, ShoppingHistory } from '../../src/protocol/staff.ts'
import { enrol, type ScriptedDevice } from './device.ts'
import { ask, granted, type Reply } from './http.ts'
import { MemberRoom } from './member-room.ts'
import { Waiting } from './waiting.ts'

export interface Credentials {
  readonly member: MemberId
  readonly pin: string
  /** An enrolled browser; a fresh one, which a demo server takes without a code, unless given. */
  readonly device?: ScriptedDevice
}

/** A command without what every command carries; the member fills that in. */
type CommandContent = MemberCommand extends infer One ? (One extends MemberCommand ? Omit<One, 'id' | 'shift'> : never) : never

/** Signs in and connects; resolves once everything that the member may see has arrived. */
export async function signIn(server: string, { member, pin, device }: Credentials): Promise<ScriptedMember> {
  const browser = device ?? (await enrol(server))
  const reply = await browser.signIn(member, pin)
  if (!reply.ok) throw new Error(`${member} cannot sign in: ${reply.problem.detail}`)
  const signedIn = new ScriptedMember(server, reply.body, browser, reply.cookie)
  await signedIn.until('the first rows', () => signedIn.me)
  return signedIn
}

export class ScriptedMember {
  readonly session: Session
  readonly device: ScriptedDevice
  /** Whether offers are reported as displayed, as an app in the foreground does; otherwise only as delivered. */
  displaysOffers = true

  readonly #server: string
  readonly #cookie: string
  readonly #room: MemberRoom
  readonly #rows = new Map<string, Row>()
  readonly #waiting = new Waiting()
  #position: { epoch: string; version: number } | null = null

  constructor(server: string, session: Session, device: ScriptedDevice, cookie: string) {
    this.device = device
    this.#server = server
    this.session = session
    this.#cookie = cookie
    this.#room = new MemberRoom({
      server,
      member: session.member.id,
      device: device.id,
      cookie,
      position: () => this.#position,
      onFeed: (down) => this.#takeBatch(down),
      onChange: () => this.#waiting.changed(),
    })
    this.#room.connect()
  }

  get id(): MemberId {
    return this.session.member.id
  }

  get name(): string {
    return this.session.member.name
  }

  /** The session's cookie, for what a test sends beside what a member's app sends. */
  get cookie(): string {
    return this.#cookie
  }

  get isConnected(): boolean {
    return this.#room.isConnected
  }

  /** Code and reason of the connection's last end; after 4400 to 4499 it does not come back. */
  get lastClose(): string {
    return this.#room.lastClose
  }

  /** The server's time as it last said it, every two seconds; in milliseconds since 1970. */
  get lastServerTime(): number {
    return this.#room.lastServerTime
  }

  /** The wire is cut; the member's app knows nothing of it until silence tells. */
  disconnect(): void {
    this.#room.disconnect()
  }

  connect(): void {
    this.#room.connect()
  }

  /** Closes everything; the shift stays, as it does when a tablet is put away. */
  leave(): void {
    this.#room.disconnect()
  }

  /** As the tablet does when nobody touches it. */
  async lock(): Promise<void> {
    await granted(this.#ask('POST', 'session/lock'))
  }

  async unlock(pin: string): Promise<Reply<null>> {
    return this.#ask('POST', 'session/unlock', {
      pin,
      ...(await this.device.key.proof('unlock', await this.device.challenge(), this.id)),
    })
  }

  /** The shift ends. */
  async signOut(): Promise<void> {
    this.leave()
    await granted(this.#ask('DELETE', 'session'))
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
    return this.#room.team
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

  // --- push ---------------------------------------------------------------------------------------------------------

  async pushKey(): Promise<string> {
    return (await granted(this.#ask<PushKey>('GET', 'push/key'))).publicKey
  }

  savePushSubscription(subscription: SavePushSubscription): Promise<Reply<null>> {
    return this.#ask('PUT', 'push/subscription', subscription)
  }

  dropPushSubscription(): Promise<Reply<null>> {
    return this.#ask('DELETE', 'push/subscription')
  }

  /** As the worker does, whether or not a page is open. */
  reportPush(push: string, seen: ReportPush['seen'], shift: ReportPush['shift'] = this.session.shift): Promise<Reply<null>> {
    return this.#ask('POST', 'push/received', { push, shift, seen } satisfies ReportPush)
  }

  /** Rings a colleague's device on purpose, as managers may; resolves to the check's name. */
  async ringDeviceOf(member: string): Promise<string> {
    const { devices } = await granted(this.#ask<RingableDevices>('GET', 'devices'))
    const its = devices.find((one) => one.member.id === member)
    if (!its) throw new Error(`${member} is signed in nowhere.`)
    return (await granted(this.#ask<BellCheck>('POST', 'bell-checks', { id: timeOrderedId(), shift: its.shift }))).id
  }

  /** This shift's device, as the bell check lists it. */
  async listedDevice(): Promise<RingableDevices['devices'][number]> {
    const { devices } = await granted(this.#ask<RingableDevices>('GET', 'devices'))
    const here = devices.find(({ isThis }) => isThis)
    if (!here) throw new Error('This device is not in the list.')
    return here
  }

  /** How far a bell check has got. */
  bellCheck(id: string): Promise<BellCheck> {
    return granted(this.#ask<BellCheck>('GET', `bell-checks/${id}`))
  }

  // --- the wire ---------------------------------------------------------------------------------------------------------

  #ask<Body>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Reply<Body>> {
    const headers = { cookie: this.#cookie, origin: this.#server }
    return ask<Body>({ method, url: `${this.#server}/api/v1/${path}`, headers, body })
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
    this.#room.report({ delivered, displayed: this.displaysOffers ? delivered : [] })
  }

  #writeWish(change: (stamp: number, own: WishStamps) => WishStamps): WishStamps {
    return this.#room.writeWish(this.me?.wish, change)
  }
}
