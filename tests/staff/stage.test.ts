/** What is on stage, for every state of an offer and everything that this page may have done about it. */
import { describe, expect, test } from 'vitest'
import type { ChatId, MemberId, OfferId } from '../../src/identifiers.ts'
import type { OfferRow } from '../../src/protocol/feed.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import {
  type Circumstances,
  type Deeds,
  isClaimable,
  isSameStage,
  ringLeftMs,
  stageOf,
  waitingOffers,
} from '../../src/staff/incoming/stage.ts'
import { now, offer } from './fixtures/rows.ts'

const first = 'c1.1.1' as OfferId
const nothing: Deeds = {}
const closed = (ringing: boolean): Deeds => ({ [first]: { is: 'closed', ringing } })
const refused = (kind: string, more: Partial<Problem> = {}): Deeds => ({
  [first]: {
    is: 'refused',
    answer: { is: 'problem', problem: { type: `/problems/${kind}`, title: '', status: 409, detail: '', ...more } },
  },
})
const calm: Circumstances = { now, isLive: true, claims: [] }
const is = (
  offers: readonly OfferRow[],
  deeds: Deeds = nothing,
  last: OfferId | null = first,
  at: Partial<Circumstances> = {},
) => {
  const stage = stageOf(offers, deeds, last, { ...calm, ...at })
  return stage.is === 'outcome' ? stage.outcome.is : stage.is
}

describe('the stage', () => {
  test('what rings is shown, also to a page that has just been opened', () => {
    expect(is([offer()], nothing, null)).toBe('ringing')
    expect(is([], nothing, null)).toBe('quiet')
  })

  test('of two that ring, as when one is replaced by another at once, the newer is shown', () => {
    const newer = offer({ id: 'c2.1.1' as OfferId, chat: 'c2' as ChatId, servedAt: now })
    expect(stageOf([newer, offer()], nothing, first, calm)).toMatchObject({ is: 'ringing', offer: { id: newer.id } })
    expect(stageOf([offer(), newer], nothing, first, calm)).toMatchObject({ is: 'ringing', offer: { id: newer.id } })
  })

  test('what rings takes the stage from an outcome that is still shown', () => {
    const newer = offer({ id: 'c2.1.1' as OfferId, chat: 'c2' as ChatId })
    expect(stageOf([offer({ state: 'taken' }), newer], nothing, first, calm)).toMatchObject({
      is: 'ringing',
      offer: { id: newer.id },
    })
  })

  test('CL4: whoever loses is told who has the chat, and Done ends it', () => {
    const taken = offer({ state: 'taken', takenBy: { id: 'ben' as MemberId, name: 'Ben' } })
    expect(stageOf([taken], nothing, first, calm)).toMatchObject({ outcome: { is: 'taken', by: 'Ben' } })
    expect(is([taken], closed(false))).toBe('quiet')
  })

  test('CL4: the refusal of a claim names the winner before the row does', () => {
    const deeds = refused('already-claimed', { by: { id: 'ben' as MemberId, name: 'Ben' } })
    expect(stageOf([offer()], deeds, first, calm)).toMatchObject({ outcome: { is: 'taken', by: 'Ben' } })
  })

  test('CL3: a countdown that ended is told as expired, and stays until it is closed', () => {
    expect(is([offer({ state: 'waiting', ringsUntil: null })])).toBe('expired')
    expect(is([offer({ state: 'waiting', ringsUntil: null })], closed(false))).toBe('quiet')
  })

  test('missed and withdrawn are told to whoever was rung last here, and to nobody else', () => {
    expect(is([offer({ state: 'missed' })])).toBe('missed')
    expect(is([offer({ state: 'withdrawn' })])).toBe('withdrawn')
    expect(is([offer({ state: 'missed' })], nothing, null)).toBe('quiet')
  })

  test('CL6: a claim without an answer is trying, never yours', () => {
    const claiming: Deeds = { [first]: { is: 'claiming' } }
    expect(is([offer()], claiming)).toBe('trying')
    expect(is([offer({ state: 'waiting' })], claiming)).toBe('trying')
  })

  test('the row settles what is being tried before the answer comes', () => {
    const claiming: Deeds = { [first]: { is: 'claiming' } }
    expect(is([offer({ state: 'taken' })], claiming)).toBe('taken')
    expect(is([offer({ state: 'missed' })], claiming)).toBe('missed')
    expect(is([offer({ state: 'claimed' })], claiming)).toBe('quiet')
  })

  test('DE1: a declined offer leaves at once, whatever its row still says', () => {
    expect(is([offer({ state: 'ringing' })], closed(true))).toBe('quiet')
    expect(is([offer({ state: 'declined' })])).toBe('quiet')
  })

  test('OF5: an offer that was closed while it lay silent may ring again', () => {
    expect(is([offer({ state: 'ringing' })], closed(false))).toBe('ringing')
  })

  test('CL6: a claim of before the page was loaded is tried for, and rings no more', () => {
    const claims = [{ chat: 'c1' as ChatId, asksUntil: now + 20_000 }]
    expect(is([offer()], nothing, null, { claims })).toBe('trying')
    expect(is([offer({ state: 'waiting', ringsUntil: null })], nothing, null, { claims })).toBe('trying')
    expect(is([offer({ state: 'taken' })], nothing, null, { claims })).toBe('quiet')
  })

  test('CL6: half a minute after its tap a claim no longer asks for the chat, and Done ends it', () => {
    const claims = [{ chat: 'c1' as ChatId, asksUntil: now }]
    const claiming: Deeds = { [first]: { is: 'claiming' } }
    const row = offer()
    const at = (ms: number) => stageOf([row], claiming, first, { ...calm, claims, now: now + ms })
    expect(at(-1)).toMatchObject({ is: 'trying', isLate: false })
    expect(at(0)).toMatchObject({ is: 'trying', isLate: true })
    expect(isSameStage(at(-2), at(-1))).toBe(true)
    expect(isSameStage(at(-1), at(0))).toBe(false)
    expect(is([offer()], closed(true), first, { claims })).toBe('quiet')
    expect(is([offer()], refused('asked-too-late'))).toBe('tooLate')
  })

  test('CL6: between the answer to an earlier claim and its row it is still tried for, but not for ever', () => {
    const settling: Deeds = { [first]: { is: 'settling', until: now + 2_000 } }
    expect(is([offer()], settling)).toBe('trying')
    expect(is([offer({ state: 'waiting' })], settling, first, { now: now + 2_000 })).toBe('expired')
    expect(is([offer({ state: 'taken' })], settling)).toBe('taken')
  })

  test('OF5: a page that wakes after the countdown shows no dead ring', () => {
    const late = { now: now + 13_000 }
    expect(is([offer()], nothing, first, { now: now + 12_800 })).toBe('ringing')
    expect(is([offer()], nothing, first, late)).toBe('expired')
    expect(is([offer()], nothing, first, { ...late, isLive: false })).toBe('unsure')
    // One that was never seen ringing is not brought up when it is long over.
    expect(is([offer()], nothing, null, late)).toBe('quiet')
  })

  test('OF5: an offer whose delivery the server never heard of does not ring for ever', () => {
    expect(is([offer({ ringsUntil: null })], nothing, first, { now: now + 12_800, isLive: false })).toBe('ringing')
    expect(is([offer({ ringsUntil: null })], nothing, first, { now: now + 13_000, isLive: false })).toBe('unsure')
  })

  test('OF1: after the end of the request nothing is said of which no news has come, and nothing can be claimed', () => {
    const silent = offer({ state: 'waiting', ringsUntil: null })
    expect(is([silent], nothing, first, { now: now + 72_999 })).toBe('expired')
    expect(is([silent], nothing, first, { now: now + 73_000 })).toBe('unsure')
    expect(isClaimable({ is: 'unsure' }, silent, now + 70_999)).toBe(true)
    expect(isClaimable({ is: 'unsure' }, silent, now + 71_000)).toBe(false)
    expect(isClaimable({ is: 'missed' }, silent, now)).toBe(false)
  })

  test('every refusal of a claim has an outcome of its own', () => {
    expect(is([offer()], refused('at-capacity', { capacity: 3 }))).toBe('full')
    expect(is([offer()], refused('request-ended'))).toBe('ended')
    expect(is([offer()], refused('already-declined'))).toBe('declined')
    expect(is([offer()], refused('server-error'))).toBe('failed')
    expect(is([offer()], { [first]: { is: 'refused', answer: { is: 'gaveUp' } } })).toBe('gaveUp')
  })

  test('an offer whose row is gone is gone', () => {
    expect(is([], { [first]: { is: 'claiming' } })).toBe('quiet')
  })
})

describe('the countdown', () => {
  test('OF5: it is whole until the server knows of the delivery, and never more than whole', () => {
    expect(ringLeftMs(offer({ ringsUntil: null }), now)).toBe(15_000)
    expect(ringLeftMs(offer({ ringsUntil: now + 99_000 }), now)).toBe(15_000)
  })

  test('it ends at nothing', () => {
    expect(ringLeftMs(offer({ ringsUntil: now - 1 }), now)).toBe(0)
  })
})

describe('waiting chats', () => {
  test('CL3: silent offers of open requests, the most urgent first', () => {
    const waits = (id: string, endsIn: number) =>
      offer({ id: id as OfferId, state: 'waiting', ringsUntil: null, requestEndsAt: now + endsIn })
    const offers = [waits('c1.1.1', 30_000), waits('c2.1.1', 5_000), waits('c3.1.1', 0), offer({ id: 'c4.1.1' as OfferId })]
    expect(waitingOffers(offers, now).map(({ id }) => id)).toEqual(['c2.1.1', 'c1.1.1'])
  })
})
