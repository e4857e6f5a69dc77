/**
 * The service worker: wires listeners and nothing else. It keeps the shell, so that the app opens without a network, and sends
 * what closed pages left in the outbox.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { openDatabase } from '../replica/database.ts'
import { sendOutbox } from '../replica/outbox.ts'
import { sendLeftCommands } from './send-outbox.ts'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
// The app's own addresses only: the server has others (the demo shop, the widget, the interface's description).
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/(\?.*)?$/, /^\/chats\//] }))

// A new version waits until the person agrees to load it.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
  if (event.data?.type === sendOutbox) event.waitUntil(sendLeftCommands(openDatabase()))
})

// Where a browser has Background Sync: a rejection makes it try again later.
self.addEventListener('sync' as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
  const { tag, waitUntil } = event as ExtendableEvent & { readonly tag: string }
  if (tag !== sendOutbox) return
  const sent = sendLeftCommands(openDatabase()).then((isAllAnswered) => {
    if (!isAllAnswered) throw new Error('Some commands are not answered yet.')
  })
  waitUntil.call(event, sent)
})
