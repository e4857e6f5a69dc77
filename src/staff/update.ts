/**
 * The shell's own newness: registers the service worker, and says when another version waits to be taken. It is taken when the
 * person agrees, and never in the middle of something: while it rings or something is unsent, it waits.
 */
import { type Accessor, createContext, createEffect, createSignal } from 'solid-js'
import type { Workbox } from 'workbox-window'
import { whenIdle } from './later.ts'

export interface Update {
  /** `ready`: a newer version is installed and waits. `held`: and it has to wait for what is underway. `taking`: agreed. */
  readonly stands: Accessor<'none' | 'ready' | 'held' | 'taking'>
  /** Begins to look for newer versions, and keeps the shell for offline; called once a screen stands. */
  watch(): void
  /** Looks now, as after a new connection: the server may be another one. */
  look(): void
  /** From here on nothing is taken while `isBusy` says so; returns how to end that. */
  holdWhile(isBusy: Accessor<boolean>): () => void
  take(): void
  /** Says nothing about it for some hours. */
  later(): void
  /** For an app that is too old to go on: fetches the newest there is, takes it, and loads the page again. */
  takeNewest(): Promise<void>
}

const serviceWorker = '/service-worker.js'
const againMs = 30_000
/** A tablet's page stays open for weeks. */
const lookEveryMs = 3_600_000
const leastBetweenLooksMs = 60_000
const laterMs = 4 * 3_600_000
/** A new version that has not arrived by then comes another time. */
const newestWithinMs = 20_000

/** `watch` registers the worker, where the browser has any and the page is a built one. To be called under an owner. */
export function createUpdate(reload: () => void): Update {
  const [isWaiting, setIsWaiting] = createSignal(false)
  const [isAgreed, setIsAgreed] = createSignal(false)
  /** The new worker has this page: what the old version did not fetch in time is gone. */
  const [isInControl, setIsInControl] = createSignal(false)
  const [holders, setHolders] = createSignal<readonly Accessor<boolean>[]>([])
  const isHeld = () => holders().some((isBusy) => isBusy())
  let worker: Workbox | null = null
  let lookedAt = 0

  const [isHidden, setIsHidden] = createSignal(document.hidden)

  // Agreed to here, or in another tab: then this one goes along by itself once nobody looks at it.
  createEffect(() => {
    if (isInControl() && !isHeld() && (isAgreed() || isHidden())) reload()
  })

  const register = async () => {
    // Not needed for the first paint.
    const { Workbox } = await import('workbox-window')
    worker = new Workbox(trustedScript())
    worker.addEventListener('waiting', () => setIsWaiting(true))
    worker.addEventListener('controlling', ({ isUpdate }) => {
      if (!isUpdate) return
      setIsWaiting(true)
      setIsInControl(true)
    })
    await worker.register()
  }
  const look = () => {
    const now = performance.now()
    if (!worker || now - lookedAt < leastBetweenLooksMs) return
    lookedAt = now
    // Without a network there is nothing new.
    worker.update().catch(() => {})
  }
  const onVisibility = () => {
    setIsHidden(document.hidden)
    if (!document.hidden) look()
  }
  const keepTrying = () =>
    void register().catch(() => {
      setTimeout(keepTrying, againMs)
    })
  let isWatching = false
  const hasWorkers = 'serviceWorker' in navigator && import.meta.env.PROD
  return {
    stands() {
      if (isAgreed()) return 'taking'
      if (!isWaiting()) return 'none'
      return isHeld() ? 'held' : 'ready'
    },
    watch() {
      if (isWatching || !hasWorkers) return
      isWatching = true
      // Without a worker the app works as any page does, but does not open without a network.
      whenIdle(keepTrying)
      document.addEventListener('visibilitychange', onVisibility)
      setInterval(look, lookEveryMs)
    },
    look,
    holdWhile(isBusy) {
      setHolders((before) => [...before, isBusy])
      return () => setHolders((before) => before.filter((one) => one !== isBusy))
    },
    take() {
      if (isHeld()) return
      setIsAgreed(true)
      if (!isInControl()) worker?.messageSkipWaiting()
    },
    later() {
      setIsWaiting(false)
      setTimeout(() => setIsWaiting(true), laterMs)
    },
    async takeNewest() {
      if (hasWorkers) await fetchNewest().catch(() => {})
      reload()
    },
  }
}

type WorkerScript = ConstructorParameters<typeof Workbox>[0]
interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(text: string): WorkerScript }
}

/** Under Trusted Types, a script to register needs a policy; this one lets nothing through but our own worker. */
function trustedScript(): WorkerScript {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('service-worker', { createScriptURL: () => serviceWorker })
  return policy?.createScriptURL(serviceWorker) ?? serviceWorker
}

/** Resolves once the newest worker has the page, or there is none to be had. */
async function fetchNewest(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  if (!registration) return
  await registration.update()
  const newest = registration.installing ?? registration.waiting
  if (!newest) return
  const hasTaken = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
  })
  const skip = () => {
    if (newest.state === 'installed') newest.postMessage({ type: 'SKIP_WAITING' })
  }
  newest.addEventListener('statechange', skip)
  skip()
  await Promise.race([hasTaken, new Promise((resolve) => setTimeout(resolve, newestWithinMs))])
}

const noUpdate: Update = {
  stands: () => 'none',
  watch: () => {},
  look: () => {},
  holdWhile: () => () => {},
  take: () => {},
  later: () => {},
  takeNewest: async () => {},
}

export const UpdateContext = createContext<Update>(noUpdate)
