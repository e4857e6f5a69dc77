/** What keeps somebody from using the screen that stands, as axe sees it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The rule that is broken, and the elements that break it: a line for each rule. */
export async function axeFindings(page: Page): Promise<string[]> {
  // There are no frames here, for which it would otherwise open a page of its own each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
