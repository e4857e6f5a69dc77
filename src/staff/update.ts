/** The shell's own newness: registers the service worker, and says when another version waits to be taken. */
import { createContext, createSignal } from 'solid-js'
import type { Workbox } from 'workbox-window'
import { whenIdle } from './later.ts'

export interface Update {
  /** A newer version is installed and waits; the person decides when. */
  readonly isReady: () => boolean
  /** Begins to look for newer versions, and keeps the shell for offline; called once a screen stands. */
  watch(): void
  take(): void
  later(): void
}

const againMs = 30_000

/** `watch` registers the worker, where the browser has any and the page is a built one. */
export function createUpdate(reload: () => void): Update {
  const [isReady, setIsReady] = createSignal(false)
  let worker: Workbox | null = null
  const register = async () => {
    // Not needed for the first paint.
    const { Workbox } = await import('workbox-window')
    worker = new Workbox('/service-worker.js')
    worker.addEventListener('waiting', () => setIsReady(true))
    await worker.register()
  }
  const keepTrying = () =>
    void register().catch(() => {
      setTimeout(keepTrying, againMs)
    })
  let isWatching = false
  return {
    isReady,
    watch() {
      if (isWatching || !('serviceWorker' in navigator) || !import.meta.env.PROD) return
      isWatching = true
      // Without a worker the app works as any page does, but does not open without a network.
      whenIdle(keepTrying)
    },
    later: () => setIsReady(false),
    take() {
      setIsReady(false)
      worker?.addEventListener('controlling', reload)
      worker?.messageSkipWaiting()
    },
  }
}

export const UpdateContext = createContext<Update>({ isReady: () => false, watch: () => {}, take: () => {}, later: () => {} })
