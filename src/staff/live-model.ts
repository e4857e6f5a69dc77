/** The model of a real shift: the replica, bound to the screens' reactive stores and to the browser. */
import { createRoot, createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { CommandId, DeviceId, MemberId } from '../identifiers.ts'
import { closeCodes, type MemberPresence } from '../protocol/socket.ts'
import type { BellSettings } from '../replica/bell-settings.ts'
import type { Database, KeptSession } from '../replica/database.ts'
import type { DeviceHttp } from '../replica/device-http.ts'
import { dialOnDemand } from '../replica/dial-on-demand.ts'
import type { DiskFailure } from '../replica/disk.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import type { ConnectionState } from '../replica/link.ts'
import type { Waiting } from '../replica/outbox.ts'
import { browserTime } from '../replica/page-time.ts'
import { openReplica, type Replica } from '../replica/replica.ts'
import { createRows } from '../replica/rows.ts'
import { isAvailable, noWish } from '../replica/wish.ts'
import { createChunk } from './chunk.ts'
import { createErasedChats } from './erased-chats.ts'
import { leaveToWorker } from './leave-to-worker.ts'
import { createIdleLock } from './lock/idle.ts'
import { createLock } from './lock/lock.ts'
import type { Keeping, Outgoing, RungBellCheck, RungHere, StaffModel } from './model.ts'
import { createOutgoing } from './outgoing.ts'
import { createSeen } from './seen-counts.ts'

export interface LiveParts {
  readonly session: KeptSession
  readonly cameFor: RungHere | null
  readonly device: DeviceId
  readonly origin: string
  readonly http: ServerHttp
  readonly deviceHttp: DeviceHttp
  readonly database: Database
  /** Server time less the device's own clock, as kept on the device. */
  readonly keptOffsetMs: number
  /** Of the server's time, in milliseconds. */
  readonly newId: (serverNow: number) => CommandId
  /** Once the first screen stands: what it does not need comes after it. */
  readonly isShown: Promise<void>
  /** The shift is over: signed out here, or found to be over. */
  readonly onOver: (isUnasked: boolean) => void
  /** The server closed the connection for good, for another reason than the shift. */
  readonly onRefused: (code: number) => void
}

export interface LiveModel extends StaffModel {
  /** Closes the connection; nothing more leaves under this shift. */
  close(): void
}

/** A person at the sign-out dialog waits no longer than this to be told that there is no connection. */
const signOutPatienceMs = 4_000

/** Yjs and what speaks it: as much code as all the rest of the app. */
const connectionCode = createChunk(() => import('../replica/connection.ts'))

/** Resolves as soon as there is something to show, which needs no network. */
export function openLiveModel(parts: LiveParts): Promise<LiveModel> {
  return createRoot((dispose) => bind(parts, dispose))
}

async function bind(parts: LiveParts, dispose: () => void): Promise<LiveModel> {
  const { session, device, http, deviceHttp, database } = parts
  const me = session.member.id
  const { rows, sink, together } = createRows()
  const [isLoaded, setIsLoaded] = createSignal(false)
  const [connection, setConnection] = createSignal<ConnectionState>({ is: 'connecting' })
  const [wish, setWish] = createSignal({ wish: noWish, isSynced: true })
  const [team, setTeam] = createStore<Record<MemberId, MemberPresence>>({})
  const [entries, setEntries] = createSignal<readonly Waiting[]>([])
  const seen = createSeen({ rows, kept: database.seen(me), keep: (counts) => database.keepSeen(me, counts) })
  const [keeping, setKeeping] = createSignal<Keeping>('keeps')
  const [draftKeeping, setDraftKeeping] = createSignal<Keeping>('keeps')
  const [asOf, setAsOf] = createSignal<number | null>(null)
  const [bell, setBell] = createSignal<BellSettings>({ volume: 1, vibrates: true })
  const [bellCheck, setBellCheck] = createSignal<RungBellCheck | null>(null)
  const outgoing = createOutgoing(entries, rows)
  void database.bell().then(setBell, () => {})

  const lock = createLock({
    shift: session.shift,
    isLockedAtFirst: typeof session.lockedAt === 'number',
    isLive: () => connection().is === 'live',
    isLockedAtServer: () => rows.me?.isDeviceLocked === true,
    server: { lock: deviceHttp.lock, unlock: (pin) => deviceHttp.unlock(me, pin) },
    disk: {
      keepLocked: (shift, isLocked) => database.changeSession(shift, { lockedAt: isLocked ? Date.now() : null }),
      pinCheck: database.pinCheck,
      keepPinCheck: database.keepPinCheck,
    },
    tabs: new BroadcastChannel('shopbell-lock'),
  })
  createIdleLock({
    idleLockMs: () => rows.store?.idleLockMs ?? session.idleLockMs ?? null,
    activeAt: session.activeAt ?? null,
    isLocked: lock.isLocked,
    lock: lock.lock,
    keepActiveAt: (activeAt) => database.changeSession(session.shift, { activeAt }).catch(() => {}),
  })
  const erasedChats = createErasedChats({
    me,
    rows,
    database,
    entries,
    history: http.history,
    discard: (id) => replica.discard(id),
  })

  let isLeftToWorker = false
  /** They asked to go, and nothing since says that the server has not heard of it: its answer may be lost, or late. */
  let isLeaving = false

  const time = browserTime
  /** The device's own clock against the page's, which goes on where somebody sets the former. */
  const deviceAheadMs = () => Date.now() - time.now()
  /**
   * How far the server's clock is ahead of the device's. By how the two of the device stood when the server was heard: the page's
   * stands still while the tablet sleeps, and the next page must not begin a night late.
   */
  let offsetMs: number | null = null
  const replica: Replica = await openReplica({
    session,
    device,
    time,
    dial: dialOnDemand(async () => {
      await parts.isShown
      const { roomDial } = await connectionCode()
      return roomDial(parts.origin, me, time)
    }),
    async post(command, signal) {
      const reply = await http.command(command, signal)
      if (reply.is === 'ok') isLeaving = false
      return reply
    },
    disk: database.shiftDisk(me),
    newId: parts.newId,
    keptOffsetMs: parts.keptOffsetMs + deviceAheadMs(),
    sink,
    listener: {
      together,
      onLoaded() {
        setIsLoaded(true)
        if (connection().is === 'live') void erasedChats.look()
      },
      onConnection(state) {
        setConnection(state)
        if (state.is !== 'live') erasedChats.lookAgain()
        if (state.is === 'live') isLeaving = false
        if (state.is !== 'refused') return
        if (state.code === closeCodes.notSignedIn) parts.onOver(!isLeaving)
        else parts.onRefused(state.code)
      },
      onWish: (wish, isSynced) => setWish({ wish, isSynced }),
      onTeam: (states) => setTeam(reconcile(Object.fromEntries(states.map((one) => [one.member, one])))),
      onOutbox(entries) {
        setEntries(entries)
        const waits = entries.some(({ refused, attempts }) => !refused && attempts > 0)
        if (waits && !isLeftToWorker) leaveToWorker()
        isLeftToWorker = waits
      },
      onDisk: (failure) => setKeeping(failure?.why ?? 'keeps'),
      onAsOf: setAsOf,
      onOffset(ofPageMs) {
        offsetMs = ofPageMs - deviceAheadMs()
      },
      onBellCheck({ by }, say) {
        const close = () => setBellCheck((now) => (now === check ? null : now))
        const hear = () => {
          say('tapped')
          close()
        }
        const check: RungBellCheck = { by, isDisplayed: () => say('displayed'), hear, close }
        setBellCheck(check)
      },
      onShiftOver: () => parts.onOver(!isLeaving),
    },
  })

  const unanswered = () => entries().filter(({ refused }) => !refused)
  const save = () => {
    void replica.save()
    if (offsetMs !== null) database.keepClockOffsetMs(offsetMs).catch(() => {})
    if (unanswered().length > 0) leaveToWorker()
  }
  const onVisibility = () => (document.hidden ? save() : replica.hurry())
  // Only where the device cannot keep them are words lost with the page: then the browser asks first.
  const askBeforeLeaving = (event: BeforeUnloadEvent) => {
    if (keeping() !== 'keeps' && unanswered().some(({ command }) => command.kind === 'sendMessage')) event.preventDefault()
  }
  addEventListener('online', replica.hurry)
  addEventListener('pageshow', replica.hurry)
  addEventListener('pagehide', save)
  addEventListener('beforeunload', askBeforeLeaving)
  document.addEventListener('visibilitychange', onVisibility)

  const close = () => {
    removeEventListener('online', replica.hurry)
    removeEventListener('pageshow', replica.hurry)
    removeEventListener('pagehide', save)
    removeEventListener('beforeunload', askBeforeLeaving)
    document.removeEventListener('visibilitychange', onVisibility)
    replica.close()
    dispose()
  }

  const textOf = (id: CommandId) => {
    const command = entries().find((entry) => entry.command.id === id)?.command
    return command?.kind === 'sendMessage' ? command.text : null
  }

  return {
    session,
    lock,
    cameFor: parts.cameFor,
    rows,
    isLoaded,
    connection,
    asOf,
    keeping: () => (keeping() === 'keeps' ? draftKeeping() : keeping()),
    presenceOf: (member) => team[member] ?? null,
    isAvailable: () => isAvailable(wish().wish),
    isWishSynced: () => wish().isSynced,
    unsent: () =>
      unanswered()
        .filter(({ attempts }) => attempts > 0)
        .map(({ command, since }) => ({ id: command.id, command, since })),
    claims: () =>
      unanswered().flatMap(({ command, since }) =>
        command.kind === 'claimChat' || command.kind === 'pickUpMissedChat'
          ? [{ chat: command.chat, asksUntil: command.asksUntil ?? since }]
          : [],
      ),
    serverNow: replica.serverNow,
    setAvailable: (isToBeAvailable) => void replica.setAvailable(isToBeAvailable),
    claim: replica.claim,
    pickUp: replica.pickUp,
    decline: replica.decline,
    handBack: (chat, fence) => replica.send({ kind: 'handBackChat', chat, fence }).answer,
    settle: (chat) => replica.send({ kind: 'settleMissedChat', chat }).answer,
    endChat: (chat, fence) => replica.send({ kind: 'endChat', chat, fence }).answer,

    outgoing: (chat): readonly Outgoing[] => outgoing[chat] ?? [],
    say: (chat, fence, text) => void replica.send({ kind: 'sendMessage', chat, fence, text }),
    sayAgain(chat, fence, message) {
      const text = textOf(message)
      if (text === null) return
      void replica.send({ kind: 'sendMessage', chat, fence, text })
      replica.discard(message)
    },
    unsay: (_chat, message) => replica.discard(message),
    draft: (chat) => database.draft(me, chat).catch(() => ''),
    keepDraft: (chat, text) =>
      void database.keepDraft(me, chat, text).then(
        () => setDraftKeeping('keeps'),
        (failure: DiskFailure) => setDraftKeeping(failure.why),
      ),
    async history(chat) {
      const reply = await http.history(chat)
      if (reply.is === 'problem' && kindOf(reply.problem) === 'shift-locked') lock.heardLocked()
      return reply
    },

    seen: seen.seen,
    markSeen: seen.mark,
    setDisplayed: replica.setDisplayed,
    bell,
    setBell(next) {
      setBell(next)
      database.keepBell(next).catch(() => {})
    },
    bellCheck,
    takeUp: replica.takeUp,

    async signOut(goesUnavailable) {
      if (goesUnavailable) {
        const { answer } = replica.send({ kind: 'setWish', wish: replica.setAvailable(false) })
        const inTime = await Promise.race([
          answer,
          new Promise<null>((resolve) => time.after(signOutPatienceMs, () => resolve(null))),
        ])
        if (!inTime || inTime.is === 'gaveUp') return false
      }
      isLeaving = true
      const reply = await http.signOut()
      if (reply.is === 'unreachable') return false
      parts.onOver(false)
      return true
    },
    close,
  }
}
