/**
 * The service worker: wires listeners and nothing else. It keeps the shell, so that the app opens without a network, sends what
 * closed pages left in the outbox, and shows and answers what is pushed.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { openDatabase } from '../replica/database.ts'
import { sendOutbox } from '../replica/outbox.ts'
import { appAddresses } from './app-windows.ts'
import { createPushed } from './pushed.ts'
import { sendLeftCommands } from './send-outbox.ts'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [...appAddresses] }))

const pushed = createPushed(self)

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

self.addEventListener('push', (event) => event.waitUntil(pushed.show(event.data?.text() ?? null)))
self.addEventListener('notificationclick', (event) => event.waitUntil(pushed.press(event.notification, event.action)))
self.addEventListener('notificationclose', (event) => event.waitUntil(pushed.count()))
self.addEventListener('pushsubscriptionchange', (event) => (event as ExtendableEvent).waitUntil(pushed.renew()))
