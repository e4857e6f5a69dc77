/** What every page of the console stands on: who is in it, how it asks the server, and which page the address names. */
import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js'
import type { StoreId } from '../identifiers.ts'
import type { ConsoleSession } from '../protocol/console-entry.ts'
import type { Ask } from '../replica/http.ts'

const pageNames = [
  'start',
  'retailer',
  'stores',
  'hours',
  'members',
  'devices',
  'widget',
  'shoppers',
  'audit',
  'account',
] as const
export type PageName = (typeof pageNames)[number]

export interface Page {
  readonly is: PageName
  /** The store that the page is about; `null` where the address names none. */
  readonly store: StoreId | null
}

export interface Here {
  readonly session: ConsoleSession
  readonly ask: Ask
  readonly page: Accessor<Page>
  readonly isAdmin: boolean
  /** What the head of every page says is changed at once. */
  retailerChanged(retailer: ConsoleSession['retailer']): void
  signOut(): void
}

export const addressOf = ({ is, store }: Page): string => (store === null ? `#/${is}` : `#/${is}/${encodeURIComponent(store)}`)

/** Follows the address for as long as the owner lives. Where it names no page, the stores are shown. */
export function createPage(): Accessor<Page> {
  const read = (): Page => {
    const [, name = '', store] = /^#\/([a-z]+)(?:\/([^/]+))?$/.exec(location.hash) ?? []
    const is = pageNames.find((one) => one === name) ?? 'stores'
    return { is, store: store === undefined ? null : (decodeURIComponent(store) as StoreId) }
  }
  const [page, setPage] = createSignal(read())
  const follow = () => {
    setPage(read())
    scrollTo(0, 0)
  }
  addEventListener('hashchange', follow)
  onCleanup(() => removeEventListener('hashchange', follow))
  return page
}

export const HereContext = createContext<Here>()

export function useHere(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('A page was shown to nobody.')
  return here
}
