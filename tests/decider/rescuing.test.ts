/** RE3: chats whose holder leaves their shopper waiting. */
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/decider/decide.ts'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { Policy } from '../../src/decider/policy.ts'
import { aChat, aMember, aStore, type TestStore, t0 } from './test-store.ts'

/** Ann has the chat from the first moment on, and the shopper is here. */
function heldByAnn(policy: Partial<Policy> = {}, team = ['ann', 'ben']): TestStore {
  const store = aStore(team, policy)
  store.ask('c')
  store.claim('ann', 'c')
  return store
}

/** As above; Ann has fallen silent at once, and so the chat is being rescued by the time this ends. */
function stranded(policy: Partial<Policy> = {}, team?: string[]): TestStore {
  return heldByAnn(policy, team).silence('ann').passTo(60_000)
}

describe('RE3: when', () => {
  test('a minute after the holder was last heard, where the shopper has waited as long', () => {
    const store = heldByAnn().passTo(20_000).silence('ann').passTo(79_999)
    expect(store.isBeingRescued('c')).toBe(false)
    store.passTo(80_000)
    expect(store.chat('c').request).toMatchObject({ number: 2, why: 'rescue', openedAt: t0 + 80_000, endsAt: t0 + 170_000 })
    expect(store.ringing('c')).toEqual(['ben'])
    expect(store.holder('c')).toBe('ann')
  })

  test('a minute after the shopper’s word, where the holder had been silent longer', () => {
    const store = heldByAnn()
    store.reply('ann', 'c')
    store.silence('ann').passTo(100_000)
    expect(store.isBeingRescued('c')).toBe(false)
    store.write('c')
    store.passTo(159_999)
    expect(store.isBeingRescued('c')).toBe(false)
    expect(store.passTo(160_000).isBeingRescued('c')).toBe(true)
  })

  test('three minutes without any answer, however live the holder is', () => {
    const store = heldByAnn().passTo(179_999)
    expect(store.isBeingRescued('c')).toBe(false)
    expect(store.passTo(180_000).isBeingRescued('c')).toBe(true)
  })

  test('a shopper who goes on writing waits from their first word on', () => {
    const store = heldByAnn()
    store.reply('ann', 'c')
    store.passTo(10_000).write('c')
    store.passTo(100_000).write('c')
    expect(store.passTo(189_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(190_000).isBeingRescued('c')).toBe(true)
  })

  test('not where the last word was the holder’s', () => {
    const store = heldByAnn()
    store.passTo(50_000).reply('ann', 'c')
    store.silence('ann').passTo(600_000)
    expect(store.happened('RequestOpened')).toHaveLength(1)
  })

  test('not while the shopper is away, who begins to wait anew when back', () => {
    const store = heldByAnn().silence('ann').passTo(30_000)
    store.stream('c', false)
    store.passTo(300_000)
    expect(store.isBeingRescued('c')).toBe(false)
    store.stream('c', true)
    expect(store.passTo(359_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(360_000).isBeingRescued('c')).toBe(true)
  })

  test('a reload does not start the waiting again', () => {
    const store = heldByAnn().silence('ann').passTo(50_000)
    store.stream('c', false)
    store.passTo(55_000).stream('c', true)
    expect(store.passTo(60_000).isBeingRescued('c')).toBe(true)
  })

  test('a server that has just started takes nobody’s silence for proof', () => {
    const store = heldByAnn().silence('ann').passTo(50_000)
    store.restart(15_000)
    store.stream('c', true)
    expect(store.passTo(124_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(125_000).isBeingRescued('c')).toBe(true)
  })

  test('time the server was down is no waiting', () => {
    const store = heldByAnn().passTo(170_000)
    store.restart(20_000)
    store.stream('c', true)
    expect(store.passTo(199_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(200_000).isBeingRescued('c')).toBe(true)
  })

  test('by a clock that was set back nobody is silent sooner', () => {
    const store = heldByAnn().passTo(100_000)
    store.write('c')
    store.stall(-90_000).silence('ann').hear('ben')
    expect(store.isBeingRescued('c')).toBe(false)
    // The clock, by which she is silent since 10 seconds, has caught up with the decisions.
    expect(store.passTo(100_000).isBeingRescued('c')).toBe(false)
    expect(store.passTo(100_001).isBeingRescued('c')).toBe(true)
  })
})

describe('RE3: who', () => {
  test('never the holder, not even by a claim: it gets what their first got', () => {
    const store = stranded()
    expect(store.happened('OfferServed').filter(({ request }) => request === 2)).toMatchObject([
      { member: 'ben', passedOver: [{ member: 'ann', why: 'holder' }] },
    ])
    const before = store.state
    expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
    expect(store.state).toEqual(before)
  })

  test('whoever had declined comes last', () => {
    const store = aStore(['ann', 'ben', 'cat'], { places: 1 })
    store.ask('c', { spokenTo: ['ben'] })
    store.decline('ben', 'c')
    store.claim('ann', 'c')
    store.silence('ann').passTo(60_000)
    expect(store.ringing('c')).toEqual(['cat'])
  })

  test('nobody at capacity, and none who never was asked (OF6, CL3)', () => {
    const store = stranded({ capacity: 1, places: 1 }, ['ann', 'ben', 'cat'])
    expect(store.claim('cat', 'c')).toEqual({ is: 'refused', why: 'NeverServed' })
    store.ask('d')
    store.claim('cat', 'd')
    store.decline('ben', 'c')
    expect(store.ringing('c')).toEqual([])
    expect(store.claim('ben', 'c')).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
    expect(store.claim('cat', 'c').is).toBe('refused')
  })

  test('the shopper is told nothing, not even where nobody can be asked (OF7)', () => {
    const store = stranded({}, ['ann'])
    expect(store.isBeingRescued('c')).toBe(true)
    expect(store.happened('NobodyCouldBeAsked')).toEqual([])
  })
})

describe('RE3: the claim', () => {
  test('raises the fence, and the former holder is told who has it (CL5)', () => {
    const store = stranded()
    store.write('c')
    store.passTo(65_000)
    expect(store.claim('ben', 'c')).toEqual({ is: 'accepted', fence: 2 })
    expect(store.chat('c')).toMatchObject({
      standing: { is: 'held', holder: 'ben', since: t0 + 65_000, waitingSince: t0 + 65_000 },
      waitedMs: 65_000,
      takenFrom: [{ member: 'ann', by: 'ben', at: t0 + 65_000, fence: 1, since: t0, messages: 2 }],
    })
    store.hear('ann')
    for (const answer of [store.reply('ann', 'c', 1), store.end('ann', 'c', 1), store.handBack('ann', 'c', 1)]) {
      expect(answer).toEqual({ is: 'refused', why: 'NotHolder', holder: 'ben' })
    }
    expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
  })

  test('frees the former holder’s capacity', () => {
    const store = stranded({ capacity: 1 })
    store.claim('ben', 'c')
    store.hear('ann').ask('d')
    expect(store.ringing('d')).toEqual(['ann'])
  })

  test('can be handed back, and then the former holder may be asked', () => {
    const store = stranded()
    store.claim('ben', 'c')
    store.hear('ann')
    expect(store.handBack('ben', 'c')).toEqual({ is: 'accepted' })
    expect(store.ringing('c')).toEqual(['ann'])
    expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 3 })
    expect(store.chat('c').takenFrom).toEqual([])
  })

  test('and the next one, of the rescuer who falls silent too', () => {
    const store = stranded({}, ['ann', 'ben', 'cat'])
    store.claim('ben', 'c')
    store.silence('ben').pass(60_000)
    expect(store.claim('cat', 'c')).toEqual({ is: 'accepted', fence: 3 })
    expect(store.chat('c').takenFrom.map(({ member, by }) => [member, by])).toEqual([
      ['ann', 'ben'],
      ['ben', 'cat'],
    ])
  })

  test('that comes too late for its tap is refused, and noted (CL6)', () => {
    const store = stranded()
    expect(store.claim('ben', 'c', 60_000)).toEqual({ is: 'refused', why: 'AskedTooLate' })
    expect(store.holder('c')).toBe('ann')
    expect(store.chat('c').request.answeredBy).toEqual(['ben'])
  })
})

describe('RE3: the holder’s return', () => {
  const withdrawn = (why: string) => [{ type: 'RequestWithdrawn', chat: 'c', request: 2, why }]

  test('being heard again withdraws it, and who is late is told who has the chat', () => {
    const store = stranded().passTo(70_000).hear('ann')
    expect(store.happened('RequestWithdrawn')).toEqual(withdrawn('holderBack'))
    expect(store.ringing('c')).toEqual([])
    expect(store.claim('ben', 'c')).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ann' })
    expect(store.reply('ann', 'c')).toEqual({ is: 'accepted', number: 2 })
  })

  test('is seen by the very claim that comes with it', () => {
    const store = stranded().passTo(70_000)
    const circumstances = store.circumstances()
    const heardAt = { ...circumstances.heardAt, [aMember('ann')]: circumstances.now }
    const claim = { type: 'ClaimChat', member: aMember('ben'), chat: aChat('c'), asksUntil: null } as const
    const { answer } = decide(store.state, claim, { ...circumstances, heardAt })
    expect(answer).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ann' })
  })

  test('a message withdraws it, also where nobody heard a page of theirs', () => {
    const store = stranded()
    expect(store.reply('ann', 'c')).toEqual({ is: 'accepted', number: 2 })
    expect(store.happened('RequestWithdrawn')).toEqual(withdrawn('holderBack'))
  })

  test('being heard is not enough where the shopper has waited three minutes for an answer', () => {
    const store = heldByAnn().passTo(180_000).hear('ann')
    expect(store.isBeingRescued('c')).toBe(true)
    store.reply('ann', 'c')
    expect(store.isBeingRescued('c')).toBe(false)
  })

  test('a restart of the server is no return', () => {
    const store = stranded()
    store.restart(5_000)
    store.stream('c', true)
    expect(store.isBeingRescued('c')).toBe(true)
    expect(store.hear('ann').isBeingRescued('c')).toBe(false)
  })
})

describe('RE3: a rescue that nobody claims', () => {
  test('ends quietly: no miss, nobody’s row, and the holder keeps the chat', () => {
    const store = stranded().deliverAll('c').passTo(149_999)
    expect(store.isBeingRescued('c')).toBe(true)
    store.passTo(150_000)
    expect(store.chat('c').request.end).toEqual({ how: 'withdrawn', at: t0 + 150_000, why: 'nobodyCame' })
    expect(store.holder('c')).toBe('ann')
    expect([store.happened('MissCounted'), store.happened('RequestMissed')]).toEqual([[], []])
  })

  test('is tried again after another minute of waiting, and not before', () => {
    const store = stranded().passTo(209_999)
    expect(store.isBeingRescued('c')).toBe(false)
    expect(store.passTo(210_000).isBeingRescued('c')).toBe(true)
    expect(store.chat('c').request.number).toBe(3)
  })

  test('is tried again after another three minutes where the holder is live', () => {
    const store = heldByAnn().passTo(449_999)
    expect(store.happened('RequestOpened')).toHaveLength(2)
    store.passTo(450_000)
    expect(store.happened('RequestOpened')).toHaveLength(3)
  })

  test('is tried again no sooner for an outage since', () => {
    const store = heldByAnn().passTo(280_000)
    expect(store.chat('c').request.end).toMatchObject({ at: t0 + 270_000, why: 'nobodyCame' })
    store.restart(100_000)
    store.stream('c', true)
    expect(store.passTo(549_999).isBeingRescued('c')).toBe(false)
    expect(store.passTo(550_000).isBeingRescued('c')).toBe(true)
  })

  test('does not spin: an hour brings one every two and a half minutes', () => {
    const store = stranded({}, ['ann']).passTo(3_600_000)
    expect(store.happened('RequestOpened')).toHaveLength(1 + 24)
  })
})

describe('RE3: the end', () => {
  test('the shopper’s leaving withdraws it, and blames nobody', () => {
    const store = stranded().deliverAll('c').passTo(80_000)
    store.stream('c', false)
    store.passTo(100_000)
    expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', why: 'shopperLeft' })
    expect([store.holder('c'), store.happened('MissCounted')]).toEqual(['ann', []])
  })

  test('the chat’s end withdraws it, and the chat was its holder’s', () => {
    const store = stranded()
    store.endAsShopper('c')
    expect(store.chat('c')).toMatchObject({
      request: { end: { how: 'withdrawn', why: 'chatEnded' } },
      standing: { is: 'ended', lastHolder: 'ann', wasMissed: false },
    })
  })

  test('handing back withdraws it, and asks by a request of that (CL7)', () => {
    const store = stranded({ handBackWithinMs: 300_000 })
    expect(store.handBack('ann', 'c')).toEqual({ is: 'accepted' })
    expect(store.happened('RequestWithdrawn')).toMatchObject([{ why: 'handedBack' }])
    expect(store.chat('c')).toMatchObject({ standing: { is: 'unheld' }, request: { number: 3, why: 'handedBack' } })
    expect(store.ringing('c')).toEqual(['ben'])
  })
})

test('a log of before these rules is replayed: its policy goes by the defaults of the figures that it lacks', () => {
  const store = heldByAnn({ capacity: 2 })
  const old = store.log.map((event) => {
    if (event.type !== 'PolicyChanged') return event
    const { handBackWithinMs: _, rescueSilentAfterMs: __, rescueUnansweredAfterMs: ___, ...policy } = event.policy
    return { ...event, policy: policy as Policy }
  })
  expect(evolveAll(initialState(), old)).toEqual(store.state)
})
