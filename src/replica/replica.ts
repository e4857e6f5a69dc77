/**
 * A shift on one page: everything that the member may see, their wish, and what they asked and is not answered, kept on the
 * device and in step with the server whatever the network does. Knows no screen and no browser; the app and the simulator
 * run the same.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { ChatId, CommandId, DeviceId, OfferId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Batch } from '../protocol/feed.ts'
import type { BellCheckDown, BellCheckUp } from '../protocol/push.ts'
import type { MemberPresence } from '../protocol/socket.ts'
import type { Session } from '../protocol/staff.ts'
import { hear, noEstimate, offset } from './clock.ts'
import { DiskFailure, type Kept, type ShiftDisk } from './disk.ts'
import { Feed, type RowSink } from './feed.ts'
import type { Reply } from './http.ts'
import { inTime } from './in-time.ts'
import { Keeper } from './keeper.ts'
import { KeptRows } from './kept-rows.ts'
import { type ConnectionEnds, type ConnectionState, type Dial, keepConnected, type Link } from './link.ts'
import { type Answer, asksForMs, Outbox, type Waiting, type Wanted } from './outbox.ts'
import type { PageTime } from './page-time.ts'
import { OwnWish, report, teamIn } from './presence.ts'
import { noWish, type Wish } from './wish.ts'

export interface ReplicaParts {
  readonly session: Session
  readonly device: DeviceId
  readonly time: PageTime
  readonly dial: Dial
  readonly post: (command: MemberCommand, signal: AbortSignal) => Promise<Reply<CommandAccepted>>
  readonly disk: ShiftDisk
  /** Of the server's time, in milliseconds. */
  readonly newId: (serverNow: number) => CommandId
  /**
   * Server time less page time, as another page of this device estimated it last (milliseconds): the best there is until the
   * server is heard.
   */
  readonly keptOffsetMs: number
  readonly sink: RowSink
  readonly listener: ReplicaListener
}

/** What the screens hear. Each call says how things stand now. */
interface ReplicaListener {
  /** Runs a change of many rows as one. */
  together<T>(change: () => T): T
  /** The rows are there: kept ones, or the server's first. */
  onLoaded(): void
  onConnection(state: ConnectionState): void
  onWish(wish: Wish, isSynced: boolean): void
  onTeam(team: readonly MemberPresence[]): void
  onOutbox(entries: readonly Waiting[]): void
  /** `null`: what is given is kept on the device. */
  onDisk(failure: DiskFailure | null): void
  /** The server time at which the rows were last known to be complete; `null` before they ever were. */
  onAsOf(asOf: number | null): void
  /** The server was just heard: its time less page time, to be kept for the next page (milliseconds). */
  onOffset(offsetMs: number): void
  /** Somebody rings this device on purpose; that it is here is said already. */
  onBellCheck(check: BellCheckDown, say: (seen: BellCheckUp['seen']) => void): void
  /** The server no longer knows the shift. */
  onShiftOver(): void
}

export interface Replica {
  /** The server's clock as estimated, in milliseconds. */
  serverNow(): number
  /** AV3: takes effect here at once. Returns the stamps written. */
  setAvailable(isToBeAvailable: boolean): Wish
  /**
   * CL6: asks for the chat for so long after the tap, and is an answer from then on. CL3: `colleaguesOffer` is one that rang on this
   * device for whoever had it right before, where the chat is claimed by that.
   */
  claim(chat: ChatId, colleaguesOffer?: OfferId): Promise<Answer>
  pickUp(chat: ChatId): Promise<Answer>
  /** DE1: one command, which carries the wish that the device wrote. */
  decline(offer: OfferId, goesUnavailable: boolean): Promise<Answer>
  /** Anything else. */
  send(wanted: Wanted, id?: CommandId): { readonly id: CommandId; readonly answer: Promise<Answer> }
  /** Lets go of a refused message. */
  discard(id: CommandId): void
  /** The worker keeps claims and declines that were given on a notification: they are this page's as well. */
  takeUp(): void
  /** OF5: which ringing offers are on screen now. */
  setDisplayed(offers: readonly OfferId[]): void
  /** The network is back, or somebody looks at the page. */
  hurry(): void
  /** Writes the rows down now; for a page that may be on its way out. */
  save(): Promise<void>
  /** The page or the shift is over. */
  close(): void
}

/** A disk that does not answer must not keep the person from their chats. */
const diskPatienceMs = 1_500
/** One that failed is asked again after so long. */
const loadAgainMs = 5_000
/** New messages wait for those that an earlier page may have left, but not for a disk that gives nothing at all. */
const ordersWaitMs = 12_000

/** Takes up what is kept, and connects. Resolves once the screens have something to show or know that there is nothing. */
export async function openReplica(parts: ReplicaParts): Promise<Replica> {
  const { session, device, time, disk, listener } = parts
  const loading = disk.load()
  // Where it does not come in time, everything comes from the server.
  const kept = await inTime(loading, time, diskPatienceMs)
  let estimate = noEstimate
  let asOf = kept?.place?.asOf ?? null
  /** Whether the connection of now has brought everything: only then does each sign of life make the rows younger. */
  let isUpToDate = false
  let displayed: readonly OfferId[] = []
  let awareness: Awareness | null = null
  let isClosed = false
  let isAdopted = kept !== null

  /** By what it is that could not be kept: that one thing can says nothing of the others. */
  const failures: { rows: DiskFailure | null; wish: DiskFailure | null; given: DiskFailure | null } = {
    rows: null,
    wish: null,
    given: kept ? null : new DiskFailure('unavailable'),
  }
  const tellDisk = () => listener.onDisk(failures.given ?? failures.wish ?? failures.rows)
  const onDisk = (what: keyof typeof failures) => (failure: DiskFailure | null) => {
    failures[what] = failure
    tellDisk()
  }
  if (!kept) tellDisk()

  const serverNow = () => time.now() + (offset(estimate) ?? parts.keptOffsetMs)
  const rows = listener.together(
    () =>
      new KeptRows(
        {
          disk,
          time,
          sink: parts.sink,
          place: () => (feed.position && asOf !== null ? { position: feed.position, asOf: Math.floor(asOf) } : null),
          onDisk: onDisk('rows'),
        },
        kept?.place ? kept.rows : null,
      ),
  )
  const feed: Feed = new Feed(rows, kept?.place?.position ?? null)
  const register = (): Wish => {
    const me = rows.get('me/me')
    return me?.kind === 'me' ? me.wish : noWish
  }
  const wishKeeper = new Keeper({ time, onDisk: onDisk('wish') })
  const tellWish = () => listener.onWish(wish.wish, wish.isSynced)
  const wish: OwnWish = new OwnWish({
    device,
    serverNow,
    register,
    kept: kept?.wish ?? null,
    onWritten: (own) => void wishKeeper.keep('wish', () => disk.saveWish(own)),
    onChange: tellWish,
  })
  const outbox = new Outbox({
    member: session.member.id,
    shift: session.shift,
    disk,
    time,
    serverNow,
    newId: parts.newId,
    post: parts.post,
    onChange: listener.onOutbox,
    onShiftOver: () => {
      close()
      listener.onShiftOver()
    },
    onDisk: onDisk('given'),
  })

  function tellReport(): void {
    if (!awareness) return
    const delivered: OfferId[] = []
    for (const row of rows.values()) {
      if (row.kind === 'offer' && (row.state === 'ringing' || row.state === 'waiting')) delivered.push(row.id)
    }
    report(awareness, { delivered: delivered.sort(), displayed })
  }

  function onBatch(batch: Batch): boolean {
    const received = listener.together(() => feed.receive(batch))
    isUpToDate = received === 'applied'
    if (!isUpToDate) return received === 'gap'
    asOf = serverNow()
    rows.saveSoon()
    tellReport()
    tellWish()
    listener.onLoaded()
    return false
  }

  function ends(): ConnectionEnds {
    let doc: Doc | null = null
    return {
      position() {
        feed.reopen()
        isUpToDate = false
        return feed.position
      },
      onOpen(room) {
        const own = room.awareness
        own.on('change', () => listener.onTeam(teamIn(own)))
        doc = room.doc
        awareness = own
        tellReport()
        outbox.reconnected()
      },
      onSynced: () => doc && wish.attach(doc),
      onBatch,
      onClock(message, arrivedAt) {
        estimate = hear(estimate, message, arrivedAt)
        if (isUpToDate) asOf = serverNow()
        listener.onOffset(serverNow() - time.now())
      },
      onBellCheck(down, say) {
        const { check } = down
        const tell = (seen: BellCheckUp['seen']) => say({ is: 'bellCheck', check, seen })
        tell('delivered')
        listener.onBellCheck(down, tell)
      },
      onClosed: () => {},
    }
  }

  const link: Link = keepConnected({
    time,
    dial: parts.dial,
    ends,
    onState(state) {
      if (state.is !== 'live') {
        awareness = null
        wish.detach()
        listener.onTeam([])
        listener.onAsOf(asOf)
      }
      listener.onConnection(state)
    },
  })

  /** Rows come from the server; what the person gave on an earlier page is here alone, and must not wait for the next page. */
  function takeUpLater(loading: Promise<Kept>): void {
    loading.then(
      (late) => {
        if (isClosed) return
        onDisk('given')(null)
        isAdopted = true
        outbox.adopt(late.outbox)
        if (late.wish) wish.adopt(late.wish)
      },
      () => {
        if (!isClosed) time.after(loadAgainMs, () => !isClosed && takeUpLater(disk.load()))
      },
    )
  }

  /** Only what the worker gives: what another page left goes with the next words in its chat. */
  async function takeUp(): Promise<void> {
    // Whatever an earlier page left is being read still, and this with it.
    if (!isAdopted) return
    const now = await inTime(disk.loadOutbox(), time, diskPatienceMs)
    if (isClosed || !now) return
    outbox.adopt(now.filter(({ command: { kind } }) => kind === 'claimChat' || kind === 'declineOffer'))
  }

  function close(): void {
    isClosed = true
    link.close()
    outbox.close()
    wishKeeper.close()
    rows.close()
  }

  const send: Replica['send'] = (wanted, id) => outbox.send(wanted, id)
  const asksUntil = () => Math.floor(serverNow()) + asksForMs

  if (kept) outbox.adopt(kept.outbox)
  else {
    takeUpLater(loading)
    time.after(ordersWaitMs, () => outbox.release())
  }
  tellWish()
  if (kept?.place) listener.onLoaded()
  return {
    serverNow,
    setAvailable: (isToBeAvailable) => wish.set(isToBeAvailable),
    claim: (chat, offer) => send({ kind: 'claimChat', chat, asksUntil: asksUntil(), ...(offer && { offer }) }).answer,
    pickUp: (chat) => send({ kind: 'pickUpMissedChat', chat, asksUntil: asksUntil() }).answer,
    decline: (offer, goesUnavailable) =>
      send({ kind: 'declineOffer', offer, ...(goesUnavailable && { wish: wish.set(false) }) }).answer,
    send,
    discard: (id) => outbox.discard(id),
    takeUp: () => void takeUp(),
    setDisplayed(offers) {
      displayed = offers
      tellReport()
    },
    hurry() {
      link.hurry()
      outbox.retryNow()
    },
    save: () => rows.save(),
    close,
  }
}
