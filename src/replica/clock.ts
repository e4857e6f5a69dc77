/**
 * The device's estimate of the server's clock, as NTP makes it: every exchange gives an offset that is right within half its
 * round trip, and the one with the lowest round trip is believed. Pure: page time comes in, so that the tablet's own clock may
 * be a day off.
 */
import type { ClockDown } from '../protocol/socket.ts'

/** What one exchange says: server time = page time + `offsetMs`, give or take half of `roundTripMs`. */
interface Sample {
  readonly offsetMs: number
  /** Infinite for the first message of a connection, which tells only one way. */
  readonly roundTripMs: number
}

/** The samples that are still believed, newest last. */
export type ClockEstimate = readonly Sample[]

export const noEstimate: ClockEstimate = []

/** A minute's worth, at one message every two seconds: longer, and the two crystals drift apart by more than Wi-Fi hides. */
const mostSamples = 30
/** Two samples contradict each other only if their ranges miss by more than this. */
const slackMs = 5

/** The estimate after a message that arrived at `pageTime` (milliseconds of any clock that only runs forward). */
export function hear(estimate: ClockEstimate, message: ClockDown, pageTime: number): ClockEstimate {
  const sample = sampleOf(message, pageTime)
  // A tablet that slept has a page clock that stood still: whatever was measured before contradicts this sample and goes.
  const consistent = estimate.filter(
    (old) => lowest(old) <= highest(sample) + slackMs && lowest(sample) <= highest(old) + slackMs,
  )
  return [...consistent, sample].slice(-mostSamples)
}

function sampleOf({ serverTime, previous }: ClockDown, pageTime: number): Sample {
  if (!previous) return { offsetMs: serverTime - pageTime, roundTripMs: Number.POSITIVE_INFINITY }
  const outward = previous.receivedAt - previous.pageTime
  const homeward = serverTime - pageTime
  const roundTripMs = pageTime - previous.pageTime - (serverTime - previous.receivedAt)
  return { offsetMs: (outward + homeward) / 2, roundTripMs: Math.max(0, roundTripMs) }
}

/** The least that the offset can be. What tells only one way came late, never early. */
function lowest({ offsetMs, roundTripMs }: Sample): number {
  return roundTripMs === Number.POSITIVE_INFINITY ? offsetMs : offsetMs - roundTripMs / 2
}

/** The most that the offset can be. */
function highest({ offsetMs, roundTripMs }: Sample): number {
  return offsetMs + roundTripMs / 2
}

/** How much the server's clock is ahead of the page's, in milliseconds; `null` before anything was heard. */
export function offset(estimate: ClockEstimate): number | null {
  let best: Sample | null = null
  for (const sample of estimate) if (!best || sample.roundTripMs <= best.roundTripMs) best = sample
  return best?.offsetMs ?? null
}
