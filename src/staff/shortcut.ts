/**
 * The icon's shortcut *Go available*: it opens the app at `/?go=available`. The address asks once: it is taken away before
 * anything else, so that a reload, *Back* or the next person on this tablet does not go available by it.
 */
import { createEffect } from 'solid-js'
import type { Door } from './model.ts'

/** Does for whoever is signed in what the address asks for; where nobody is, forgets it. */
export function followShortcut(door: Door): void {
  createEffect(() => {
    const state = door.state()
    if (state.is === 'looking' || state.is === 'unreachable') return
    if (!takeShortcut() || state.is !== 'in') return
    if (!state.model.isAvailable()) state.model.setAvailable(true)
  })
}

function takeShortcut(): boolean {
  const { pathname, search, hash } = location
  const asked = new URLSearchParams(search)
  if (asked.get('go') !== 'available') return false
  asked.delete('go')
  history.replaceState(history.state, '', pathname + (asked.size > 0 ? `?${asked}` : '') + hash)
  return true
}
