/** Would this device ring, and what did a bell check come to: facts in, words' names out. */
import { describe, expect, test } from 'vitest'
import { type CheckTimes, resultOf } from '../../src/bell-check-result.ts'
import type { ShiftId } from '../../src/identifiers.ts'
import { de } from '../../src/locales/staff/de.ts'
import type { ChatRow, OfferRow } from '../../src/protocol/feed.ts'
import type { BellCheck, PushFailure } from '../../src/protocol/push.ts'
import { failureInWords } from '../../src/staff/bell/check-failure.ts'
import { waitingChats } from '../../src/staff/bell/icon-badge.ts'
import { obstaclesFor, type RingFacts } from '../../src/staff/bell/obstacles.ts'
import { chat, now, offer } from './fixtures/rows.ts'

describe('would this device ring', () => {
  const well: RingFacts = {
    isConnected: true,
    permission: 'granted',
    needsInstalling: false,
    subscription: 'saved',
    volume: 0.5,
    canSound: true,
  }
  const obstacles = (facts: Partial<RingFacts>) => obstaclesFor({ ...well, ...facts })

  test('one that is well would', () => {
    expect(obstacles({})).toEqual([])
    // While it is being seen to, nobody is alarmed.
    expect(obstacles({ subscription: null })).toEqual([])
  })

  test.each<[keyof RingFacts | string, Partial<RingFacts>, string]>([
    ['permission denied', { permission: 'denied' }, 'denied'],
    ['permission taken back after the subscription', { subscription: 'blocked' }, 'denied'],
    ['not asked yet', { permission: 'notAsked', subscription: null }, 'notAsked'],
    ['a page on an iPhone, where there is no push at all', { needsInstalling: true, permission: 'impossible' }, 'notInstalled'],
    ['a browser without push', { permission: 'impossible' }, 'impossible'],
    ['no push service', { subscription: 'noService' }, 'noService'],
    ['a server that does not take the subscription', { subscription: 'refused' }, 'notRegistered'],
    ['a server that did not answer', { subscription: 'unreachable' }, 'notRegistered'],
    ['sound off', { volume: 0 }, 'soundOff'],
    ['a page that was not tapped', { canSound: false }, 'soundLocked'],
    ['no connection', { isConnected: false }, 'offline'],
  ])('%s', (_what, facts, obstacle) => {
    expect(obstacles(facts)).toEqual([obstacle])
  })

  test('the worst comes first, one reason for each way to ring', () => {
    expect(obstacles({ isConnected: false, volume: 0, canSound: false, permission: 'denied', subscription: null })).toEqual([
      'offline',
      'soundOff',
      'denied',
    ])
    expect(obstacles({ isConnected: false, subscription: 'unreachable' })).toEqual(['offline'])
  })
})

describe('what a bell check came to', () => {
  const way = (more: Partial<CheckTimes> = {}): CheckTimes => ({
    sentAt: now,
    deliveredAt: null,
    displayedAt: null,
    tappedAt: null,
    failure: null,
    ...more,
  })
  const check = (page: CheckTimes | null, push: CheckTimes | null, ageMs = 0) =>
    resultOf({ id: 'k1', shift: 's1' as ShiftId, startedAt: now - ageMs, page, push } satisfies BellCheck, now)

  test('the furthest of both ways counts', () => {
    expect(check(way(), way())).toBe('underway')
    expect(check(way(), way({ displayedAt: now }))).toBe('rings')
    expect(check(way({ deliveredAt: now, displayedAt: now, tappedAt: now }), way())).toBe('heard')
  })

  test('nothing is said to be wrong before it had its time', () => {
    expect(check(way(), null, 5_000)).toBe('underway')
    expect(check(way(), null, 15_000)).toBe('silent')
    expect(check(null, way({ deliveredAt: now }), 1_000)).toBe('underway')
    expect(check(null, way({ deliveredAt: now }), 15_000)).toBe('unseen')
  })

  test('what cannot work is said at once', () => {
    expect(check(null, null)).toBe('noWay')
    expect(check(null, way({ sentAt: null, failure: '410' }))).toBe('failed')
    expect(check(way(), way({ sentAt: null, failure: '410' }))).toBe('underway')
  })

  test('why it could not be sent is said in the member’s language, and in the server’s words only where those are all there is', () => {
    const said = (more: Partial<CheckTimes>) => failureInWords(way(more), de)
    expect(said({})).toBeNull()
    for (const [failureKind, words] of Object.entries(de.bell.failure)) {
      expect(said({ failure: 'English', failureKind: failureKind as PushFailure })).toBe(words)
    }
    expect(said({ failure: 'Of an older server.' })).toBe('Of an older server.')
    expect(said({ failure: 'Of a newer one.', failureKind: 'eclipsed' as never })).toBe('Of a newer one.')
  })
})

test('the icon counts what can be claimed and what has not been read', () => {
  const count = (offers: readonly OfferRow[], chats: readonly ChatRow[]) => waitingChats(offers, chats, () => 0, now)
  expect(count([], [])).toBe(0)
  expect(count([offer(), offer({ state: 'waiting' }), offer({ state: 'taken' }), offer({ requestEndsAt: now })], [])).toBe(2)
  const unread = chat({ messages: 4, lastFromMember: 2 })
  expect(count([], [unread, chat({ messages: 2, lastFromMember: 2 }), { ...unread, ended: { at: now, by: 'member' } }])).toBe(1)
})
