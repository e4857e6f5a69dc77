/** The replay's verdict can be a bad one: what contradicts the rules is found, whoever saw it. */
import { expect, test } from 'vitest'
import { type ChatId, type MemberId, type OfferId, offerId } from '../../src/identifiers.ts'
import type { MissedRow, OfferRow } from '../../src/protocol/feed.ts'
import type { ShopperChat } from '../../src/protocol/shopper.ts'
import { Ledger } from './ledger.ts'

const [chat, ana, ben] = ['chat' as ChatId, 'ana' as MemberId, 'ben' as MemberId]
const [first, second] = [offerId(chat, 1, 1), offerId(chat, 1, 2)]

function offer(id: OfferId, state: OfferRow['state'], takenBy: MemberId | null = null): OfferRow {
  const shopper = { name: null, isReturning: false, hasChattedWithYou: false, question: 'Why?', lookingAt: null }
  const times = { servedAt: 0, ringsUntil: null, countdownMs: 1, requestEndsAt: 1 }
  return {
    ...{ kind: 'offer', key: `offer/${id}`, id, chat, why: 'asked', state, shopper, beingRung: [], ...times },
    takenBy: takenBy && { id: takenBy, name: takenBy },
  }
}

function stands(how: ShopperChat['stands'], who: string | null = null): ShopperChat {
  const nothingElse = { asked: 0, askedInAll: 1, endedBy: null, hasLeftContact: false, canReopen: false }
  return { chat, stands: how, with: who, ...nothingElse }
}

const memberNamed = (name: string) => name as MemberId

function asked(): Ledger {
  const ledger = new Ledger()
  ledger.asked(chat, 1_000)
  return ledger
}

test('one claim that everybody saw is one end', () => {
  const ledger = asked()
  ledger.claimAccepted(first, ana, 1_400)
  ledger.sawOffer(ana, offer(first, 'claimed'))
  ledger.sawOffer(ben, offer(second, 'taken', ana))
  ledger.sawChat(chat, [stands('asking'), stands('talking', ana)], memberNamed)
  expect(ledger.verdict()).toMatchObject({
    chats: 1,
    claimed: 1,
    endedTwice: 0,
    neverEnded: 0,
    medianMsToClaim: 400,
    complaints: [],
  })
})

test('two accepted claims are two ends', () => {
  const ledger = asked()
  ledger.claimAccepted(first, ana, 1_400)
  ledger.claimAccepted(second, ben, 1_500)
  expect(ledger.verdict()).toMatchObject({
    endedTwice: 1,
    complaints: [expect.stringContaining('claimed by ana and claimed by ben')],
  })
})

test('a claim that somebody else saw missed is two ends', () => {
  const ledger = asked()
  ledger.claimAccepted(first, ana, 1_400)
  ledger.sawOffer(ben, offer(second, 'missed'))
  expect(ledger.verdict().endedTwice).toBe(1)
})

test('a claim of which the shopper was told otherwise is two ends', () => {
  const ledger = asked()
  ledger.claimAccepted(first, ana, 1_400)
  ledger.sawChat(chat, [stands('asking'), stands('talking', ben)], memberNamed)
  expect(ledger.verdict().endedTwice).toBe(1)
})

test('a request whose end nobody saw never ended', () => {
  const ledger = asked()
  ledger.sawOffer(ana, offer(first, 'waiting'))
  ledger.sawChat(chat, [stands('asking')], memberNamed)
  expect(ledger.verdict()).toMatchObject({ neverEnded: 1, complaints: [expect.stringContaining('never ended')] })
})

test('a shopper who gave up is told of a missed chat, and that is one end', () => {
  const ledger = asked()
  const shopper = offer(first, 'withdrawn').shopper
  const row: MissedRow = {
    ...{ kind: 'missed', key: `missed/${chat}`, chat, shopper, missedAt: 1, why: 'shopperLeft' },
    ...{ isShopperHere: false, canPickUp: true, contact: null },
  }
  ledger.sawMissed(row)
  ledger.sawChat(chat, [stands('asking'), stands('missed')], memberNamed)
  expect(ledger.verdict()).toMatchObject({ withdrawn: 1, missed: 0, endedTwice: 0, neverEnded: 0 })
})

test('whom the shopper talks with after a pick-up has not claimed the request', () => {
  const ledger = asked()
  ledger.sawOffer(ana, offer(first, 'missed'))
  ledger.pickUpAccepted(chat, ben)
  ledger.sawChat(chat, [stands('asking'), stands('talking', ben)], memberNamed)
  expect(ledger.verdict()).toMatchObject({ missed: 1, claimed: 0, endedTwice: 0, neverEnded: 0 })
})

test('who picked a missed chat up, and then taps Claim on its old ring, has not claimed the request', () => {
  const ledger = asked()
  ledger.sawOffer(ana, offer(first, 'withdrawn'))
  ledger.claimAccepted(first, ben, 2)
  ledger.pickUpAccepted(chat, ben)
  expect(ledger.verdict()).toMatchObject({ withdrawn: 1, claimed: 0, endedTwice: 0, neverEnded: 0 })
})
