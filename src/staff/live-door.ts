/** The real door: who is signed in on this browser, and how to sign in. Opens and closes the models of shifts. */
import { createSignal } from 'solid-js'
import type { CommandId, DeviceId, MemberId } from '../identifiers.ts'
import { closeCodes } from '../protocol/socket.ts'
import type { Session } from '../protocol/staff.ts'
import { standingOf } from '../protocol/version.ts'
import type { Database, KeptSession } from '../replica/database.ts'
import type { DeviceHttp } from '../replica/device-http.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import { painted } from './later.ts'
import { type LiveModel, openLiveModel } from './live-model.ts'
import { pinCheckFor } from './lock/pin-check.ts'
import type { Door, DoorState, EnrolOutcome, Here, RungHere } from './model.ts'
import { outcomeOfPin } from './pin-outcome.ts'

export interface DoorParts {
  readonly origin: string
  readonly http: ServerHttp
  readonly deviceHttp: DeviceHttp
  /** The code of an enrolment's link; `null` where the page was opened otherwise. */
  readonly offeredCode: string | null
  readonly database: Database
  /** A time-ordered UUID. */
  /** Of a time in milliseconds. */
  readonly newId: (now: number) => string
  /** Nobody is signed in on this device any more: nothing may reach it, and nothing of the person stay on its screen. */
  readonly leaveDevice: () => Promise<void>
  /** Resolves once the app draws what the door says: a shift that is open sooner, before there are words, is on no screen yet. */
  readonly isDrawn: Promise<void>
  /** Opens a shift; a test's own where there is no browser. */
  readonly open?: typeof openLiveModel
}

const lookAgainMs = 3_000
/** A disk that does not answer must not keep the person from their shift. */
const diskPatienceMs = 1_500

export function createLiveDoor(parts: DoorParts): Door {
  const { origin, http, deviceHttp, database, newId, leaveDevice, isDrawn, open: openModel = openLiveModel } = parts
  const [state, setState] = createSignal<DoorState>({ is: 'looking' })
  let open: LiveModel | null = null
  /** The shift that is open or being opened. */
  let shift: Session | null = null
  /** What was last asked to be taken off the device; a shift that begins must not lose what it is given to that. */
  let forgetting: Promise<unknown> = Promise.resolve()
  let cancelLook = () => {}
  /**
   * Somebody gives their PIN here, maybe in place of who is on shift. Kept until they are in, by whatever way that is found out: the
   * end of the shift before may be heard sooner than the answer to the PIN, and that answer may be lost.
   */
  let handover: { readonly from: MemberId | null; readonly to: MemberId; readonly claims: RungHere | null } | null = null
  let { offeredCode } = parts
  // All of it is asked for at once, and read while the words are on their way.
  const keptSession = database.session().catch(() => null)
  // Without storage this page is a device of its own, and works all the same.
  const fresh = () => newId(Date.now()) as DeviceId
  const device = inTime(database.device(fresh), fresh)
  const readOffset = () => inTime(database.clockOffsetMs(), () => 0)
  let keptOffsetMs = readOffset()
  const keepSession = (session: Session) => database.keepSession(session).catch(() => {})

  const isLooking = () => state().is === 'looking' || state().is === 'unreachable'
  const leave = (next: DoorState) => {
    open?.close()
    open = null
    shift = null
    setState(next)
  }

  async function enter(session: KeptSession): Promise<void> {
    const server = standingOf(session.protocolVersion)
    if (server === 'newer') return leave({ is: 'stuck', why: 'outdated' })
    if (server === 'tooOld') return waitForNewer()
    if (session.shift === shift?.shift) return
    const { from = null, claims: cameFor = null } = handover?.to === session.member.id ? handover : {}
    handover = null
    const isHandedOver = from !== null && from !== session.member.id
    if (shift && shift.member.id !== session.member.id) forgetting = database.forgetRows(shift.member.id).catch(() => {})
    open?.close()
    if (open) keptOffsetMs = readOffset()
    open = null
    shift = session
    const isStill = () => shift === session
    if (isHandedOver) {
      // What they had not sent was named to whoever took over; their shift is over, and it could never be sent under another.
      void leaveDevice().catch(() => {})
      forgetting = database.forgetMember(from).catch(() => {})
      await inTime(forgetting, () => null)
      if (!isStill()) return
    }
    let show = () => {}
    const model = await openModel({
      session,
      cameFor,
      device: session.device ?? (await device),
      origin,
      http,
      deviceHttp,
      database,
      keptOffsetMs: await keptOffsetMs,
      newId: (serverNow) => newId(serverNow) as CommandId,
      isShown: new Promise((resolve) => {
        show = resolve
      }),
      onOver: (isUnasked) => isStill() && void over(session, isUnasked),
      onRefused: (code) => {
        if (!isStill()) return
        // Somebody else has signed in on this browser since.
        if (code === closeCodes.notYours) void over(session, true)
        else leave({ is: 'stuck', why: whyStuck(code) })
      },
    })
    if (!isStill()) return model.close()
    open = model
    setState({ is: 'in', model })
    void isDrawn.then(painted).then(show)
  }

  /** The server is probably being replaced; there is nothing to do but to ask again. */
  function waitForNewer(): void {
    leave({ is: 'stuck', why: 'olderServer' })
    const isStill = () => {
      const now = state()
      return now.is === 'stuck' && now.why === 'olderServer'
    }
    setTimeout(() => isStill() && void look(false), lookAgainMs)
  }

  /** Nothing that the person could see stays on the device; what they wrote and could not send does, unless they asked to go. */
  async function over(session: Session, isUnasked: boolean): Promise<void> {
    leave(isUnasked ? { is: 'looking' } : { is: 'out', isUnasked: false })
    keptOffsetMs = readOffset()
    // Not waited for: a push that comes meanwhile shows nothing of the person.
    void leaveDevice().catch(() => {})
    const { id } = session.member
    forgetting = Promise.allSettled([
      database.dropSession(session.shift),
      isUnasked ? database.forgetRows(id) : database.forgetMember(id),
    ])
    if (!isUnasked) return
    await inTime(forgetting, () => null)
    await look(true, session)
  }

  /** Asks the server who is signed in here. `before` is the shift that was just found to be over. */
  async function look(isUnasked: boolean, before?: Session): Promise<void> {
    cancelLook()
    const reply = await http.session()
    if (reply.is === 'ok') {
      // The cookie holds and yet the connection was refused: trying for ever would help nobody.
      if (reply.value.shift === before?.shift) return leave({ is: 'stuck', why: 'refused' })
      void keepSession(reply.value)
      return enter(reply.value)
    }
    if (reply.is === 'problem') {
      if (shift) return over(shift, true)
      return leave({ is: 'out', isUnasked })
    }
    // With a shift open there is nothing to ask: its connection finds out by itself.
    if (shift) return
    leave({ is: 'unreachable' })
    const timer = setTimeout(() => state().is === 'unreachable' && void look(isUnasked, before), lookAgainMs)
    cancelLook = () => clearTimeout(timer)
  }

  /** The app opens at once with the shift it had, whatever the network does, and asks the server meanwhile. */
  async function begin(): Promise<void> {
    // A shift of a server of before, which this app could not go on with, is over.
    const known = keptSession.then((kept) => (kept && standingOf(kept.protocolVersion) === 'understood' ? kept : null))
    const kept = await inTime(known, () => null)
    if (kept) void enter(kept)
    // A disk that was slow still knows more than a server that cannot be reached.
    else
      void known.then((late) => {
        if (late && !shift && isLooking()) void enter(late)
      })
    await look(false)
  }
  void begin()

  async function here(): Promise<Here> {
    const reply = await deviceHttp.device()
    if (reply.is === 'ok') return { is: 'enrolled', device: reply.value }
    if (reply.is === 'unreachable') return reply
    switch (kindOf(reply.problem)) {
      case 'device-revoked':
        return { is: 'revoked', dropped: await takeOff() }
      case 'not-enrolled': {
        const outcome = reply.problem.enrolsItself ? await alone(enrolItself) : null
        return outcome?.is === 'enrolled' || outcome?.is === 'unreachable' ? outcome : { is: 'notEnrolled' }
      }
      default:
        // A server of before there were devices.
        waitForNewer()
        return { is: 'unreachable' }
    }
  }

  /** A tab that was opened in the same moment may have done it. */
  async function enrolItself(): Promise<EnrolOutcome> {
    const reply = await deviceHttp.device()
    return reply.is === 'ok' ? { is: 'enrolled', device: reply.value } : enrol(null)
  }

  async function enrol(code: string | null): Promise<EnrolOutcome> {
    if (!globalThis.isSecureContext) return { is: 'insecure' }
    const reply = await deviceHttp.enrol(code)
    if (reply.is === 'ok') {
      offeredCode = null
      return { is: 'enrolled', device: reply.value }
    }
    if (reply.is === 'problem') return { is: 'refused' }
    return reply.isTooMany ? { is: 'tooMany', retryAfterMs: reply.retryAfterMs } : { is: 'unreachable' }
  }

  /** Nothing that was kept for anybody stays on a device that was revoked. */
  async function takeOff(): Promise<number> {
    void leaveDevice().catch(() => {})
    await inTime(forgetting, () => null)
    return database.forgetDevice().catch(() => 0)
  }

  return {
    state,
    here,
    offeredCode: () => offeredCode,
    enrol,
    lastStore: () => database.lastStore().catch(() => null),
    async signIn(store, member, pin, claims) {
      handover = { from: shift?.member.id ?? null, to: member, claims: claims ?? null }
      const reply = await deviceHttp.signIn(member, pin)
      if (reply.is === 'ok') {
        void keepSession(reply.value)
        database.keepLastStore(store).catch(() => {})
        void pinCheckFor(pin, reply.value.shift)
          .then(database.keepPinCheck)
          .catch(() => {})
        await inTime(forgetting, () => null)
        await enter(reply.value)
        return { is: 'in' }
      }
      if (reply.is === 'problem') handover = null
      return outcomeOfPin(reply)
    },
    retry: () => {
      setState({ is: 'looking' })
      void look(false)
    },
    async startOver() {
      setState({ is: 'looking' })
      const kept = await database.session().catch(() => null)
      if (kept) await database.forgetRows(kept.member.id).catch(() => {})
      await look(false)
    },
  }
}

function whyStuck(code: number): Extract<DoorState, { is: 'stuck' }>['why'] {
  if (code === closeCodes.outdatedApp) return 'outdated'
  if (code === closeCodes.aheadOfServer) return 'ahead'
  return code === closeCodes.tooManyFrames ? 'tooManyPages' : 'refused'
}

/** One page of this browser at a time. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request('enrolment', work) as Promise<T>) : work()
}

/** What the disk says, or `otherwise` where it fails or does not answer in time. */
function inTime<T>(reading: Promise<T>, otherwise: () => T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise()), diskPatienceMs)
    reading.then(resolve, () => resolve(otherwise())).finally(() => clearTimeout(timer))
  })
}
