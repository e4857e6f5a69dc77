/** The bus on which browsers hand a desktop their notifications: one that is there, or one that is installed now, saying so. */
import { runAloud, waysByApt } from './debian.ts'
import { firstThatStarts, inPath } from './find-chromium.ts'

export function hasDesktopBus(): boolean {
  return firstThatStarts(inPath(['dbus-daemon'])) !== null
}

/** {@link hasDesktopBus}, once it has been installed where it was missing and that is possible. */
export function ensureDesktopBus(say: (line: string) => void): boolean {
  if (hasDesktopBus()) return true
  for (const way of waysByApt('dbus-daemon')) {
    say(`No desktop’s bus on this machine. Installing one: ${way.join(' ')}`)
    runAloud(way)
  }
  return hasDesktopBus()
}
