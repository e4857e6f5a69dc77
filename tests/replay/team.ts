/** How the scripted members behave: ten people, no two alike. */
import { once } from 'node:events'
import { type ChatId, readOfferId } from '../../src/identifiers.ts'
import type { OfferRow } from '../../src/protocol/feed.ts'
import { problemKind } from '../../src/protocol/problems.ts'
import type { Chance } from '../support/chance.ts'
import { InHand } from '../support/in-hand.ts'
import type { ScriptedMember } from '../support/member.ts'
import type { Phrases } from './dialogues.ts'
import type { Ledger } from './ledger.ts'

export interface Temper {
  readonly called: string
  /** How long they look at an offer before they answer it. Longer than the countdown, and the ring moves on meanwhile. */
  readonly answersAfterMs: readonly [least: number, most: number]
  /** How often they decline, and how often they do not even look. */
  readonly declines: number
  readonly ignores: number
  /** Goes unavailable for a while, now and then. */
  readonly takesBreaks: boolean
  /** Takes missed chats from the Missed list. */
  readonly picksUp: boolean
}

const steady: Temper = {
  called: 'steady',
  answersAfterMs: [300, 1_200],
  declines: 0.05,
  ignores: 0,
  takesBreaks: false,
  picksUp: true,
}
const quick: Temper = { ...steady, called: 'quick', answersAfterMs: [50, 400], picksUp: false }
const slow: Temper = { ...steady, called: 'slow', answersAfterMs: [1_200, 4_000], picksUp: false }
const choosy: Temper = { ...steady, called: 'choosy', declines: 0.6, picksUp: false }
const absent: Temper = { ...slow, called: 'absent-minded', ignores: 0.8 }
const restless: Temper = { ...steady, called: 'restless', takesBreaks: true }

const tempers = [quick, steady, steady, restless, restless, slow, slow, choosy, absent, absent]

/** Of the member at this place of the team, from 0. */
export function temperOf(place: number): Temper {
  return tempers[place % tempers.length] ?? steady
}

/** What happened beside the ends of requests, counted over the whole team. */
export interface Doings {
  declined: number
  tooLate: number
  pickedUp: number
  wentUnavailable: number
  madeUnavailable: number
  written: number
  ended: number
  /** Refusals that no rule foresees in this play: each is a finding. */
  readonly unexpected: string[]
}

export interface Play {
  readonly ledger: Ledger
  readonly phrases: Phrases
  readonly doings: Doings
  /** The play is over: nobody starts anything new. */
  readonly isOver: AbortSignal
}

/** A rival was faster, or the request ended first: what may well happen to somebody who claims late. */
const tooLate = new Set(['already-claimed', 'request-ended', 'at-capacity', 'already-declined'])
/** The shopper was faster: the chat has ended meanwhile. */
const noLongerTheirs = new Set(['chat-ended', 'not-holder', 'stale-fence'])

/** Plays one member until the play is over; resolves when their last conversation is done. */
export async function playMember(member: ScriptedMember, temper: Temper, chance: Chance, play: Play): Promise<void> {
  const { ledger, phrases, doings, isOver } = play
  const inHand = new InHand(chance)
  let isComingBack = false

  await member.goAvailable()
  const stopWatching = member.watch(look)
  if (temper.takesBreaks) inHand.start(takeBreaks())
  await once(isOver, 'abort')
  await inHand.done()
  stopWatching()

  function look(): void {
    for (const offer of member.offers) ledger.sawOffer(member.id, offer)
    for (const missed of member.missed) ledger.sawMissed(missed)
    if (isOver.aborted) return
    if (member.me?.madeUnavailableAt != null && !isComingBack) inHand.start(comeBack())
    for (const offer of member.offers) if (offer.state === 'ringing' && inHand.isNew(offer.id)) inHand.start(consider(offer))
    if (temper.picksUp)
      for (const { chat, canPickUp } of member.missed) if (canPickUp && inHand.isNew(chat)) inHand.start(pickUp(chat))
  }

  async function consider(offer: OfferRow): Promise<void> {
    if (chance.happens(temper.ignores)) return
    const declines = chance.happens(temper.declines)
    await inHand.pause(...temper.answersAfterMs)
    // Rung twice in one request, they answer it once.
    if (!inHand.isNew(`${offer.chat}, request ${readOfferId(offer.id)?.request}`)) return
    if (declines) return decline(offer)
    const reply = await member.claim(offer.chat)
    if (!reply.ok) return refused(reply.problem, tooLate)
    ledger.claimAccepted(offer.id, member.id, performance.now())
    await converse(offer.chat, reply.body.fence ?? 0)
  }

  async function decline(offer: OfferRow): Promise<void> {
    const goesUnavailable = chance.happens(0.2)
    const reply = goesUnavailable ? await member.declineAndGoUnavailable(offer.id) : await member.decline(offer.id)
    if (!reply.ok) return refused(reply.problem, tooLate)
    doings.declined += 1
    if (!goesUnavailable) return
    doings.wentUnavailable += 1
    await inHand.pause(1_000, 3_000)
    await member.goAvailable()
  }

  async function pickUp(chat: ChatId): Promise<void> {
    await inHand.pause(200, 1_500)
    const reply = await member.pickUp(chat)
    if (!reply.ok) return refused(reply.problem, new Set([...tooLate, 'not-missed', 'chat-ended', 'unknown-chat']))
    ledger.pickUpAccepted(chat, member.id)
    doings.pickedUp += 1
    await converse(chat, reply.body.fence ?? 0)
  }

  /** Says two or three things, and ends the chat unless the shopper has. */
  async function converse(chat: ChatId, fence: number): Promise<void> {
    for (let turn = chance.between(2, 4); turn > 0; turn -= 1) {
      await inHand.pause(500, 2_500)
      const reply = await member.say(chat, fence, chance.oneOf(phrases.member))
      if (!reply.ok) return refused(reply.problem, noLongerTheirs)
      doings.written += 1
    }
    await inHand.pause(500, 3_000)
    const reply = await member.endChat(chat, fence)
    if (!reply.ok) return refused(reply.problem, noLongerTheirs)
    doings.ended += 1
  }

  async function takeBreaks(): Promise<void> {
    while (!isOver.aborted) {
      await inHand.pause(8_000, 20_000)
      if (isOver.aborted) return
      await member.goUnavailable()
      doings.wentUnavailable += 1
      await inHand.pause(2_000, 6_000)
      await member.goAvailable()
    }
  }

  /** MI3: three misses in a row; only their own tap ends it. */
  async function comeBack(): Promise<void> {
    isComingBack = true
    doings.madeUnavailable += 1
    await inHand.pause(1_000, 3_000)
    await member.goAvailable()
    isComingBack = false
  }

  function refused(
    problem: Parameters<typeof problemKind>[0] & { readonly detail: string },
    foreseen: ReadonlySet<string>,
  ): void {
    const kind = problemKind(problem)
    if (kind && foreseen.has(kind)) doings.tooLate += 1
    else doings.unexpected.push(`${member.name}: ${problem.type}: ${problem.detail}`)
  }
}
