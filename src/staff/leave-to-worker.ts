/** Commands that the page could not send are left to the service worker. */
import { sendOutbox } from '../replica/outbox.ts'

/**
 * Asks the service worker to see to what this page could not send, should the page be closed or frozen now. Where the browser
 * knows Background Sync the worker is woken when the network is back; everywhere else the next page sends it.
 */
export function leaveToWorker(): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.controller?.postMessage({ type: sendOutbox })
  navigator.serviceWorker.ready
    .then((registration) => (registration as Partial<SyncRegistration>).sync?.register(sendOutbox))
    // Refused by the person, or no such thing here: nothing depends on it.
    .catch(() => {})
}

interface SyncRegistration {
  readonly sync: { register(tag: string): Promise<void> }
}
