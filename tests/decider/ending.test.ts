/** EN1: how chats end, when they are reopened, and when they are forgotten. */
import { expect, test } from 'vitest'
import { aStore, t0 } from './test-store.ts'

test('EN1: the holder ends a chat, and it uses no capacity any more', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.ask('d')
  store.passTo(5_000)
  expect(store.end('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.chat('c').standing).toEqual({
    is: 'ended',
    at: t0 + 5_000,
    by: { is: 'member', member: 'ann' },
    lastHolder: 'ann',
    wasMissed: false,
    settledBy: null,
  })
  expect(store.ringing('d')).toEqual(['ann'])
})

test('EN1: nobody of the team but the holder ends a chat', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  expect(store.end('ann', 'c', 1)).toEqual({ is: 'refused', why: 'NotHolder', holder: null })
  store.claim('ann', 'c')
  expect(store.end('ben', 'c')).toEqual({ is: 'refused', why: 'NotHolder', holder: 'ann' })
})

test('EN1: the shopper ends a chat, waiting or held, once', () => {
  const store = aStore(['ann'])
  store.ask('c')
  expect(store.endAsShopper('c')).toEqual({ is: 'accepted' })
  expect(store.chat('c')).toMatchObject({
    request: { end: { how: 'withdrawn', why: 'chatEnded' } },
    standing: { is: 'ended', by: { is: 'shopper' }, lastHolder: null, wasMissed: true },
  })
  expect(store.ringing('c')).toEqual([])
  expect(store.endAsShopper('c')).toEqual({ is: 'refused', why: 'ChatEnded' })
  store.ask('d')
  store.claim('ann', 'd')
  expect(store.endAsShopper('d')).toEqual({ is: 'accepted' })
  expect(store.chat('d').standing).toMatchObject({ lastHolder: 'ann', wasMissed: false })
})

test('EN1: a chat ends 10 min after its shopper left, which is 20 s after their last stream closed', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.passTo(10_000).stream('c', false)
  store.passTo(629_999)
  expect(store.holder('c')).toBe('ann')
  store.passTo(630_000)
  expect(store.chat('c').standing).toMatchObject({ is: 'ended', at: t0 + 630_000, by: { is: 'absence' } })
})

test('EN1: a chat without a holder ends by absence too', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(620_000)
  expect(store.chat('c').standing).toMatchObject({ is: 'ended', by: { is: 'absence' }, wasMissed: true })
})

test('EN1: a shopper who is back in time keeps the chat', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.stream('c', false)
  store.passTo(619_999).stream('c', true)
  store.passTo(2_000_000)
  expect(store.holder('c')).toBe('ann')
})

test('EN1: a shopper without a stream who writes is there', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.stream('c', false)
  store.passTo(600_000).write('c')
  store.passTo(1_219_999)
  expect(store.holder('c')).toBe('ann')
  store.passTo(1_220_000)
  expect(store.holder('c')).toBeNull()
})

test('EN1: who is back at a chat whose request was withdrawn because they left gets a new request', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(60_000).stream('c', true)
  expect(store.chat('c').request).toMatchObject({ number: 2, openedAt: t0 + 60_000, endsAt: t0 + 150_000, end: null })
  expect(store.happened('RequestOpened').at(-1)).toMatchObject({ why: 'shopperBack' })
  expect(store.offerOf('ann', 'c').id).toBe('c.2.1')
})

test('EN1: writing after having left is being back', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(60_000)
  expect(store.write('c')).toEqual({ is: 'accepted', number: 2 })
  expect(store.chat('c').request).toMatchObject({ number: 2, end: null })
  store.passTo(79_999)
  expect(store.chat('c').request.end).toBeNull()
})

test('EN1: who is back at a missed chat, or one that was settled meanwhile, gets no new request', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000).stream('c', false)
  store.passTo(120_000).stream('c', true)
  store.ask('d', { isHere: false })
  store.passTo(140_000).settle('ann', 'd')
  store.stream('d', true)
  expect(store.happened('RequestOpened')).toHaveLength(2)
})

test('EN1: writing in an ended chat within the visit reopens it with its holder', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ben', 'c')
  store.end('ben', 'c')
  store.passTo(1_799_999)
  expect(store.write('c')).toEqual({ is: 'accepted', number: 2 })
  expect(store.chat('c')).toMatchObject({ fence: 2, standing: { is: 'held', holder: 'ben', since: t0 + 1_799_999 } })
  expect(store.happened('RequestOpened')).toHaveLength(1)
})

test('EN1: a chat that ended by absence is reopened, and not ended again at once', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.claim('ann', 'c')
  store.passTo(1_000_000).write('c')
  expect(store.holder('c')).toBe('ann')
  store.passTo(1_619_999)
  expect(store.holder('c')).toBe('ann')
})

test.each<[string, (store: ReturnType<typeof aStore>) => unknown]>([
  ['unavailable', (store) => store.goUnavailable('ben')],
  ['unreachable', (store) => store.silence('ben').pass(6_000)],
  ['at capacity', (store) => [store.ask('x', { spokenTo: ['ben'] }), store.claim('ben', 'x')]],
])('EN1: where its holder is %s it is reopened as a request that asks them first', (_, hinder) => {
  const store = aStore(['ann', 'ben'], { capacity: 1, places: 1 })
  store.ask('c', { spokenTo: ['ben', 'ann'] })
  store.claim('ben', 'c')
  store.end('ben', 'c')
  hinder(store)
  store.write('c')
  expect(store.chat('c')).toMatchObject({ fence: 1, standing: { is: 'unheld' }, spokenTo: ['ben', 'ann'] })
  expect(store.happened('RequestOpened').at(-1)).toMatchObject({ chat: 'c', request: 2, why: 'reopened' })
  expect(store.ringing('c')).toEqual(['ann'])
})

test('EN1, OF3: whoever had a reopened chat last is who the shopper last spoke to', () => {
  const store = aStore(['ann', 'ben', 'cat'])
  store.ask('c', { spokenTo: ['cat'] })
  store.claim('ben', 'c')
  store.end('ben', 'c')
  store.goUnavailable('ben')
  store.write('c')
  expect(store.chat('c').spokenTo).toEqual(['ben', 'cat'])
})

test('EN1: a chat that ended while nobody had it is reopened as a request', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.endAsShopper('c')
  store.write('c')
  expect(store.chat('c')).toMatchObject({ standing: { is: 'unheld' }, request: { number: 2, end: null } })
})

test('EN1: looking at an ended chat does not reopen it', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  store.stream('c', false)
  store.stream('c', true)
  expect(store.chat('c').standing.is).toBe('ended')
})

test('EN1: an ended chat is not reopened beside another open one of the shopper', () => {
  const store = aStore(['ann'])
  store.ask('c', { shopper: 's' })
  store.endAsShopper('c')
  store.ask('d', { shopper: 's' })
  expect(store.write('c')).toEqual({ is: 'refused', why: 'ShopperHasOpenChat', chat: 'd' })
})

test('EN1: after the visit an ended chat is forgotten', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  store.passTo(1_800_000)
  expect(store.times('ChatForgotten')).toEqual([1_800_000])
  expect(store.write('c')).toEqual({ is: 'refused', why: 'UnknownChat' })
})

test('EN1: a chat that is kept for its contact is not reopened after the visit', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.leaveContact('c')
  store.endAsShopper('c')
  store.passTo(1_800_000)
  expect(store.write('c')).toEqual({ is: 'refused', why: 'ChatEnded' })
  expect(store.leaveContact('c')).toEqual({ is: 'accepted' })
})

test('EN2: an open chat that is erased is over for everybody, and rings nowhere', () => {
  const store = aStore(['ann', 'ben'], { capacity: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ben'])
  expect(store.erase('c')).toEqual({ is: 'accepted' })
  expect(store.has('c')).toBe(false)
  // The capacity that it used is free again.
  expect(store.ringing('d')).toEqual(['ben', 'ann'])
  expect(store.erase('d')).toEqual({ is: 'accepted' })
  expect(store.has('d')).toBe(false)
  expect(store.happened('RequestWithdrawn')).toMatchObject([{ chat: 'd', why: 'chatEnded' }])
  const silenced = store.happened('OfferWithdrawn').map(({ offer }) => offer)
  expect(silenced.slice(-2).toSorted()).toEqual(['d.1.1', 'd.1.2'])
})

test('EN2: nothing can be done in an erased chat, by anybody', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.erase('c')
  const unknown = { is: 'refused', why: 'UnknownChat' }
  expect(store.reply('ann', 'c', 1)).toEqual(unknown)
  expect(store.end('ann', 'c', 1)).toEqual(unknown)
  expect(store.claim('ann', 'c')).toEqual(unknown)
  expect(store.write('c')).toEqual(unknown)
  expect(store.leaveContact('c')).toEqual(unknown)
  expect(store.erase('c')).toEqual(unknown)
  expect(store.has('c')).toBe(false)
})

test('EN2: a chat that waits for an answer is under Missed no more, and its time has no more say', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(90_000)
  store.leaveContact('c')
  store.endAsShopper('c')
  expect(store.erase('c')).toEqual({ is: 'accepted' })
  store.passTo(10_000_000)
  expect(store.happened('ChatForgotten')).toEqual([])
  expect(store.nextLook()).toBeNull()
})
