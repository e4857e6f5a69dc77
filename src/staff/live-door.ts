/** The real door: who is signed in on this browser, and how to sign in. Opens and closes the models of shifts. */
import { createSignal } from 'solid-js'
import type { CommandId, DeviceId } from '../identifiers.ts'
import { closeCodes } from '../protocol/socket.ts'
import type { Session } from '../protocol/staff.ts'
import { protocolVersion } from '../protocol/version.ts'
import type { Database } from '../replica/database.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import { createLiveModel, type LiveModel } from './live-model.ts'
import type { Door, DoorState } from './model.ts'

export interface DoorParts {
  readonly origin: string
  readonly http: ServerHttp
  readonly database: Database
  /** A time-ordered UUID. */
  readonly newId: () => string
}

const lookAgainMs = 3_000

export function createLiveDoor({ origin, http, database, newId }: DoorParts): Door {
  const [state, setState] = createSignal<DoorState>({ is: 'looking' })
  let open: LiveModel | null = null
  const device = database.device(() => newId() as DeviceId)

  const leave = (next: DoorState) => {
    open?.close()
    open = null
    setState(next)
  }

  async function enter(session: Session): Promise<void> {
    if (session.protocolVersion !== protocolVersion) return leave({ is: 'stuck', why: 'outdated' })
    const its = await device
    open?.close()
    const model = createLiveModel({
      session,
      device: its,
      origin,
      http,
      database,
      newId: () => newId() as CommandId,
      onOver: (isUnasked) => {
        if (open !== model) return
        leave(isUnasked ? { is: 'looking' } : { is: 'out', isUnasked: false })
        if (isUnasked) void look(true, session)
      },
      onRefused: (code) => open === model && leave({ is: 'stuck', why: whyStuck(code) }),
    })
    open = model
    setState({ is: 'in', model })
  }

  /** Asks the server who is signed in here. `before` is the shift that was just found to be over. */
  async function look(isUnasked: boolean, before?: Session): Promise<void> {
    const reply = await http.session()
    if (reply.is === 'ok') {
      // The cookie holds and yet the connection was refused: trying for ever would help nobody.
      if (reply.value.shift === before?.shift) return leave({ is: 'stuck', why: 'refused' })
      return enter(reply.value)
    }
    if (reply.is === 'problem') return leave({ is: 'out', isUnasked })
    leave({ is: 'unreachable' })
    setTimeout(() => state().is === 'unreachable' && void look(isUnasked, before), lookAgainMs)
  }
  void look(false)

  return {
    state,
    faces: http.faces,
    lastStore: () => database.lastStore(),
    async signIn(store, member, pin) {
      const reply = await http.signIn({ member, pin, device: await device })
      if (reply.is === 'ok') {
        await database.keepLastStore(store)
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
  }
}

function whyStuck(code: number): Extract<DoorState, { is: 'stuck' }>['why'] {
  if (code === closeCodes.outdatedApp) return 'outdated'
  return code === closeCodes.tooManyFrames ? 'tooManyPages' : 'refused'
}
