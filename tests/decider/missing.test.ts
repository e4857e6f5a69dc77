/** MI1 to MI4: missed chats, who is to blame for them, and what three in a row do. */
import { expect, test } from 'vitest'
import { isUnderMissed } from '../../src/decider/chat.ts'
import { aMember, anOffer, aStore, type TestStore, t0 } from './test-store.ts'

/** A request in which everybody who is asked has the offer and lets it lapse. */
function missAChat(store: TestStore, chat: string): void {
  store.ask(chat)
  store.deliverAll(chat)
  store.pass(90_000)
  store.endAsShopper(chat)
}

test('MI1: a chat without a holder whose request ends unclaimed is under Missed', () => {
  const store = aStore(['ann'])
  store.ask('c')
  expect(isUnderMissed(store.chat('c'))).toBe(false)
  store.passTo(90_000)
  expect(isUnderMissed(store.chat('c'))).toBe(true)
})

test('MI1: anybody of the team can pick it up, whether asked or not, available or not', () => {
  const store = aStore(['ann', 'ben'], { places: 1 }).goUnavailable('ben')
  store.ask('c')
  store.decline('ann', 'c')
  store.passTo(90_000)
  expect(store.pickUp('ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
  expect(store.holder('c')).toBe('ben')
  expect(isUnderMissed(store.chat('c'))).toBe(false)
  expect(store.pickUp('ann', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
  expect(store.pickUp('ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('MI1: a chat that waits, has ended, or would be one too many is not picked up', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  expect(store.pickUp('ann', 'c')).toEqual({ is: 'refused', why: 'NotMissed' })
  store.passTo(90_000)
  store.ask('d')
  store.claim('ann', 'd')
  expect(store.pickUp('ann', 'c')).toEqual({ is: 'refused', why: 'AtCapacity', capacity: 1 })
  store.endAsShopper('c')
  expect(store.pickUp('ann', 'c')).toEqual({ is: 'refused', why: 'ChatEnded' })
})

test('MI1: the shopper can leave a contact while waiting, once missed, and after giving up', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.ask('d')
  expect(store.leaveContact('c')).toEqual({ is: 'accepted' })
  store.passTo(90_000)
  expect(store.leaveContact('c')).toEqual({ is: 'accepted' })
  store.endAsShopper('d')
  expect(store.leaveContact('d')).toEqual({ is: 'accepted' })
  expect(store.chat('d').contactLeftAt).toBe(t0 + 90_000)
})

test('MI1: a chat that was answered and has ended has no use for a contact', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  expect(store.leaveContact('c')).toEqual({ is: 'accepted' })
  store.end('ann', 'c')
  expect(store.leaveContact('c')).toEqual({ is: 'refused', why: 'ChatEnded' })
})

test('MI1: a contact whose holder never came back to it is under Missed once the chat has ended, with the holder', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.reply('ann', 'c')
  store.leaveContact('c')
  store.stream('c', false)
  store.pass(20_000 + 600_000)
  expect(store.chat('c').standing).toMatchObject({ is: 'ended', by: { is: 'absence' }, lastHolder: 'ann', wasMissed: true })
  store.pass(7 * 86_400_000)
  expect(isUnderMissed(store.chat('c'))).toBe(true)
  expect(store.member('ann').missesInRow).toBe(0)
  expect(store.leaveContact('c')).toEqual({ is: 'accepted' })
  expect(store.settle('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.has('c')).toBe(false)
})

test('MI1: a contact that a member has written after, or whose holder ended the chat, is not', () => {
  const store = aStore(['ann'])
  for (const chat of ['c', 'd']) {
    store.ask(chat)
    store.leaveContact(chat)
    store.claim('ann', chat)
  }
  store.reply('ann', 'c')
  store.endAsShopper('c')
  store.end('ann', 'd')
  expect([isUnderMissed(store.chat('c')), isUnderMissed(store.chat('d'))]).toEqual([false, false])
})

test('MI1: an ended chat stays under Missed for its contact, beyond the visit, until it is settled', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  store.leaveContact('c')
  store.endAsShopper('c')
  store.pass(7 * 86_400_000)
  expect(isUnderMissed(store.chat('c'))).toBe(true)
  expect(store.settle('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.has('c')).toBe(false)
})

test('MI1: without a contact an ended chat is no longer under Missed, and is forgotten after the visit', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  store.endAsShopper('c')
  expect(isUnderMissed(store.chat('c'))).toBe(false)
  store.pass(1_799_999)
  expect(store.has('c')).toBe(true)
  store.pass(1)
  expect(store.has('c')).toBe(false)
})

test('MI1: settling takes a missed chat off the list, once', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  expect(store.settle('ann', 'c')).toEqual({ is: 'refused', why: 'NotMissed' })
  store.passTo(90_000)
  expect(store.settle('ann', 'c')).toEqual({ is: 'accepted' })
  expect(isUnderMissed(store.chat('c'))).toBe(false)
  expect(store.settle('ben', 'c')).toEqual({ is: 'accepted' })
  expect(store.happened('MissedChatSettled')).toEqual([{ type: 'MissedChatSettled', chat: 'c', member: 'ann' }])
})

test('MI1: a chat that somebody has is not settled', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  expect(store.settle('ben', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ann' })
  store.end('ann', 'c')
  expect(store.settle('ben', 'c')).toEqual({ is: 'refused', why: 'NotMissed' })
})

test('MI1: what the shopper writes or leaves after a chat was settled puts it back under Missed', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  store.settle('ann', 'c')
  expect(store.write('c')).toEqual({ is: 'accepted', number: 2 })
  expect(isUnderMissed(store.chat('c'))).toBe(true)
  store.settle('ann', 'c')
  store.leaveContact('c')
  expect(isUnderMissed(store.chat('c'))).toBe(true)
})

test('MI1: writing in a missed chat leaves a message and opens no request', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  expect(store.write('c')).toEqual({ is: 'accepted', number: 2 })
  expect(store.happened('RequestOpened')).toHaveLength(1)
})

test('MI2: an offer that rang 15 s and lapsed is a miss once the request has ended unclaimed', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(89_999)
  expect(store.happened('MissCounted')).toEqual([])
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([{ type: 'MissCounted', member: 'ann', chat: 'c', request: 1, row: 1 }])
})

test('MI2: the shopper giving up counts like a missed request, whether they left or ended the chat', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c', { isHere: false })
  store.deliverAll('c')
  store.passTo(20_000)
  store.ask('d')
  store.deliverAll('d')
  store.passTo(40_000).endAsShopper('d')
  expect(store.happened('MissCounted').map(({ member, chat, row }) => [member, chat, row])).toEqual([
    ['ann', 'c', 1],
    ['ben', 'c', 1],
    ['ann', 'd', 2],
    ['ben', 'd', 2],
  ])
})

test('MI2: at most one miss a request, however often it rang', () => {
  const store = aStore(['ann'])
  store.ask('c')
  for (let ring = 0; ring < 4; ring++) {
    store.deliverAll('c')
    store.pass(25_000)
  }
  expect(store.offersOf('ann', 'c').length).toBeGreaterThan(1)
  expect(store.happened('MissCounted')).toHaveLength(1)
})

test('MI2: an offer that never reached a device is nobody’s miss', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: a ring that was cut short is nobody’s miss', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(74_000).goAvailable('ann')
  store.deliverAll('c')
  store.passTo(90_000)
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'lapsed', stoppedAt: t0 + 88_000 })
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: who was still being rung near the end had no time to answer', () => {
  const store = aStore(['ann'], { answerMarginMs: 0 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(74_000)
  store.deliverAll('c')
  store.changePolicy({ answerMarginMs: 2_000 })
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: who was being rung when the shopper gave up is not to blame', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(25_000).deliverAll('c')
  store.passTo(30_000).endAsShopper('c')
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: a dead Wi-Fi is nobody’s miss', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(14_999).silence('ann')
  store.passTo(90_000)
  expect(store.offerOf('ann', 'c').ring.is).toBe('lapsed')
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: heard again after the ring, the member was there', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(14_999).silence('ann')
  store.passTo(80_000).hear('ann')
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toHaveLength(1)
})

test('MI2: who declined has answered', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000).decline('ann', 'c')
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: who declined when asked again has answered, whatever lapsed before', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(25_000).decline('ann', 'c')
  expect(store.offersOf('ann', 'c').map((offer) => offer.ring.is)).toEqual(['lapsed', 'declined'])
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: who is being rung when the shopper leaves is not to blame, without a margin and looked at late too', () => {
  const store = aStore(['ann'], { answerMarginMs: 0, askAgainAfterMs: 1_000 })
  store.ask('c', { isHere: false })
  store.deliverAll('c')
  store.passTo(16_000).deliverAll('c')
  expect(store.ringing('c')).toEqual(['ann'])
  store.stall(6_000).leaveContact('c')
  expect(store.chat('c').request.end).toEqual({ how: 'withdrawn', at: t0 + 20_000, why: 'shopperLeft' })
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: who tried to claim without having capacity has answered', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(16_000)
  store.ask('d')
  store.claim('ann', 'd')
  expect(store.claim('ann', 'c')).toMatchObject({ why: 'AtCapacity' })
  expect(store.claim('ann', 'c')).toMatchObject({ why: 'AtCapacity' })
  expect(store.chat('c').request.answeredBy).toEqual(['ann'])
  store.passTo(90_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: a chat that a colleague claimed is nobody’s miss', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000).claim('ben', 'c')
  store.passTo(100_000)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: time the server was down counts for nobody', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(5_000)
  store.restart(60_000)
  store.stream('c', true)
  store.passTo(200_000)
  expect(store.offersOf('ann', 'c')[0]?.ring).toEqual({ is: 'lapsed', stoppedAt: t0 + 45_000 })
  expect(store.happened('RequestMissed')).toHaveLength(1)
  expect(store.happened('MissCounted')).toEqual([])
})

test('MI2: a ring that lasted its countdown beside the time the server was down counts', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(5_000)
  store.restart(20_000)
  store.stream('c', true)
  store.passTo(200_000)
  expect(store.offersOf('ann', 'c')[0]?.ring).toEqual({ is: 'lapsed', stoppedAt: t0 + 35_000 })
  expect(store.happened('MissCounted')).toHaveLength(1)
})

test('MI3: three misses in a row make unavailable, with the server’s own stamp', () => {
  const store = aStore(['ann'])
  for (const chat of ['c', 'd', 'e']) {
    expect(store.isAvailable('ann')).toBe(true)
    missAChat(store, chat)
  }
  expect(store.happened('MadeUnavailable')).toEqual([
    { type: 'MadeUnavailable', member: 'ann', wish: { on: t0, off: t0 + 270_000 } },
  ])
  expect(store.member('ann')).toMatchObject({ madeUnavailable: { at: t0 + 270_000, why: 'misses' }, missesInRow: 3 })
  expect(store.isAvailable('ann')).toBe(false)
})

test('MI3, AV2: the server’s stamp beats every stamp seen', () => {
  const store = aStore(['ann'], { missesInRow: 1 })
  store.submit({ type: 'MergeWish', member: aMember('ann'), wish: { on: t0 + 59_999, off: t0 } })
  store.changePolicy({ requestLifeMs: 20_000 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000)
  expect(store.member('ann').wish).toEqual({ on: t0 + 59_999, off: t0 + 60_000 })
})

test('MI3, AV4: being made unavailable stops what rings', () => {
  const store = aStore(['ann'], { missesInRow: 1 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(15_000)
  store.ask('d')
  store.deliverAll('d')
  store.passTo(17_000).endAsShopper('c')
  expect(store.offerOf('ann', 'd').ring).toEqual({ is: 'withdrawn', stoppedAt: t0 + 17_000, why: 'unavailable' })
})

test('MI3: only going available ends it', () => {
  const store = aStore(['ann'], { missesInRow: 1 })
  missAChat(store, 'c')
  store.goUnavailable('ann')
  expect(store.member('ann').madeUnavailable).toEqual({ at: t0 + 90_000, why: 'misses' })
  store.goAvailable('ann')
  expect(store.member('ann')).toMatchObject({ madeUnavailable: null, missesInRow: 0 })
})

test('MI3: who has gone unavailable meanwhile is not made so', () => {
  const store = aStore(['ann'], { missesInRow: 1 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000).goUnavailable('ann')
  store.passTo(90_000)
  expect(store.member('ann')).toMatchObject({ missesInRow: 1, madeUnavailable: null })
  expect(store.happened('MadeUnavailable')).toEqual([])
})

const answers: Record<string, (store: TestStore) => void> = {
  'a claim': (store) => {
    store.ask('x')
    store.claim('ann', 'x')
  },
  'a decline': (store) => {
    store.ask('x')
    store.decline('ann', 'x')
  },
  'a pick-up': (store) => {
    store.ask('x', { isHere: false })
    store.pass(90_000).pickUp('ann', 'x')
  },
  'a claim that comes too late': (store) => {
    store.claim('ann', 'last')
  },
  'a claim that a colleague was faster with': (store) => {
    store.ask('x')
    store.claim('ben', 'x')
    store.claim('ann', 'x')
  },
  'a decline that comes too late': (store) => {
    store.decline('ann', 'last')
  },
  'going available after having been unavailable': (store) => {
    store.goUnavailable('ann').goAvailable('ann')
  },
}

test.each(Object.entries(answers))('MI4: %s starts the row again', (_, answer) => {
  const store = aStore(['ann', 'ben'])
  missAChat(store, 'c')
  missAChat(store, 'last')
  expect(store.member('ann').missesInRow).toBe(2)
  answer(store)
  expect(store.member('ann').missesInRow).toBe(0)
  expect(store.happened('MissesForgiven').filter((event) => event.member === 'ann')).toHaveLength(1)
})

test('MI4: a chat claimed by a colleague neither counts nor resets', () => {
  const store = aStore(['ann', 'ben'])
  missAChat(store, 'c')
  store.ask('d')
  store.deliverAll('d')
  store.pass(20_000).claim('ben', 'd')
  expect(store.member('ann').missesInRow).toBe(1)
})

test('MI4: going available while available already resets nothing', () => {
  const store = aStore(['ann'])
  missAChat(store, 'c')
  store.goAvailable('ann')
  expect(store.member('ann').missesInRow).toBe(1)
})

test('MI4: a claim of a chat in which one was never asked is no answer', () => {
  const store = aStore(['ann', 'ben'])
  missAChat(store, 'c')
  store.goUnavailable('ann')
  store.ask('d')
  expect(store.claim('ann', 'd')).toEqual({ is: 'refused', why: 'NeverServed' })
  expect(store.member('ann').missesInRow).toBe(1)
})

test('MI4: a decline of an offer that there never was is no answer', () => {
  const store = aStore(['ann'])
  missAChat(store, 'c')
  store.submit({ type: 'DeclineOffer', member: aMember('ann'), offer: anOffer('nothing.1.1'), wish: null })
  expect(store.member('ann').missesInRow).toBe(1)
})
