/**
 * What the loader keeps in the retailer's own local storage: nothing of it leaves the browser until the shopper starts a
 * chat. Storage that throws (private windows, blocked storage) costs only the memory between pages.
 */
import type { ProductSent } from '../../protocol/shopper.ts'

export interface KeptOnPage {
  /** The panel was open, so it opens by itself on the next page. */
  readonly isOpen: boolean
  /** There is a chat, so the panel loads by itself, to hear when a message comes. */
  readonly hasChat: boolean
  /** The next panel must forget whoever used this browser before. */
  readonly startAfresh: boolean
  /** The panel's own things, where it has no storage. */
  readonly panel: string | null
  /** Visits so far, this one included; a new one begins after half an hour without a page. */
  readonly visits: number
  readonly lastSeenAt: number
  /** Newest first, at most {@link mostViewed}. */
  readonly viewed: readonly ProductSent[]
}

const visitEndsAfterMs = 30 * 60_000
/** As many as the protocol takes (`limits.productsViewed`; not imported, because it would bring TypeBox along). */
export const mostViewed = 20

const nothing: KeptOnPage = {
  isOpen: false,
  hasChat: false,
  startAfresh: false,
  panel: null,
  visits: 0,
  lastSeenAt: 0,
  viewed: [],
}

/**
 * Reads afresh before every change, because another tab of the same shop writes to the same place.
 *
 * @param storage gives the storage; called every time, because on some browsers naming it already throws.
 */
export function keepOnPage(store: string, storage: () => Storage) {
  const key = `shopbell.page.${store}`
  let memory = nothing
  const read = (): KeptOnPage => {
    try {
      const found: unknown = JSON.parse(storage().getItem(key) ?? '{}')
      memory = { ...nothing, ...(found as Partial<KeptOnPage>) }
      if (!Array.isArray(memory.viewed)) memory = nothing
    } catch {
      // Private mode or text that is not ours: what this page remembers is all there is.
    }
    return memory
  }
  const change = (fields: Partial<KeptOnPage>): void => {
    memory = { ...read(), ...fields }
    try {
      storage().setItem(key, JSON.stringify(memory))
    } catch {
      // Full or forbidden: the memory of this page goes on.
    }
  }
  return {
    read,
    change,
    /** Counts the visit that a page at `now` (milliseconds) belongs to. */
    visit(now: number): void {
      const { visits, lastSeenAt } = read()
      change({ visits: now - lastSeenAt > visitEndsAfterMs ? visits + 1 : visits, lastSeenAt: now })
    },
    /** Puts a product first; the same one (by address, else by title) is not there twice. */
    view(product: ProductSent): void {
      const name = ({ url, title }: ProductSent) => url ?? title
      const others = read().viewed.filter((other) => name(other) !== name(product))
      change({ viewed: [product, ...others].slice(0, mostViewed) })
    },
    /** Another person may be using this browser now. */
    forget(): void {
      change({ ...nothing, startAfresh: true })
    },
  }
}
