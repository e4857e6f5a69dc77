/**
 * The service worker: wires listeners and nothing else. It keeps the shell, so that the app opens without a network; push and
 * the outbox get their listeners here when they come.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
// The app's own addresses only: the server has others (the demo shop, the widget, the interface's description).
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/$/, /^\/chats\//] }))

// A new version waits until the person agrees to load it.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
})
