/** CL1, CL3, CL4, CL6 and the checks of CL5: who gets a chat, and what everybody else is told. */
import { describe, expect, test } from 'vitest'
import { aChat, aMember, aStore, t0 } from './test-store.ts'

const tooLate = { is: 'refused', why: 'AskedTooLate' }

test('CL1: the first committed claim wins', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.passTo(3_000)
  expect(store.claim('ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
  expect(store.chat('c')).toMatchObject({
    fence: 1,
    standing: { is: 'held', holder: 'ben', since: t0 + 3_000 },
    request: { end: { how: 'claimed', at: t0 + 3_000, by: 'ben' } },
  })
  expect(store.member('ben').lastClaimAt).toBe(t0 + 3_000)
})

test('CL1: a claim stops the colleagues’ rings and answers the member’s own offer', () => {
  const store = aStore(['ann', 'ben', 'cat'])
  store.ask('c')
  store.passTo(3_000).claim('ben', 'c')
  expect(store.chat('c').request.offers.map((offer) => offer.ring)).toEqual([
    { is: 'withdrawn', stoppedAt: t0 + 3_000, why: 'requestEnded' },
    { is: 'claimed', stoppedAt: t0 + 3_000 },
    { is: 'withdrawn', stoppedAt: t0 + 3_000, why: 'requestEnded' },
  ])
})

test('CL1: the holder’s second claim gets what the first got', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  const before = store.state
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  expect(store.state).toEqual(before)
})

test('CL3: the countdown’s end silences the ring and takes nothing away', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000)
  expect(store.offerOf('ann', 'c').ring.is).toBe('lapsed')
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('CL3: an offer that never reached a device can be claimed', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(8_000)
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('CL3: who was never served cannot claim', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  expect(store.claim('ben', 'c')).toEqual({ is: 'refused', why: 'NeverServed' })
})

test('CL3: who was served in an earlier request of the chat may claim in a later one', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c', { isHere: false })
  store.passTo(20_000).goUnavailable('ann')
  store.stream('c', true)
  expect(store.offersOf('ann', 'c')).toEqual([])
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('CL3: who declined this request cannot claim in it', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.decline('ann', 'c')
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
})

test('CL3: going unavailable does not take away a claim, and a claim does not change the wish', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.goUnavailable('ann')
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  expect(store.isAvailable('ann')).toBe(false)
})

test('CL3, OF6: who is at capacity cannot claim, and may again once a chat has ended', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.passTo(5_000)
  store.ask('d')
  store.claim('ann', 'c')
  expect(store.claim('ann', 'd')).toEqual({ is: 'refused', why: 'AtCapacity', capacity: 1 })
  store.end('ann', 'c')
  expect(store.claim('ann', 'd')).toEqual({ is: 'accepted', fence: 1 })
})

test('CL4: whoever comes too late for anybody to have it is told that the request ended', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'RequestEnded' })
})

test('CL4: whoever loses is told who has the chat, or who had it last', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ben', 'c')
  store.end('ben', 'c')
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
  expect(store.claim('ben', 'c')).toEqual({ is: 'refused', why: 'ChatEnded' })
})

test('CL4: a claim of a chat that ended while nobody had it is told so', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.endAsShopper('c')
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'ChatEnded' })
})

test('CL5: only the holder writes, and messages are numbered without gaps', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  expect(store.reply('ann', 'c')).toEqual({ is: 'accepted', number: 2 })
  expect(store.write('c')).toEqual({ is: 'accepted', number: 3 })
  expect(store.reply('ben', 'c')).toEqual({ is: 'refused', why: 'NotHolder', holder: 'ann' })
  expect(store.reply('ann', 'c')).toEqual({ is: 'accepted', number: 4 })
  expect(store.chat('c').messages).toBe(4)
})

test('CL5: nobody writes to a chat that nobody has', () => {
  const store = aStore(['ann'])
  store.ask('c')
  expect(store.reply('ann', 'c', 1)).toEqual({ is: 'refused', why: 'NotHolder', holder: null })
})

test('CL5: the fence rises each time the chat gets a holder, and an older one is refused', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  store.write('c')
  expect(store.chat('c').fence).toBe(2)
  expect(store.reply('ann', 'c', 1)).toEqual({ is: 'refused', why: 'StaleFence', holder: 'ann' })
  expect(store.reply('ann', 'c', 3)).toEqual({ is: 'refused', why: 'StaleFence', holder: 'ann' })
  expect(store.end('ann', 'c', 1)).toEqual({ is: 'refused', why: 'StaleFence', holder: 'ann' })
  expect(store.reply('ann', 'c', 2)).toMatchObject({ is: 'accepted' })
})

test('CL5: the fence goes on rising over requests, pick-ups and reopenings', () => {
  const store = aStore(['ann'])
  store.ask('c')
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  store.end('ann', 'c')
  store.goUnavailable('ann').write('c')
  store.goAvailable('ann')
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 2 })
  store.end('ann', 'c')
  store.goUnavailable('ann').write('c')
  store.pass(90_000)
  expect(store.pickUp('ann', 'c')).toEqual({ is: 'accepted', fence: 3 })
})

test('CL5: nobody of the team writes to a chat that has ended', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  expect(store.reply('ann', 'c')).toEqual({ is: 'refused', why: 'ChatEnded' })
})

describe('CL6: a tap that is too old', () => {
  test('asks until its time, and at that very instant no longer', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(30_000)
    expect(store.claim('ann', 'c', 30_000)).toEqual(tooLate)
    expect(store.holder('c')).toBeNull()
    expect(store.claim('ann', 'c', 30_001)).toEqual({ is: 'accepted', fence: 1 })
  })

  test('is an answer: no miss of the member’s, and their row starts again (MI2, MI4)', () => {
    const store = aStore(['ann'], { missesInRow: 3 })
    store.ask('c')
    store.deliverAll('c').passTo(90_000)
    expect(store.member('ann').missesInRow).toBe(1)
    store.ask('d')
    store.deliverAll('d').pass(40_000)
    expect(store.claim('ann', 'd', 100_000)).toEqual(tooLate)
    expect(store.member('ann').missesInRow).toBe(0)
    store.pass(60_000)
    expect(store.chat('d').request.end?.how).toBe('missed')
    expect(store.happened('MissCounted')).toHaveLength(1)
  })

  test('leaves everything as it was: the chat can be claimed, by them too', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.claim('ann', 'c', 0)
    expect(store.ringing('c')).toEqual(['ann', 'ben'])
    expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
  })

  test('hears better news first: it is theirs, a colleague’s, over, or nothing for them', () => {
    const store = aStore(['ann', 'ben', 'cat'], { capacity: 1, places: 2 })
    store.ask('c')
    expect(store.claim('cat', 'c', 0)).toEqual({ is: 'refused', why: 'NeverServed' })
    store.claim('ben', 'c')
    expect(store.claim('ben', 'c', 0)).toEqual({ is: 'accepted', fence: 1 })
    expect(store.claim('ann', 'c', 0)).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
    store.ask('d')
    store.decline('cat', 'd')
    expect(store.claim('cat', 'd', 0)).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
    store.endAsShopper('d')
    expect(store.claim('ann', 'd', 0)).toEqual({ is: 'refused', why: 'ChatEnded' })
  })

  test('does not pick up either', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    store.passTo(90_000)
    expect(store.pickUp('ben', 'c', 90_000)).toEqual(tooLate)
    expect(store.pickUp('ben', 'c', 90_001)).toEqual({ is: 'accepted', fence: 1 })
    expect(store.pickUp('ben', 'c', 0)).toEqual({ is: 'accepted', fence: 1 })
    expect(store.pickUp('ann', 'c', 0)).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
  })
})

test.each(['x', 'constructor', '__proto__', 'toString', ''])('what the store does not have is unknown: %j', (name) => {
  const store = aStore(['ann'])
  store.ask('c')
  const unknownChat = { is: 'refused', why: 'UnknownChat' }
  const unknownMember = { is: 'refused', why: 'UnknownMember' }
  expect(store.claim('ann', name)).toEqual(unknownChat)
  expect(store.pickUp('ann', name)).toEqual(unknownChat)
  expect(store.settle('ann', name)).toEqual(unknownChat)
  expect(store.handBack('ann', name, 1)).toEqual(unknownChat)
  expect(store.end('ann', name, 1)).toEqual(unknownChat)
  expect(store.endAsShopper(name)).toEqual(unknownChat)
  expect(store.reply('ann', name, 1)).toEqual(unknownChat)
  expect(store.write(name)).toEqual(unknownChat)
  expect(store.leaveContact(name)).toEqual(unknownChat)
  expect(store.stream(name, true)).toEqual(unknownChat)
  expect(store.claim(name, 'c')).toEqual(unknownMember)
  expect(store.pickUp(name, 'c')).toEqual(unknownMember)
  expect(store.settle(name, 'c')).toEqual(unknownMember)
  expect(store.handBack(name, 'c', 1)).toEqual(unknownMember)
  expect(store.end(name, 'c', 1)).toEqual(unknownMember)
  expect(store.reply(name, 'c', 1)).toEqual(unknownMember)
  const member = aMember(name)
  const offer = store.offerOf('ann', 'c').id
  expect(store.submit({ type: 'DeclineOffer', member, offer, wish: null }).answer).toEqual(unknownMember)
  expect(store.submit({ type: 'ReportOffer', member, offer, seen: 'displayed' }).answer).toEqual(unknownMember)
  expect(store.submit({ type: 'MergeWish', member, wish: { on: 1, off: 0 } }).answer).toEqual(unknownMember)
  expect(store.submit({ type: 'ClaimChat', member: aMember('ann'), chat: aChat('c'), asksUntil: null }).answer).toMatchObject({
    is: 'accepted',
  })
})
