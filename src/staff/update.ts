/** The shell's own newness: registers the service worker, and says when another version waits to be taken. */
import { createContext, createSignal } from 'solid-js'
import { Workbox } from 'workbox-window'

export interface Update {
  /** A newer version is installed and waits; the person decides when. */
  readonly isReady: () => boolean
  take(): void
  later(): void
}

/** Registers the worker where the browser has any and the page is a built one. */
export function createUpdate(reload: () => void): Update {
  const [isReady, setIsReady] = createSignal(false)
  const worker = 'serviceWorker' in navigator && import.meta.env.PROD ? new Workbox('/service-worker.js') : null
  worker?.addEventListener('waiting', () => setIsReady(true))
  // Without a worker the app works as any page does; the next load tries again.
  worker?.register().catch(() => setIsReady(false))
  return {
    isReady,
    later: () => setIsReady(false),
    take() {
      setIsReady(false)
      worker?.addEventListener('controlling', reload)
      worker?.messageSkipWaiting()
    },
  }
}

export const UpdateContext = createContext<Update>({ isReady: () => false, take: () => {}, later: () => {} })
