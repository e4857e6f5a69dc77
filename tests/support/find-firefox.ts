/** The Firefox that real push is tried with: one that is there, or one that is installed now, saying so. */
import { runAloud, waysByApt } from './debian.ts'
import { firstThatStarts, inPath } from './find-chromium.ts'
import { hasDesktopBus } from './find-desktop-bus.ts'

/** The path of a Firefox that starts, or `null`. `FIREFOX` in the environment comes first, then the path. */
function findFirefox(): string | null {
  const named = process.env.FIREFOX
  return firstThatStarts(named ? [named] : inPath(['firefox-esr', 'firefox']))
}

/** {@link findFirefox}, and where it or the desktop's bus is missing, installs them where that is possible; `null` where it is not. */
export function ensureFirefox(say: (line: string) => void): string | null {
  const found = hasDesktopBus() ? findFirefox() : null
  if (found || process.env.FIREFOX) return found
  for (const way of waysByApt('firefox-esr', 'dbus-daemon')) {
    say(`No Firefox with a desktop’s bus on this machine. Installing them: ${way.join(' ')}`)
    runAloud(way)
  }
  return hasDesktopBus() ? findFirefox() : null
}
