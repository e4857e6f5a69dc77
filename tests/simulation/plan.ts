/** What a run is made of, drawn from its seed before it begins: how many there are, how they are, and how much goes wrong. */
import { defaultPolicy, type Policy } from '../../src/decider/policy.ts'
import { alwaysOpen, type StoreHours } from '../../src/protocol/hours.ts'
import type { Chance } from '../support/chance.ts'
import type { Manner } from './member.ts'
import type { Quality } from './network.ts'

export interface Plan {
  readonly members: readonly MemberPlan[]
  /** A tablet on which the first two members are signed in in turn. */
  readonly hasSharedTablet: boolean
  readonly shoppers: number
  readonly liveliness: number
  readonly policy: Policy
  /** How long people act, before everything is healed. */
  readonly lastsMs: number
  readonly quality: Quality
  readonly faults: FaultRates
  /** By how much devices' own clocks may be wrong. */
  readonly clockErrorMs: number
  /** OF7; `null` for a store whose manager has never given any. */
  readonly hours: StoreHours | null
}

interface MemberPlan {
  readonly manner: Manner
  /** Devices of their own. */
  readonly devices: number
  /** Two pages on the first of them. */
  readonly hasSecondTab: boolean
}

/** How often each thing goes wrong: on average once in so many milliseconds; 0 for never. */
export interface FaultRates {
  readonly partition: number
  readonly oneWay: number
  readonly cut: number
  readonly everybodyCut: number
  readonly pageCloses: number
  readonly deviceCrash: number
  readonly freeze: number
  readonly serverCrash: number
  readonly serverStall: number
  readonly serverClock: number
  readonly deviceClock: number
  readonly deviceDisk: number
  readonly diskFull: number
  readonly diskSlow: number
  readonly policyChange: number
  readonly hoursChange: number
  readonly teamChange: number
  /** Probabilities at each step of a commit. */
  readonly crashAtCommit: number
  readonly flushFails: number
}

const calmQuality: Quality = { delayMs: 5, jitterMs: 5, resends: 0, losesRequests: 0, duplicates: 0 }
export const goodQuality = calmQuality

export function drawPlan(chance: Chance): Plan {
  const isCalm = chance.happens(0.1)
  const isSteady = chance.happens(0.3)
  const quality: Quality = isCalm
    ? calmQuality
    : {
        delayMs: chance.oneOf([2, 20, 80]),
        jitterMs: isSteady ? 0 : chance.oneOf([5, 60, 400]),
        resends: isSteady ? 0 : chance.oneOf([0, 0.01, 0.08]),
        losesRequests: chance.oneOf([0, 0.03, 0.15]),
        duplicates: chance.oneOf([0, 0.05, 0.2]),
      }
  const team = chance.oneOf([1, 2, 2, 3, 4])
  const hasSharedTablet = team > 1 && chance.happens(0.3)
  // Some have no other tablet than the shared one.
  const fewest = (nth: number) => (hasSharedTablet && nth < 2 && chance.happens(0.5) ? 0 : chance.oneOf([1, 1, 1, 2, 2, 3]))
  const plan = {
    members: Array.from({ length: team }, (_, nth) => ({
      manner: drawManner(chance),
      devices: fewest(nth),
      hasSecondTab: chance.happens(0.15),
    })),
    hasSharedTablet,
    shoppers: chance.oneOf([1, 2, 2, 3, 4]),
    liveliness: chance.oneOf([0.3, 0.6, 0.9]),
    policy: drawPolicy(chance),
    lastsMs: chance.between(30_000, 90_000),
    quality,
    faults: drawFaults(chance, isCalm),
    clockErrorMs: chance.oneOf([0, 2_000, 86_400_000]),
  }
  // Drawn last, so that all the rest of a seed is as it would be without hours, and in a team that stays.
  const hasHours = chance.happens(0.25)
  const hours = hasHours ? drawHours(chance) : null
  const hoursChange = hasHours && !isCalm ? chance.oneOf([12_000, 25_000]) : 0
  const teamChange = !isCalm && chance.happens(0.25) ? chance.oneOf([8_000, 20_000]) : 0
  return { ...plan, hours, faults: { ...plan.faults, hoursChange, teamChange } }
}

/** Of a run that begins at nine: people are told of hours to the minute. */
export function drawHours(chance: Chance): StoreHours {
  const day = chance.oneOf([
    [{ from: '00:00', to: '09:01' }],
    [
      { from: '00:00', to: '09:01' },
      { from: '09:02', to: '24:00' },
    ],
    [{ from: '09:01', to: '24:00' }],
    [],
    [{ from: '00:00', to: '24:00' }],
    [{ from: '00:00', to: '24:00' }],
  ])
  const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day }
  return { ...alwaysOpen, week, makesUnavailable: chance.happens(0.3) }
}

export function drawManner(chance: Chance): Manner {
  return {
    isKeen: chance.happens(0.7),
    ignores: chance.oneOf([0, 0, 0.3, 0.9]),
    claims: chance.oneOf([0.02, 0.2, 0.5]),
    declines: chance.oneOf([0, 0.05, 0.2]),
    toggles: chance.oneOf([0, 0.02, 0.1]),
    writes: chance.oneOf([0.05, 0.3]),
    ends: chance.oneOf([0.02, 0.1, 0.3]),
    picksUp: chance.oneOf([0, 0.1, 0.3]),
    handsBack: chance.oneOf([0, 0.1, 0.4]),
    settles: chance.oneOf([0, 0.05]),
    looksWithinMs: chance.oneOf([2_000, 5_000, 15_000]),
  }
}

export function drawPolicy(chance: Chance): Policy {
  if (chance.happens(0.35)) return defaultPolicy
  return {
    ...defaultPolicy,
    requestLifeMs: chance.oneOf([15_000, 30_000, 60_000, 90_000]),
    places: chance.between(1, 4),
    capacity: chance.between(1, 3),
    missesInRow: chance.between(1, 3),
    askAgainAfterMs: chance.oneOf([1_000, 5_000, 10_000]),
    leastRingMs: chance.oneOf([500, 3_000, 8_000]),
    deliverWithinMs: chance.oneOf([1_000, 5_000, 10_000]),
    countdownMs: chance.oneOf([2_000, 5_000, 15_000]),
    answerMarginMs: chance.oneOf([0, 2_000]),
    shopperLeftAfterMs: chance.oneOf([3_000, 10_000, 20_000]),
    endAfterLeftMs: chance.oneOf([5_000, 30_000, 600_000]),
    visitMs: chance.oneOf([10_000, 60_000, 1_800_000]),
    handBackWithinMs: chance.oneOf([3_000, 20_000]),
    rescueSilentAfterMs: chance.oneOf([10_000, 60_000]),
    rescueUnansweredAfterMs: chance.oneOf([20_000, 180_000]),
    downtimeGivenBackMs: chance.oneOf([0, 5_000, 30_000]),
  }
}

/** A plan leaves some things alone, so that the others are seen on their own too. */
function drawFaults(chance: Chance, isCalm: boolean): Omit<FaultRates, 'hoursChange' | 'teamChange'> {
  const every = (ms: number, probability = 0.5) => (!isCalm && chance.happens(probability) ? ms * chance.oneOf([1, 2, 4]) : 0)
  const share = (probability: number, most: number) => (!isCalm && chance.happens(probability) ? most / chance.oneOf([1, 4]) : 0)
  return {
    partition: every(15_000),
    oneWay: every(20_000),
    cut: every(15_000),
    everybodyCut: every(40_000, 0.3),
    pageCloses: every(15_000),
    deviceCrash: every(25_000),
    freeze: every(15_000),
    serverCrash: every(25_000),
    serverStall: every(30_000, 0.3),
    serverClock: every(40_000, 0.2),
    deviceClock: every(30_000, 0.3),
    deviceDisk: every(25_000, 0.4),
    diskFull: every(40_000, 0.3),
    diskSlow: every(25_000, 0.3),
    policyChange: every(40_000, 0.3),
    crashAtCommit: share(0.4, 0.01),
    flushFails: share(0.3, 0.04),
  }
}
