/** The install hint's view of the device that the page runs on. */
import { createInstall, type Install } from './install.ts'
import { keptPrompt } from './kept-prompt.ts'

const key = 'shopbell-install'
const installedModes = ['standalone', 'fullscreen', 'minimal-ui', 'window-controls-overlay']
let install: Install | null = null

/** One for each time that the page is loaded. */
export function installHere(): Install {
  // Only Safari on an iPhone or iPad has it: true for an app on the home screen.
  const { standalone } = navigator as { readonly standalone?: boolean }
  install ??= createInstall({
    prompt: keptPrompt,
    isInstalled: standalone === true || installedModes.some((mode) => matchMedia(`(display-mode: ${mode})`).matches),
    isByHand: standalone === false,
    kept: read(),
    keep: write,
    now: Date.now(),
  })
  return install
}

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage is switched off: then every visit is the first, and nothing is said.
    return null
  }
}

function write(text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // As above.
  }
}
