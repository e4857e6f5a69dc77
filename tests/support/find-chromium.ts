/** The Chromium that the browser tests drive: one that is there, or one that is installed now, saying so. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

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
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...places,
    chromium.executablePath(),
  ]
  return candidates.find((candidate) => isExecutable(candidate) && starts(candidate)) ?? null
}

/** {@link findChromium}, and where there is none, installs one. Throws with what to do where that fails. */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium()
  if (found) return found
  for (const [command, ...args] of waysToInstall()) {
    say(`No Chromium on this machine. Installing one: ${[command, ...args].join(' ')}`)
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need Chromium, and none could be installed. Install it (on Debian: apt-get install chromium), or set CHROMIUM to the path of a Chromium or Chrome, then run the tests again.',
  )
}

type CommandLine = [command: string, ...args: string[]]

/** Debian's own package where there is one (it brings the libraries it needs), else Playwright's download. */
function waysToInstall(): CommandLine[] {
  const becomeRoot = process.getuid?.() === 0 ? [] : mayUseSudo() ? ['sudo'] : null
  const playwright = join(import.meta.dirname, '../../node_modules/.bin/playwright')
  const ways: CommandLine[] = []
  if (becomeRoot && isDebian()) {
    const apt = (...args: string[]) => [...becomeRoot, 'apt-get', ...args] as CommandLine
    ways.push(apt('update'), apt('install', '--yes', '--no-install-recommends', 'chromium'))
  }
  ways.push([playwright, 'install', ...(becomeRoot && process.platform === 'linux' ? ['--with-deps'] : []), 'chromium'])
  return ways
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function mayUseSudo(): boolean {
  return (
    spawnSync('sudo', process.stdin.isTTY ? ['--validate'] : ['--non-interactive', 'true'], { stdio: 'inherit' }).status === 0
  )
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
