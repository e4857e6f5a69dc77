/** What a browser still has of somebody: for the tests of what must be gone. */
import type { Page } from '@playwright/test'

/** Everything that the browser keeps of this origin, and its history, as one text. */
export async function leftBehind(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page)
  const { entries } = await cdp.send('Page.getNavigationHistory')
  await cdp.detach()
  const kept = await page.evaluate(async () => {
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.title, document.body.textContent]
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      for (const table of database.objectStoreNames) {
        const all = database.transaction(table).objectStore(table).getAll()
        await new Promise((resolve) => all.addEventListener('success', resolve))
        found.push(name, table, all.result)
      }
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        found.push(request.url)
        const type = (await cache.match(request))?.headers.get('content-type') ?? ''
        if (/json|html/.test(type)) found.push(await (await cache.match(request))?.text())
      }
    }
    const registration = await navigator.serviceWorker.getRegistration()
    for (const shown of (await registration?.getNotifications()) ?? []) found.push(shown.title, shown.body, shown.data)
    return JSON.stringify(found)
  })
  return JSON.stringify(entries.map(({ url, title }) => [url, title])) + kept
}
