/** What the browser allows on this device, and the push subscription that it keeps: the bell's half of the page's globals. */
import { type Accessor, createContext, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { type PushHttp, pushHttp } from '../../replica/push-http.ts'
import { inTurn, renewSubscription, type Subscribed } from '../../replica/push-subscription.ts'
import type { RingFacts } from './obstacles.ts'

export interface Surroundings {
  readonly permission: Accessor<RingFacts['permission']>
  readonly subscription: Accessor<Subscribed | null>
  readonly needsInstalling: boolean
  readonly canVibrate: boolean
  readonly http: PushHttp
  /** Asks the person; only within a tap. */
  askPermission(): Promise<void>
  /** Tries once more to subscribe. */
  renew(): void
}

const againMs = 10_000

/** Lives as long as the shift: subscribes at its start, and again whenever the server is back and does not have it yet. */
export function createSurroundings(isConnected: Accessor<boolean>): Surroundings {
  const http = pushHttp()
  const [permission, setPermission] = createSignal(permissionNow())
  const [subscription, setSubscription] = createSignal<Subscribed | null>(null)
  const look = () => setPermission(permissionNow())
  document.addEventListener('visibilitychange', look)
  onCleanup(() => document.removeEventListener('visibilitychange', look))
  watchPermission(look)

  let isOver = false
  let again: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    isOver = true
    clearTimeout(again)
  })
  const renew = async () => {
    clearTimeout(again)
    const { pushManager } = await navigator.serviceWorker.ready
    // A shift that ended meanwhile has had its subscription dropped, and must not come by another.
    const subscribed = await inTurn(async () => (isOver ? null : renewSubscription(pushManager, http)))
    if (isOver) return
    setSubscription(subscribed)
    // A push service that is not connected yet, a server that restarts: both come back without a word.
    if (subscribed === 'noService' || subscribed === 'unreachable') again = setTimeout(() => void renew(), againMs)
  }
  createEffect(
    on([permission, isConnected], ([allowed, isLive]) => {
      if (allowed === 'granted' && isLive && subscription() !== 'saved') void renew()
    }),
  )
  return {
    permission,
    subscription,
    http,
    needsInstalling: isApple() && !isInstalled(),
    canVibrate: 'vibrate' in navigator,
    async askPermission() {
      await Notification.requestPermission()
      look()
    },
    renew: () => {
      setSubscription(null)
      void renew()
    },
  }
}

function permissionNow(): RingFacts['permission'] {
  if (!('Notification' in window) || !('serviceWorker' in navigator) || !('PushManager' in window)) return 'impossible'
  return Notification.permission === 'default' ? 'notAsked' : Notification.permission
}

/** Where the browser tells of changes made in its settings; elsewhere they are seen on coming back to the page. */
function watchPermission(onChange: () => void): void {
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', onChange))
    .catch(() => {})
}

/** iPads call themselves Macs, but no Mac has a touch screen. */
function isApple(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches
}

/** Brought by whoever shows these screens without a browser's say; `null`: the browser's own. */
export const SurroundingsContext = createContext<Surroundings | null>(null)
