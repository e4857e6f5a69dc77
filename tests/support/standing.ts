/**
 * When a page first shows what a selector finds. The moment is noted inside of the page: looked at from here, what happens right
 * after it would seem to belong to it.
 */
import type { Page } from '@playwright/test'

/** To be called before the page goes anywhere. */
export async function noteWhenItStands(page: Page, selector: string): Promise<void> {
  await page.addInitScript((stands) => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector(stands)) return
      performance.mark('stands')
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  }, selector)
}

/** Resolves once it stands, to the milliseconds since the navigation began. */
export async function stoodAt(page: Page): Promise<number> {
  const moment = await page.waitForFunction(() => performance.getEntriesByName('stands')[0]?.startTime)
  return (await moment.jsonValue()) ?? 0
}
