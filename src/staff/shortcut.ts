/**
 * The icon's shortcut *Go available*: it opens the app at `/?go=available`. Any link anywhere can name that address, an installed
 * app is opened by such links too, and nothing that a page can see tells them from the shortcut. So the address only has the
 * person asked, and their tap decides. It asks once: it is taken away before anything else, so that a reload, *Back* or the next
 * person on this tablet is not asked by it.
 */
import { type Accessor, createEffect, createSignal } from 'solid-js'
import type { Door } from './model.ts'

export interface Shortcut {
  /** Whoever is signed in is to be asked whether they want to be available. */
  readonly isAsking: Accessor<boolean>
  /** There is nothing to ask any more. */
  settle(): void
}

/** Asks whoever is signed in; where nobody is, the address is forgotten. */
export function createShortcut(door: Door): Shortcut {
  const [isAsking, setIsAsking] = createSignal(false)
  createEffect(() => {
    const { is } = door.state()
    if (is === 'looking' || is === 'unreachable') return
    setIsAsking(takeShortcut() && is === 'in')
  })
  return { isAsking, settle: () => setIsAsking(false) }
}

function takeShortcut(): boolean {
  const { pathname, search, hash } = location
  const asked = new URLSearchParams(search)
  if (asked.get('go') !== 'available') return false
  asked.delete('go')
  history.replaceState(history.state, '', pathname + (asked.size > 0 ? `?${asked}` : '') + hash)
  return true
}
