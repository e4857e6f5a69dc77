/**
 * Finds the product that a page is about: JSON-LD first, then Open Graph. A page with several products is a list, and
 * looking at a list is not looking at a product.
 */
import type { ProductSent } from '../../protocol/shopper.ts'

/** A product as a page tells it (`window.shopbell.view`); everything but the title may be missing. */
export interface ProductTold {
  readonly title?: unknown
  readonly url?: unknown
  readonly imageUrl?: unknown
  /** As the shop writes it: “£94.00”. */
  readonly price?: unknown
}

type Json = Readonly<Record<string, unknown>>
/** JSON-LD writes one thing or a list of them; of a list the first counts. What is no object reads as one without fields. */
const first = (value: unknown): Json => Object([value].flat()[0])

/** Cut down to what the protocol takes, or `null` where there is no title. Addresses become absolute, and only http(s). */
export function boundedProduct(told: ProductTold, page: Document, now: number): ProductSent | null {
  const words = (value: unknown, most: number) => (typeof value === 'string' ? value.trim().slice(0, most).trim() : '')
  const address = (value: unknown) => {
    const text = words(value, 2000)
    const link = page.createElement('a')
    // A link resolves its address without throwing; what cannot be read comes back as it was.
    if (text) link.href = text
    return /^https?:.{1,1990}$/.test(link.href) ? link.href : ''
  }
  const title = words(told.title, 200)
  const url = address(told.url)
  const imageUrl = address(told.imageUrl)
  const price = words(told.price, 40)
  return title ? { title, ...(url && { url }), ...(imageUrl && { imageUrl }), ...(price && { price }), viewedAt: now } : null
}

/** The one product of the page, or `null`. */
export function productOnPage(page: Document, now: number): ProductSent | null {
  const found = productsInJsonLd(page)
  const told = found[1] ? null : found[0] ? fromJsonLd(found[0], page) : fromOpenGraph(page)
  return told && boundedProduct(told, page, now)
}

function productsInJsonLd(page: Document): Json[] {
  const found: Json[] = []
  const look = (value: unknown): void => {
    for (const item of [value].flat(2).map(Object) as Json[]) {
      // One type, or several with commas between them once they are text.
      if (/\bProduct(Group)?(,|$)/.test(`${item['@type']}`)) found.push(item)
      else if (item['@graph'] || item.mainEntity) look([item['@graph'], item.mainEntity])
    }
  }
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    try {
      look(JSON.parse(script.textContent ?? ''))
    } catch {
      // A shop's broken data is the shop's; the chat works without it.
    }
  }
  return found
}

function fromJsonLd(product: Json, page: Document): ProductTold {
  const offer = first(product.offers)
  return {
    title: product.name,
    url: product.url || ownAddress(page),
    imageUrl: first(product.image).url || [product.image].flat()[0],
    price: priceInWords(offer.price ?? offer.lowPrice, offer.priceCurrency, page),
  }
}

function fromOpenGraph(page: Document): ProductTold | null {
  const meta = (name: string) => page.querySelector(`meta[property="${name}"]`)?.getAttribute('content') ?? ''
  return /^(og:)?product/.test(meta('og:type'))
    ? {
        title: meta('og:title'),
        url: meta('og:url') || ownAddress(page),
        imageUrl: meta('og:image'),
        price: priceInWords(meta('product:price:amount'), meta('product:price:currency'), page),
      }
    : null
}

/** Without the query: it may hold what is nobody's business. */
const ownAddress = (page: Document): string =>
  page.querySelector('link[rel="canonical"]')?.getAttribute('href') || page.URL.replace(/[?#].*/s, '')

function priceInWords(amount: unknown, currency: unknown, page: Document): string {
  const number = Number(amount)
  try {
    const format = new Intl.NumberFormat(page.documentElement.lang.replace('_', '-') || [], {
      style: 'currency',
      currency: `${currency}`,
    })
    return number > 0 ? format.format(number) : ''
  } catch {
    // Not a currency, or not a language.
    return ''
  }
}
