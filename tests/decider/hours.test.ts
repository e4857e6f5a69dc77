/** OF7, AV1: what a store's hours mean to shoppers who ask, to what rings, and to who is available. */
import { describe, expect, test } from 'vitest'
import { nextDeadline } from '../../src/decider/deadlines.ts'
import { aMember, aStore, t0 } from './test-store.ts'

const hour = 3_600_000

describe('while the store is closed', () => {
  test('OF7: a question rings nobody, the shopper is told at once, and the request runs on', () => {
    const store = aStore(['ann', 'ben'])
    store.close({ opensAt: hour })
    store.ask('c')
    expect(store.happened('OfferServed')).toEqual([])
    expect(store.times('NobodyCouldBeAsked')).toEqual([0])
    expect(store.chat('c').request).toMatchObject({ isNobodyTold: true, end: null })
    store.passTo(90_000)
    expect(store.chat('c').request.end).toMatchObject({ how: 'missed', at: t0 + 90_000 })
  })

  test('OF7: going available is possible, and rings at the opening', () => {
    const store = aStore(['ann']).goUnavailable('ann')
    store.close()
    store.ask('c')
    store.passTo(5_000).goAvailable('ann')
    expect([store.isAvailable('ann'), store.ringing('c')]).toEqual([true, []])
    store.passTo(8_000).open()
    expect(store.ringing('c')).toEqual(['ann'])
    expect(store.chat('c').request.isNobodyTold).toBe(false)
  })

  test('OF7, OF5: a report that comes late stays silent, and claimable', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(6_000).close()
    expect(store.report('ann', 'c', 'displayed')).toEqual({ is: 'accepted' })
    expect(store.ringing('c')).toEqual([])
    expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  })

  test('OF7, MI1: a missed chat can be picked up', () => {
    const store = aStore(['ann'])
    store.close()
    store.ask('c')
    store.passTo(90_000)
    expect(store.pickUp('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  })

  test('OF7, EN1: a reopened chat is a request, however near its last holder is', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.claim('ann', 'c')
    store.end('ann', 'c')
    store.close()
    store.write('c')
    expect(store.holder('c')).toBeNull()
    expect(store.chat('c').request).toMatchObject({ number: 2, why: 'reopened', isNobodyTold: true })
  })

  test('OF7, RE3: nobody is asked to the rescue until the opening', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.claim('ann', 'c')
    store.close()
    store.silence('ann').passTo(200_000).submit({ type: 'LookAtTime' })
    expect(store.isBeingRescued('c')).toBe(false)
    expect(nextDeadline(store.state, t0 + 200_000, store.circumstances())).toBeNull()
    store.open()
    expect([store.isBeingRescued('c'), store.ringing('c')]).toEqual([true, ['ben']])
  })

  test('OF7, CL7: a chat that is handed back waits in silence', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.claim('ann', 'c')
    store.close()
    store.handBack('ann', 'c')
    expect(store.chat('c').request).toMatchObject({ why: 'handedBack', isNobodyTold: true, offers: [] })
  })
})

describe('closing', () => {
  test('OF7: withdraws what rings, and tells whoever waits', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.deliverAll('c')
    store.passTo(3_000).close()
    expect(store.happened('OfferWithdrawn').map(({ why }) => why)).toEqual(['storeClosed', 'storeClosed'])
    expect(store.times('NobodyCouldBeAsked')).toEqual([3_000])
    expect([store.isAvailable('ann'), store.isAvailable('ben')]).toEqual([true, true])
  })

  test('OF7, OF2: who was withdrawn so is asked again at the opening, and not sooner than after their rest', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(3_000).close()
    store.passTo(5_000).open()
    expect(store.ringing('c')).toEqual([])
    store.passTo(13_000)
    expect(store.ringing('c')).toEqual(['ann'])
  })

  test('OF7: a rescue that is open runs on in silence, and can be claimed', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.claim('ann', 'c')
    store.silence('ann').passTo(60_000)
    store.close()
    expect([store.isBeingRescued('c'), store.ringing('c')]).toEqual([true, []])
    expect(store.claim('ben', 'c')).toEqual({ is: 'accepted', fence: 2 })
  })

  test('OF7: nobody is cut off', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.claim('ann', 'c')
    store.close({ goUnavailable: true })
    expect(store.reply('ann', 'c')).toEqual({ is: 'accepted', number: 2 })
    expect(store.holder('c')).toBe('ann')
  })

  test('AV1, AV4: where the store wants it everybody goes unavailable, by the server’s own stamp and with the reason', () => {
    const store = aStore(['ann', 'ben']).goUnavailable('ben')
    store.submit({ type: 'MergeWish', member: aMember('ann'), wish: { on: t0 + 59_999, off: t0 } })
    store.ask('c')
    store.passTo(4_000).close({ goUnavailable: true })
    expect(store.happened('MadeUnavailable')).toEqual([
      { type: 'MadeUnavailable', member: 'ann', wish: { on: t0 + 59_999, off: t0 + 60_000 }, why: 'storeClosed' },
    ])
    expect(store.member('ann').madeUnavailable).toEqual({ at: t0 + 4_000, why: 'storeClosed' })
    expect(store.member('ben').madeUnavailable).toBeNull()
  })

  test('AV1, MI4: it is no blame, opening makes nobody available, and going available ends it', () => {
    const store = aStore(['ann'])
    store.close({ goUnavailable: true })
    expect(store.happened('MissCounted')).toEqual([])
    store.passTo(hour).open()
    expect(store.isAvailable('ann')).toBe(false)
    store.goAvailable('ann')
    expect(store.member('ann').madeUnavailable).toBeNull()
  })

  test('MI2: a request that ends while the store is closed blames nobody', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.deliverAll('c')
    store.passTo(70_000).close()
    store.passTo(90_000)
    expect(store.chat('c').request.end?.how).toBe('missed')
    expect(store.happened('OfferLapsed')).not.toEqual([])
    expect(store.happened('MissCounted')).toEqual([])
  })

  test('MI2: one that ended before blames as ever, however late anybody looks', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.deliverAll('c')
    store.passTo(80_000).stall(20_000).close()
    expect(store.happened('MissCounted')).toMatchObject([{ member: 'ann' }])
  })
})

describe('hours that are told again', () => {
  test('OF7: a store that is closed is closed once', () => {
    const store = aStore(['ann'])
    store.close({ opensAt: hour })
    store.goAvailable('ann')
    const before = store.state
    store.close({ opensAt: hour, goUnavailable: true })
    expect(store.state).toEqual(before)
  })

  test('OF7: another opening is told, and is all that changes', () => {
    const store = aStore(['ann'])
    store.close({ opensAt: hour })
    store.passTo(1_000).close({ opensAt: 2 * hour, goUnavailable: true })
    expect(store.state.opening).toEqual({ is: 'closed', since: t0, opensAt: t0 + 2 * hour })
    expect(store.isAvailable('ann')).toBe(true)
  })

  test('OF7: a store that is open stays so', () => {
    const store = aStore(['ann'])
    const before = store.state
    store.open()
    expect(store.state).toEqual(before)
    expect(before.opening).toEqual({ is: 'open', since: 0 })
  })

  test('OF7: nothing happens by the opening that was told', () => {
    const store = aStore(['ann'])
    store.close({ opensAt: 10_000 })
    store.ask('c')
    store.passTo(20_000)
    expect(store.state.opening.is).toBe('closed')
    expect(store.ringing('c')).toEqual([])
  })
})
