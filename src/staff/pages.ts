/**
 * Which page of a shift is on screen: Home, one chat, or the bell check. The address says so, so that reload, *Back* and a notification's link
 * work. A router of the shelf weighs more than everything that it would have to do here.
 */

import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js'
import type { ChatId } from '../identifiers.ts'
import type { RungHere } from './model.ts'

export type Page =
  | { readonly is: 'home' }
  | { readonly is: 'bell' }
  | { readonly is: 'chat'; readonly chat: ChatId }
  /** Somebody else takes over; `claims` is the ring that they come for. Not to be found at its address by whoever that is. */
  | { readonly is: 'switch'; readonly claims: RungHere | null }

export interface Pages {
  readonly page: Accessor<Page>
  go(page: Page): void
}

/** The page at a path, or `null` where there is none. */
export function readPath(path: string): Page | null {
  if (path === '/') return { is: 'home' }
  if (path === '/bell') return { is: 'bell' }
  const found = /^\/chats\/([^/]+)$/.exec(path)
  return found?.[1] ? { is: 'chat', chat: decodeURIComponent(found[1]) as ChatId } : null
}

export function pathOf(page: Page): string {
  if (page.is === 'chat') return `/chats/${encodeURIComponent(page.chat)}`
  return page.is === 'home' ? '/' : `/${page.is}`
}

/** Follows the address for as long as the owner lives. Where there is no page, it goes Home. */
export function createPages(): Pages {
  const here = () => readPath(location.pathname)
  const [page, setPage] = createSignal<Page>(here() ?? { is: 'home' })
  if (!here()) history.replaceState(null, '', '/')
  const follow = () => setPage(here() ?? { is: 'home' })
  addEventListener('popstate', follow)
  onCleanup(() => removeEventListener('popstate', follow))
  return {
    page,
    go(next) {
      const path = pathOf(next)
      if (path === location.pathname) return
      history.pushState(null, '', path)
      setPage(next)
      scrollTo(0, 0)
    },
  }
}

export const PagesContext = createContext<Pages>()

export function usePages(): Pages {
  const pages = useContext(PagesContext)
  if (!pages) throw new Error('A page was shown outside a shift.')
  return pages
}
