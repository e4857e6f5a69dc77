/** What a decision means to the pockets: who is pushed what, and until when. */
import { expect, test } from 'vitest'
import type { MemberId } from '../../../src/identifiers.ts'
import { type PushFor, pushesAfter, ringsUnderWay } from '../../../sync-server/push/push-messages.ts'
import { aStore, type Step, type TestStore, t0 } from '../../decider/test-store.ts'

/** A store, and what its decisions have meant since that was last asked. */
function watched(members: string[], policy: Parameters<typeof aStore>[1] = {}): { store: TestStore; pushes(): PushFor[] } {
  const steps: Step[] = []
  const store = aStore(members, policy, (step) => void steps.push(step))
  return {
    store,
    pushes: () => steps.splice(0).flatMap(({ before, decision }) => pushesAfter(before, decision.after, decision.events)),
  }
}

const brief = (pushes: readonly PushFor[]) =>
  pushes.map(({ member, content }) => [member, 'how' in content ? content.how : content.is])

test('OF4: every offer served rings its member, with what may be shown on a locked screen', () => {
  const { store, pushes } = watched(['ann', 'ben'])
  store.ask('c', { spokenTo: ['ben'] })
  const rings = pushes()
  expect(rings).toEqual([
    {
      member: 'ben',
      rungAt: null,
      content: {
        is: 'ring',
        chat: 'c',
        offer: 'c.1.1',
        isReturning: true,
        hasChattedBefore: true,
        ringing: 2,
        claimableUntil: t0 + 90_000,
      },
      about: 'c',
      until: t0 + 90_000,
    },
    expect.objectContaining({ member: 'ann', content: expect.objectContaining({ hasChattedBefore: false, offer: 'c.1.2' }) }),
  ])
})

test('CL4: a claim tells the winner and everybody else who was rung, lapsed and undelivered rings included', () => {
  const { store, pushes } = watched(['ann', 'ben', 'cat', 'dan'], { places: 2, askAgainAfterMs: 90_000 })
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.pass(16_000)
  expect(brief(pushes())).toEqual([
    ['ann', 'ring'],
    ['ben', 'ring'],
    ['cat', 'ring'],
    ['dan', 'ring'],
  ])
  store.claim('cat', 'c')
  const told = pushes()
  expect(brief(told)).toEqual([
    ['ann', 'taken'],
    ['ben', 'taken'],
    ['cat', 'mine'],
    ['dan', 'taken'],
  ])
  expect(told[0]).toMatchObject({ content: { by: 'cat' }, rungAt: t0, about: 'c', until: t0 + 46_000 })
})

test('who was never rung hears of nothing', () => {
  const { store, pushes } = watched(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  expect(brief(pushes())).toEqual([
    ['ann', 'ring'],
    ['ann', 'mine'],
  ])
})

test('DE2: a decline ends the ring on the other devices, and that is all they hear', () => {
  const { store, pushes } = watched(['ann', 'ben'])
  store.ask('c')
  store.decline('ann', 'c')
  store.claim('ben', 'c')
  expect(brief(pushes()).slice(2)).toEqual([
    ['ann', 'over'],
    ['ben', 'mine'],
  ])
})

test('MI1: a missed chat, and a shopper who leaves, are told to whoever was rung', () => {
  const { store, pushes } = watched(['ann'], { askAgainAfterMs: 90_000 })
  store.ask('c')
  store.pass(90_000)
  expect(brief(pushes()).at(-1)).toEqual(['ann', 'missed'])
  store.ask('d')
  store.stream('d', false)
  store.pass(20_000)
  expect(brief(pushes())).toEqual([
    ['ann', 'ring'],
    ['ann', 'over'],
  ])
})

test('AV4: going unavailable ends the ring, and what becomes of the chat is not told', () => {
  const { store, pushes } = watched(['ann', 'ben'])
  store.ask('c')
  store.goUnavailable('ann')
  store.claim('ben', 'c')
  expect(brief(pushes()).slice(2)).toEqual([
    ['ann', 'over'],
    ['ben', 'mine'],
  ])
})

test('MI3: being made unavailable is told with the number of misses', () => {
  const { store, pushes } = watched(['ann'], { missesInRow: 1, askAgainAfterMs: 90_000 })
  store.ask('c')
  store.deliverAll('c')
  store.pass(90_000)
  const told = pushes().find(({ content }) => content.is === 'madeUnavailable')
  expect(told).toMatchObject({ member: 'ann', rungAt: null, content: { misses: 1 }, about: 'availability' })
})

test('CL7: a chat that is handed back rings anew', () => {
  const { store, pushes } = watched(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  pushes()
  store.handBack('ann', 'c')
  const rings = pushes()
  expect(brief(rings)).toEqual([['ben', 'ring']])
  expect(rings[0]).toMatchObject({ content: { offer: 'c.2.1' } })
})

test('what rings undelivered is all that a restarted server rings again', () => {
  const { store } = watched(['ann', 'ben', 'cat', 'dan'], { places: 2 })
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.ask('d')
  store.claim('dan', 'd')
  expect(ringsUnderWay(store.state).map(({ member }) => member)).toEqual(['ben' as MemberId])
})

test('OF7, AV1: closing takes a ring back from the pockets, and wakes nobody to say that they are unavailable', () => {
  const { store, pushes } = watched(['ann', 'ben'], { places: 1 })
  store.ask('c')
  pushes()
  store.close({ goUnavailable: true })
  expect(store.isAvailable('ben')).toBe(false)
  expect(brief(pushes())).toEqual([['ann', 'over']])
})
