/** The real door: who is signed in on this browser, and how to sign in. Opens and closes the models of shifts. */
import { createSignal } from 'solid-js'
import type { CommandId, DeviceId } from '../identifiers.ts'
import { closeCodes } from '../protocol/socket.ts'
import type { Session } from '../protocol/staff.ts'
import { protocolVersion } from '../protocol/version.ts'
import type { Database } from '../replica/database.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import { type LiveModel, openLiveModel } from './live-model.ts'
import type { Door, DoorState } from './model.ts'

export interface DoorParts {
  readonly origin: string
  readonly http: ServerHttp
  readonly database: Database
  /** A time-ordered UUID. */
  readonly newId: () => string
  /** Nobody is signed in on this device any more: nothing may reach it, and nothing of the person stay on its screen. */
  readonly leaveDevice: () => Promise<void>
}

const lookAgainMs = 3_000

export function createLiveDoor({ origin, http, database, newId, leaveDevice }: DoorParts): Door {
  const [state, setState] = createSignal<DoorState>({ is: 'looking' })
  let open: LiveModel | null = null
  /** The shift that is open or being opened. */
  let shift: Session | null = null
  // Without storage this page is a device of its own, and works all the same.
  const fresh = () => newId() as DeviceId
  const device = database.device(fresh).catch(fresh)
  const keepSession = (session: Session | null) => database.keepSession(session).catch(() => {})

  const leave = (next: DoorState) => {
    open?.close()
    open = null
    shift = null
    setState(next)
  }

  async function enter(session: Session): Promise<void> {
    if (session.protocolVersion !== protocolVersion) return leave({ is: 'stuck', why: 'outdated' })
    if (session.shift === shift?.shift) return
    open?.close()
    open = null
    shift = session
    const isStill = () => shift === session
    const model = await openLiveModel({
      session,
      device: await device,
      origin,
      http,
      database,
      newId: () => newId() as CommandId,
      onOver: (isUnasked) => isStill() && void over(session, isUnasked),
      onRefused: (code) => {
        if (isStill()) leave({ is: 'stuck', why: whyStuck(code) })
      },
    })
    if (!isStill()) return model.close()
    open = model
    setState({ is: 'in', model })
  }

  /** Nothing that the person could see stays on the device; what they wrote and could not send does, unless they asked to go. */
  async function over(session: Session, isUnasked: boolean): Promise<void> {
    leave(isUnasked ? { is: 'looking' } : { is: 'out', isUnasked: false })
    // Not waited for: a push that comes meanwhile shows nothing of the person.
    void leaveDevice().catch(() => {})
    const { id } = session.member
    await keepSession(null)
    await (isUnasked ? database.forgetRows(id) : database.forgetMember(id)).catch(() => {})
    if (isUnasked) await look(true, session)
  }

  /** Asks the server who is signed in here. `before` is the shift that was just found to be over. */
  async function look(isUnasked: boolean, before?: Session): Promise<void> {
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
    setTimeout(() => state().is === 'unreachable' && void look(isUnasked, before), lookAgainMs)
  }

  /** The app opens at once with the shift it had, whatever the network does, and asks the server meanwhile. */
  async function begin(): Promise<void> {
    const kept = await database.session().catch(() => null)
    if (kept) void enter(kept)
    await look(false)
  }
  void begin()

  return {
    state,
    faces: http.faces,
    lastStore: () => database.lastStore().catch(() => null),
    async signIn(store, member, pin) {
      const reply = await http.signIn({ member, pin, device: await device })
      if (reply.is === 'ok') {
        void keepSession(reply.value)
        database.keepLastStore(store).catch(() => {})
        await enter(reply.value)
        return { is: 'in' }
      }
      if (reply.is === 'unreachable') {
        return reply.isTooMany ? { is: 'tooMany', retryAfterMs: reply.retryAfterMs } : { is: 'unreachable' }
      }
      return kindOf(reply.problem) === 'wrong-pin' ? { is: 'wrongPin' } : reply
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
