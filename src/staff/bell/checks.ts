/** The devices that can be rung and the bell checks that were started here, kept fresh for as long as somebody looks. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { followedForMs } from '../../bell-check-result.ts'
import type { CommandId, ShiftId } from '../../identifiers.ts'
import type { BellCheck, RingableDevices } from '../../protocol/push.ts'
import { kindOf, type Reply } from '../../replica/http.ts'
import type { PushHttp } from '../../replica/push-http.ts'
import { timeOrderedId } from '../../time-ordered.ts'

export type RingableDevice = RingableDevices['devices'][number]

/** A bell check of this screen. `check` is `null` until the server has answered. */
export interface StartedCheck {
  readonly id: CommandId
  readonly check: BellCheck | null
  readonly failure: 'tooMany' | 'gone' | 'notStarted' | null
}

export interface Checks {
  /** `null` until the server has answered for the first time. */
  readonly devices: Accessor<readonly RingableDevice[] | null>
  /** The server did not answer when it was last asked for the devices. */
  readonly hasFailed: Accessor<boolean>
  /** The latest check of a device's shift. */
  of(shift: ShiftId): StartedCheck | undefined
  ring(shift: ShiftId): void
}

const followEveryMs = 1_000
const lookEveryMs = 5_000

/** Lives as long as the screen; asks nothing while the page is hidden. `now` is server time. */
export function createChecks(http: PushHttp, now: () => number): Checks {
  const [devices, setDevices] = createStore<{ all: RingableDevice[] | null }>({ all: null })
  const [hasFailed, setHasFailed] = createSignal(false)
  const [checks, setChecks] = createStore<Record<ShiftId, StartedCheck>>({})
  let isOver = false

  const look = async () => {
    const reply = await http.devices()
    if (isOver) return
    setHasFailed(reply.is !== 'ok')
    if (reply.is === 'ok') setDevices('all', reconcile(reply.value.devices, { key: 'shift' }))
  }
  const hear = (shift: ShiftId, id: CommandId, reply: Reply<BellCheck>) => {
    if (isOver || checks[shift]?.id !== id) return
    if (reply.is === 'ok') setChecks(shift, reconcile<StartedCheck, StartedCheck>({ id, check: reply.value, failure: null }))
    else if (!checks[shift].check) setChecks(shift, { id, check: null, failure: failureOf(reply) })
  }
  const follow = async () => {
    const open = Object.entries(checks).filter(([, { check }]) => check && isFollowed(check, now())) as [ShiftId, StartedCheck][]
    await Promise.all(open.map(async ([shift, { id }]) => hear(shift, id, await http.bellCheck(id))))
  }
  repeat(follow, followEveryMs)
  repeat(look, lookEveryMs)
  void look()
  onCleanup(() => {
    isOver = true
  })
  return {
    devices: () => devices.all,
    hasFailed,
    of: (shift) => checks[shift],
    ring(shift) {
      const id = timeOrderedId(Date.now())
      setChecks(shift, reconcile<StartedCheck, StartedCheck>({ id, check: null, failure: null }))
      void http.startBellCheck(id, shift).then((reply) => hear(shift, id, reply))
    },
  }
}

function isFollowed(check: BellCheck, now: number): boolean {
  const isDone = [check.page, check.push].every((way) => way === null || way.tappedAt !== null)
  return !isDone && now - check.startedAt < followedForMs
}

function failureOf(reply: Exclude<Reply<unknown>, { is: 'ok' }>): StartedCheck['failure'] {
  if (reply.is === 'unreachable') return reply.isTooMany ? 'tooMany' : 'notStarted'
  const kind = kindOf(reply.problem)
  return kind === 'not-found' || kind === 'wrong-shift' ? 'gone' : 'notStarted'
}

/** One after the other, so that a slow network is not asked twice at once. */
function repeat(ask: () => Promise<void>, everyMs: number): void {
  let isUnderway = false
  const timer = setInterval(async () => {
    if (isUnderway || document.hidden) return
    isUnderway = true
    await ask()
    isUnderway = false
  }, everyMs)
  onCleanup(() => clearInterval(timer))
}
