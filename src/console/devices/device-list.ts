/** A store's devices, kept fresh for as long as somebody looks: quickly while one is being rung, else now and then. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { ManagedDevices } from '../../protocol/console.ts'
import type { Reply } from '../../replica/http.ts'
import { createLoaded, type Loaded } from '../load.tsx'
import { isFollowed } from './bell-state.ts'

export interface DeviceList {
  readonly loaded: Loaded<ManagedDevices>
  /** The server did not answer when it was last asked; what is shown is from before. */
  readonly isStale: Accessor<boolean>
  /** Asks again at once, and shows what was there until the answer comes. */
  refresh(): Promise<void>
}

const followEveryMs = 1_000
const lookEveryMs = 5_000

/** Lives as long as its owner; asks nothing while the page is hidden. */
export function createDeviceList<About>(
  about: Accessor<About>,
  ask: (about: About) => Promise<Reply<ManagedDevices>>,
): DeviceList {
  const loaded = createLoaded(about, ask)
  const [isStale, setIsStale] = createSignal(false)
  let lookedAt = performance.now()
  let isUnderway = false

  async function refresh(): Promise<void> {
    const asked = about()
    isUnderway = true
    const reply = await ask(asked)
    isUnderway = false
    lookedAt = performance.now()
    if (asked !== about()) return
    setIsStale(reply.is !== 'ok')
    if (reply.is === 'ok') loaded.put(reply.value)
  }
  const timer = setInterval(() => {
    const now = loaded.value()
    if (!now || isUnderway || document.hidden) return
    const isRinging = now.devices.some((device) => isFollowed(device, now.at))
    if (isRinging || performance.now() - lookedAt >= lookEveryMs) void refresh()
  }, followEveryMs)
  onCleanup(() => clearInterval(timer))
  return { loaded, isStale, refresh }
}
