/** AV5: what somebody who leaves the team leaves behind, and what becomes of it. */
import { describe, expect, test } from 'vitest'
import { aChat, aMember, aStore, type TestStore, t0 } from './test-store.ts'

/** Ann has the chat, and its shopper is here. */
function heldByAnn(team = ['ann', 'ben']): TestStore {
  const store = aStore(team)
  store.ask('c')
  store.claim('ann', 'c')
  return store
}

describe('AV5: who leaves', () => {
  test('rings no more, and their place goes to a colleague', () => {
    const store = aStore(['ann', 'ben'], { places: 1 })
    store.ask('c')
    expect(store.ringing('c')).toEqual(['ann'])
    store.leave('ann')
    expect(store.happened('OfferWithdrawn')).toMatchObject([{ why: 'unavailable' }])
    expect(store.ringing('c')).toEqual(['ben'])
    expect(store.happened('OfferServed').at(-1)?.passedOver).toEqual([])
  })

  test('is refused whatever they still ask for', () => {
    const store = heldByAnn()
    store.ask('d')
    store.leave('ann')
    const refused = { is: 'refused', why: 'UnknownMember' }
    expect(store.claim('ann', 'd')).toEqual(refused)
    expect(store.claim('ann', 'c')).toEqual(refused)
    expect(store.reply('ann', 'c')).toEqual(refused)
    expect(store.end('ann', 'c')).toEqual(refused)
    expect(store.handBack('ann', 'c')).toEqual(refused)
    expect(store.decline('ann', 'd', { on: 0, off: t0 })).toEqual(refused)
    expect(store.report('ann', 'd', 'displayed')).toEqual(refused)
    expect(store.submit({ type: 'MergeWish', member: aMember('ann'), wish: { on: t0, off: 0 } }).answer).toEqual(refused)
  })

  test('is blamed for nothing that was missed after that', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.deliverAll('c').passTo(20_000).leave('ann').passTo(90_000)
    expect(store.happened('MissCounted').map(({ member }) => member)).toEqual(['ben'])
  })

  test('leaves shoppers told where nobody else can be asked', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.leave('ann')
    expect(store.happened('NobodyCouldBeAsked')).toHaveLength(1)
  })

  test('changes nothing where they were not there', () => {
    const store = aStore(['ann'])
    const before = store.state
    expect(store.submit({ type: 'RemoveMember', member: aMember('zoe') }).answer).toEqual({ is: 'accepted' })
    expect(store.state).toEqual(before)
  })
})

describe('AV5, RE3: a chat whose holder left', () => {
  test('is rescued at once, though the shopper has waited for nothing', () => {
    const store = heldByAnn()
    store.reply('ann', 'c')
    store.passTo(1_000).leave('ann')
    expect(store.chat('c').request).toMatchObject({ why: 'rescue', openedAt: t0 + 1_000, end: null })
    expect([store.holder('c'), ...store.ringing('c')]).toEqual(['ann', 'ben'])
    expect(store.claim('ben', 'c')).toEqual({ is: 'accepted', fence: 2 })
    expect(store.chat('c').standing).toMatchObject({ holder: 'ben', waitingSince: t0 + 1_000 })
  })

  test('goes on being rescued, also by the rescue that was open already, whoever is heard', () => {
    const store = heldByAnn().passTo(180_000)
    expect(store.isBeingRescued('c')).toBe(true)
    store.leave('ann').hear('ann').passTo(200_000)
    expect(store.chat('c').request).toMatchObject({ number: 2, end: null })
  })

  test('is rescued again a minute after nobody came', () => {
    const store = heldByAnn().goUnavailable('ben')
    store.leave('ann').passTo(90_000)
    expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', why: 'nobodyCame' })
    expect(store.passTo(149_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(150_000).isBeingRescued('c')).toBe(true)
  })

  test('OF7: waits for the opening where the store is closed', () => {
    const store = heldByAnn()
    store.close()
    store.passTo(10_000).leave('ann')
    expect(store.isBeingRescued('c')).toBe(false)
    store.passTo(500_000).open()
    expect(store.ringing('c')).toEqual(['ben'])
  })

  test('is let alone once its shopper has left, and rescued when they are back', () => {
    const store = heldByAnn()
    store.stream('c', false)
    store.passTo(30_000).leave('ann')
    expect(store.isBeingRescued('c')).toBe(false)
    store.passTo(60_000).stream('c', true)
    expect(store.isBeingRescued('c')).toBe(true)
    store.stream('c', false)
    store.passTo(80_000)
    expect(store.chat('c').request.end).toMatchObject({ why: 'shopperLeft' })
    expect(store.passTo(680_000).chat('c').standing).toMatchObject({ is: 'ended', by: { is: 'absence' }, lastHolder: 'ann' })
  })

  test('EN1: that ended is reopened as a request', () => {
    const store = heldByAnn()
    store.end('ann', 'c')
    store.leave('ann')
    store.write('c')
    expect(store.chat('c').request.why).toBe('reopened')
    expect(store.ringing('c')).toEqual(['ben'])
  })
})

describe('AV5: who is added again', () => {
  test('begins anew: unavailable, without a row, the first in order', () => {
    const store = aStore(['ann', 'ben'], { missesInRow: 3 })
    store.ask('c')
    store.deliverAll('c').passTo(90_000)
    expect(store.member('ann').missesInRow).toBe(1)
    store.leave('ann').join('ann')
    expect(store.member('ann')).toEqual({
      id: 'ann',
      wish: { on: 0, off: 0 },
      wishChangedAt: t0 + 90_000,
      madeUnavailable: null,
      missesInRow: 0,
      lastClaimAt: null,
    })
  })

  test('has the chat that nobody took meanwhile, with the fence of before', () => {
    const store = heldByAnn().passTo(1_000).leave('ann').join('ann')
    expect(store.holder('c')).toBe('ann')
    expect(store.chat('c').request.end).toMatchObject({ why: 'holderBack' })
    expect(store.reply('ann', 'c', 1)).toMatchObject({ is: 'accepted' })
  })

  test('CL3: may claim by an offer of before', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.leave('ann').join('ann')
    expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
    expect(store.state.chats[aChat('c')]?.standing).toMatchObject({ holder: 'ann' })
  })
})
