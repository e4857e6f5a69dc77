/** What is on stage, for every state of an offer and everything that this page may have done about it. */
import { describe, expect, test } from 'vitest'
import type { ChatId, MemberId, OfferId } from '../../src/identifiers.ts'
import type { OfferRow } from '../../src/protocol/feed.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import { type Deeds, ringLeftMs, stageOf, waitingOffers } from '../../src/staff/incoming/stage.ts'
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
const is = (offers: readonly OfferRow[], deeds: Deeds = nothing, last: OfferId | null = first) => {
  const stage = stageOf(offers, deeds, last)
  return stage.is === 'outcome' ? stage.outcome.is : stage.is
}

describe('the stage', () => {
  test('what rings is shown, also to a page that has just been opened', () => {
    expect(is([offer()], nothing, null)).toBe('ringing')
    expect(is([], nothing, null)).toBe('quiet')
  })

  test('of two that ring, as when one is replaced by another at once, the newer is shown', () => {
    const newer = offer({ id: 'c2.1.1' as OfferId, chat: 'c2' as ChatId, servedAt: now })
    expect(stageOf([newer, offer()], nothing, first)).toMatchObject({ is: 'ringing', offer: { id: newer.id } })
    expect(stageOf([offer(), newer], nothing, first)).toMatchObject({ is: 'ringing', offer: { id: newer.id } })
  })

  test('what rings takes the stage from an outcome that is still shown', () => {
    const newer = offer({ id: 'c2.1.1' as OfferId, chat: 'c2' as ChatId })
    expect(stageOf([offer({ state: 'taken' }), newer], nothing, first)).toMatchObject({ is: 'ringing', offer: { id: newer.id } })
  })

  test('CL4: whoever loses is told who has the chat, and Done ends it', () => {
    const taken = offer({ state: 'taken', takenBy: { id: 'ben' as MemberId, name: 'Ben' } })
    expect(stageOf([taken], nothing, first)).toMatchObject({ outcome: { is: 'taken', by: 'Ben' } })
    expect(is([taken], closed(false))).toBe('quiet')
  })

  test('CL4: the refusal of a claim names the winner before the row does', () => {
    const deeds = refused('already-claimed', { by: { id: 'ben' as MemberId, name: 'Ben' } })
    expect(stageOf([offer()], deeds, first)).toMatchObject({ outcome: { is: 'taken', by: 'Ben' } })
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
