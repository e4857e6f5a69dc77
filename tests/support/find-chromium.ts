/** The Chromium that the browser tests drive: one that is there, or one that is installed now, saying so. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { becomeRoot, type CommandLine, runAloud, waysByApt } from './debian.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** What keeps Chromium quiet and lets it run in a container, for every `launch`. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of a Chromium that starts, or `null`. `CHROMIUM` in the environment comes first, then the path, then Playwright's. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM
  if (named) {
    if (starts(named)) return named
    throw new Error(`CHROMIUM says ${named}, and no browser starts there. Mend or unset it.`)
  }
  return firstThatStarts([...inPath(names), ...places, chromium.executablePath()])
}

/** Where programs of these names would be. */
export function inPath(names: readonly string[]): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

export function firstThatStarts(candidates: readonly string[]): string | null {
  return candidates.find((candidate) => isExecutable(candidate) && starts(candidate)) ?? null
}

/** {@link findChromium}, and where there is none, installs one. Throws with what to do where that fails. */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium()
  if (found) return found
  for (const way of waysToInstall()) {
    say(`No Chromium on this machine. Installing one: ${way.join(' ')}`)
    runAloud(way)
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium, and none could be installed. Install it (on Debian: apt-get install chromium), or set CHROMIUM to the path of a Chromium or Chrome, then run the tests again.',
  )
}

/** Debian's own package where there is one (it brings the libraries it needs), else Playwright's download. */
function waysToInstall(): CommandLine[] {
  const playwright = join(import.meta.dirname, '../../node_modules/.bin/playwright')
  const withLibraries = process.platform === 'linux' && becomeRoot() ? ['--with-deps'] : []
  return [...waysByApt('chromium'), [playwright, 'install', ...withLibraries, 'chromium']]
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
}
