/**
 * When a page first shows what a selector finds. The moment is noted inside of the page: looked at from here, what happens right
 * after it would seem to belong to it. And it is the page that says so: asked over and over, a slow tablet would be busy with
 * the asking while it is being measured.
 */
import type { Page } from '@playwright/test'

const word = 'It stands.'

/** To be called before the page goes anywhere. What it gives resolves once it stands, to the milliseconds since the navigation began. */
export async function noteWhenItStands(page: Page, selector: string): Promise<() => Promise<number>> {
  await page.addInitScript(
    ([stands, word]) => {
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector(stands)) return
        performance.mark('stands')
        observer.disconnect()
        // biome-ignore lint/suspicious/noConsole: a page has no other way to say something without being asked.
        console.debug(word)
      }).observe(document, { childList: true, subtree: true })
    },
    [selector, word] as const,
  )
  const said = page.waitForEvent('console', (message) => message.text() === word)
  // Whoever does not come to ask has failed for another reason.
  said.catch(() => {})
  return async () => {
    await said
    return page.evaluate(() => performance.getEntriesByName('stands')[0]?.startTime ?? 0)
  }
}
