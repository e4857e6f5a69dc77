/**
 * Whether this is the moment to say that the app can be installed: not on the first visit, not where it is installed, and never
 * again once somebody has said no. What is kept about it belongs to the device and says nothing of anybody.
 */
import { type Accessor, createContext, createSignal } from 'solid-js'
import type { InstallPrompt } from './kept-prompt.ts'

/** `prompt`: the browser asks, after a tap. `byHand`: it can only be explained (Safari on an iPhone or iPad). */
export type InstallWay = 'prompt' | 'byHand'

export interface Install {
  /** `null` while there is nothing to say. */
  readonly way: Accessor<InstallWay | null>
  /** Has the browser ask. */
  ask(): Promise<void>
  /** Says nothing about it any more on this device. */
  dismiss(): void
}

export interface InstallParts {
  readonly prompt: Accessor<InstallPrompt | null>
  readonly isInstalled: boolean
  readonly isByHand: boolean
  /** The text that was kept last, or `null`. */
  readonly kept: string | null
  readonly keep: (text: string) => void
  /** The device's clock. */
  readonly now: number
}

interface Kept {
  readonly visits: number
  readonly lastAt: number
  readonly isDismissed: boolean
}

/** An app that is opened again sooner was reloaded, not visited. */
const visitGapMs = 30 * 60_000
const saidFromVisit = 2

/** To be called once for each time that the app is opened. */
export function createInstall({ prompt, isInstalled, isByHand, kept, keep, now }: InstallParts): Install {
  const before = readKept(kept)
  // A clock that was set back is no reason to count for ever from a day that never comes.
  const isVisit = now - before.lastAt >= visitGapMs || now < before.lastAt
  const visits = before.visits + (isVisit ? 1 : 0)
  const [isDismissed, setIsDismissed] = createSignal(before.isDismissed)
  const write = () => keep(JSON.stringify({ visits, lastAt: now, isDismissed: isDismissed() } satisfies Kept))
  write()
  const dismiss = () => {
    setIsDismissed(true)
    write()
  }
  return {
    way() {
      if (isInstalled || isDismissed() || visits < saidFromVisit) return null
      if (prompt()) return 'prompt'
      return isByHand ? 'byHand' : null
    },
    async ask() {
      const answer = await prompt()?.prompt()
      // Either way it was answered: an installed app says so by itself, and a no is a no.
      if (answer) dismiss()
    },
    dismiss,
  }
}

/** Somebody else's text under our name is as good as none, and is written over. */
function readKept(text: string | null): Kept {
  try {
    const { visits, lastAt, isDismissed } = JSON.parse(text ?? '{}') as Readonly<Partial<Kept>>
    return { visits: Number(visits) || 0, lastAt: Number(lastAt) || 0, isDismissed: isDismissed === true }
  } catch {
    return { visits: 0, lastAt: 0, isDismissed: false }
  }
}

/** For pictures; without one the hint is about the device it runs on. */
export const InstallContext = createContext<Install>()
