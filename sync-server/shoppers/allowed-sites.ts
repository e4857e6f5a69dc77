/** On whose pages a retailer's widget may stand: those of the sites that the retailer has named, and nobody else's. */
import type { StoreId } from '../../src/identifiers.ts'
import type { Directory, Retailer } from '../storage/directory.ts'

const ourselves = "'self'"

/**
 * Sources of `frame-ancestors` for the panel of a retailer's store; `null` where there is no such store. A demo retailer that has
 * named no site is shown on any, so that the widget can be tried out; a real one that has named none is shown on ours alone.
 */
export function framersOf(retailer: Pick<Retailer, 'isDemo' | 'allowedSites'> | null): readonly string[] {
  if (!retailer) return [ourselves]
  if (retailer.isDemo && retailer.allowedSites.length === 0) return ['*']
  return [ourselves, ...retailer.allowedSites.filter(isOrigin)]
}

/** Whatever is kept, nothing but an origin may come into a header: it would say more there than a site. */
function isOrigin(site: string): boolean {
  return /^https?:\/\/[^\s;,'"*]+$/.test(site) && URL.canParse(site) && new URL(site).origin === site
}

/** The retailer of the store that the panel's address names. */
export async function retailerOf(store: string | undefined, directory: Directory): Promise<Retailer | null> {
  const found = store === undefined ? null : await directory.store(store as StoreId)
  return found && directory.retailer(found.retailer)
}
