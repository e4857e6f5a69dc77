/** Would this device ring? A pure function from what is known of it to what would keep it from ringing. */
import type { Subscribed } from '../../replica/push-subscription.ts'

/** What is known of the device right now. */
export interface RingFacts {
  readonly isConnected: boolean
  /** The browser's answer to whether it may show notifications; `impossible` where it has none, or no push. */
  readonly permission: 'granted' | 'denied' | 'notAsked' | 'impossible'
  /** An iPhone or iPad on which the app is only a page: there the browser rings for installed apps alone. */
  readonly needsInstalling: boolean
  /** How far the push subscription is; `null` while it is being seen to. */
  readonly subscription: Subscribed | null
  /** From 0 to 1. */
  readonly volume: number
  /** The browser lets the page sound, which takes a tap. */
  readonly canSound: boolean
}

/**
 * Worst first: `offline` and the two of the sound silence it while the app is in front, the others while the screen is locked or
 * another app is in front.
 */
export type Obstacle =
  | 'offline'
  | 'soundOff'
  | 'soundLocked'
  | 'notInstalled'
  | 'impossible'
  | 'denied'
  | 'notAsked'
  | 'noService'
  | 'notRegistered'

/** Everything that would keep the device from ringing; empty where it would. */
export function obstaclesFor(facts: RingFacts): readonly Obstacle[] {
  const found: (Obstacle | null)[] = [
    facts.isConnected ? null : 'offline',
    facts.volume === 0 ? 'soundOff' : facts.canSound ? null : 'soundLocked',
    whyNoPush(facts),
  ]
  return found.filter((one) => one !== null)
}

/** One reason, the first that has to be mended. */
function whyNoPush({ needsInstalling, permission, subscription, isConnected }: RingFacts): Obstacle | null {
  if (needsInstalling) return 'notInstalled'
  if (permission === 'impossible') return 'impossible'
  if (permission === 'denied') return 'denied'
  if (permission === 'notAsked') return 'notAsked'
  switch (subscription) {
    case 'blocked':
      return 'denied'
    case 'noService':
      return 'noService'
    case 'refused':
      return 'notRegistered'
    case 'unreachable':
      // Without a connection that is said already.
      return isConnected ? 'notRegistered' : null
    default:
      return null
  }
}
