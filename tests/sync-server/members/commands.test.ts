/** Members' commands over the interface: what is accepted, what is refused and how it is said, and that retries are exact. */
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultPolicy, policyBounds } from '../../../src/decider/policy.ts'
import type { ChatId, OfferId, ShiftId } from '../../../src/identifiers.ts'
import type { CommandAccepted } from '../../../src/protocol/commands.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ChatMessages } from '../../../src/protocol/staff.ts'
import { until } from '../../support/until.ts'
import { brightonLanes, kindOf, openShop, oxfordStreet, type Shop, type TestMember } from '../http/shop.ts'

let shop: Shop
let ana: TestMember
let ben: TestMember
let emma: TestMember

beforeAll(async () => {
  shop = await openShop()
  ana = await shop.signIn('ana', 'tablet-1')
  ben = await shop.signIn('ben', 'tablet-2')
  emma = await shop.signIn('emma', 'tablet-3')
  await ana.goAvailable()
  await ben.goAvailable()
})
afterAll(() => shop.close())

let chat: ChatId
beforeEach(async () => {
  // A member is rung by one chat at a time (OF6): what the test before left open must not stand in the way.
  for (const { id, standing } of Object.values((await state()).chats)) {
    if (standing.is === 'ended') continue
    const command = { type: 'EndChat', chat: id, by: { is: 'shopper' } } as const
    await shop.coordinator.submit({ store: oxfordStreet, command, asked: null })
  }
  chat = await (await shop.visit()).asks('Does it come in green?', { name: 'Priya' })
})

const state = () => shop.coordinator.state(oxfordStreet)
const offerOf = async (member: TestMember) => {
  const offer = (await state()).chats[chat]?.request.offers.findLast((one) => one.member === member.id)
  if (!offer) throw new Error(`${member.id} was not served.`)
  return offer.id
}
describe('claiming', () => {
  test('CL1, CL4: the first gets it, the other is told who has it', async () => {
    const [first, second] = await Promise.all([
      ana.command({ kind: 'claimChat', chat }),
      ben.command({ kind: 'claimChat', chat }),
    ])
    expect([first.status, first.body]).toEqual([200, { is: 'accepted', fence: 1 }])
    expect([second.status, kindOf(second), (second.body as Problem).by]).toEqual([
      409,
      'already-claimed',
      { id: 'ana', name: 'Ana' },
    ])
    expect((second.body as Problem).detail).toContain('Ana')
  })

  test('CL2: a retry gets the first answer, also after somebody else has asked, and after signing in again', async () => {
    const id = newIdentifier()
    const first = await ana.command({ kind: 'claimChat', chat }, { id })
    await ben.command({ kind: 'claimChat', chat })
    expect((await ana.command({ kind: 'claimChat', chat }, { id })).body).toEqual(first.body)
    const later = await shop.signIn('ana', 'tablet-4')
    expect((await later.command({ kind: 'claimChat', chat }, { id })).body).toEqual(first.body)
  })

  test('CL2: a refusal is repeated too, whatever happened since', async () => {
    await ana.command({ kind: 'claimChat', chat })
    const id = newIdentifier()
    const first = await ben.command({ kind: 'claimChat', chat }, { id })
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    expect((await ben.command({ kind: 'claimChat', chat }, { id })).body).toEqual(first.body)
  })

  test('CL2: the same identifier of two members names two commands', async () => {
    const id = newIdentifier()
    expect((await ana.command({ kind: 'claimChat', chat }, { id })).status).toBe(200)
    expect(kindOf(await ben.command({ kind: 'claimChat', chat }, { id }))).toBe('already-claimed')
  })

  test('CL2: the order of fields makes no other content, another field does', async () => {
    const id = newIdentifier()
    const ask = (body: object) => ana.ask('POST', '/api/v1/commands', { body })
    await ask({ id, shift: ana.session.shift, kind: 'claimChat', chat })
    expect((await ask({ chat, kind: 'claimChat', shift: ana.session.shift, id })).status).toBe(200)
    expect(kindOf(await ask({ id, shift: ana.session.shift, kind: 'pickUpMissedChat', chat }))).toBe('identifier-reused')
  })

  test('CL2: a command of another shift is refused, and is no answer', async () => {
    const id = newIdentifier()
    const refused = await ana.command({ kind: 'claimChat', chat }, { id, shift: ben.session.shift satisfies ShiftId })
    expect([refused.status, kindOf(refused)]).toEqual([403, 'wrong-shift'])
    expect((await ana.command({ kind: 'claimChat', chat }, { id })).status).toBe(200)
  })

  test('CL6: a tap that is too old no longer asks, and any other news comes first', async () => {
    const past = Math.floor(shop.clock.now()) - 1
    const refused = await ana.command({ kind: 'claimChat', chat, asksUntil: past })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'asked-too-late'])
    const inTime = await ana.command({ kind: 'claimChat', chat, asksUntil: past + 60_000 })
    expect(inTime.body).toEqual({ is: 'accepted', fence: 1 })
    expect(kindOf(await ben.command({ kind: 'claimChat', chat, asksUntil: past }))).toBe('already-claimed')
    expect(kindOf(await ben.command({ kind: 'pickUpMissedChat', chat, asksUntil: past }))).toBe('already-claimed')
  })

  test('CL2, CL6: an outbox from last week has an answer to each of its commands, ever the same, and changes nothing', async () => {
    const then = Math.floor(shop.clock.now()) - 7 * 86_400_000
    const forgotten = newIdentifier({ msecs: then }) as ChatId
    const outbox: readonly Parameters<TestMember['command']>[0][] = [
      { kind: 'claimChat', chat: forgotten, asksUntil: then + 30_000 },
      { kind: 'pickUpMissedChat', chat: forgotten, asksUntil: then + 30_000 },
      { kind: 'declineOffer', offer: `${forgotten}.1.1` as OfferId, wish: { on: then - 2, off: then - 1 } },
      { kind: 'sendMessage', chat: forgotten, fence: 1, text: 'Here I am' },
      { kind: 'handBackChat', chat: forgotten, fence: 1 },
      { kind: 'settleMissedChat', chat: forgotten },
      { kind: 'endChat', chat: forgotten, fence: 1 },
    ]
    const before = await state()
    for (const [nth, content] of outbox.entries()) {
      const id = newIdentifier({ msecs: then + nth })
      const answered = await ana.command(content, { id })
      expect([answered.status, kindOf(answered)]).toEqual([404, expect.stringMatching(/^unknown-(chat|offer)$/)])
      expect((await ana.command(content, { id })).body).toEqual(answered.body)
    }
    const after = await state()
    expect(after.members).toEqual(before.members)
    expect(Object.keys(after.chats)).toEqual(Object.keys(before.chats))
    expect(await shop.storage.conversations.find(forgotten)).toBeNull()
  })

  test('CL7: a chat is handed back once, by its holder, in time, and a colleague gets it', async () => {
    await ana.command({ kind: 'claimChat', chat })
    expect(kindOf(await ben.command({ kind: 'handBackChat', chat, fence: 1 }))).toBe('not-holder')
    expect(kindOf(await ana.command({ kind: 'handBackChat', chat, fence: 2 }))).toBe('stale-fence')
    expect((await ana.command({ kind: 'handBackChat', chat, fence: 1 })).body).toEqual({ is: 'accepted' })
    expect((await shop.storage.conversations.find(chat))?.lastHolder).toBeNull()
    expect(kindOf(await ana.command({ kind: 'claimChat', chat }))).toBe('already-declined')
    expect((await ben.command({ kind: 'claimChat', chat })).body).toEqual({ is: 'accepted', fence: 2 })
    const policy = `/api/v1/stores/${oxfordStreet}/policy`
    await emma.ask('PUT', policy, { body: { handBackWithinMs: 0 } })
    await ben.command({ kind: 'endChat', chat, fence: 2 })
    const another = await (await shop.visit()).asks('One more?')
    await ben.command({ kind: 'claimChat', chat: another })
    const refused = await ben.command({ kind: 'handBackChat', chat: another, fence: 1 })
    await emma.ask('PUT', policy, { body: { handBackWithinMs: defaultPolicy.handBackWithinMs } })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'too-late-to-hand-back'])
  })

  test('RE3: a colleague takes over, the former holder is told who has it and reads what was said until then', async () => {
    const policy = `/api/v1/stores/${oxfordStreet}/policy`
    await ana.command({ kind: 'claimChat', chat })
    await emma.ask('PUT', policy, { body: { rescueUnansweredAfterMs: policyBounds.rescueUnansweredAfterMs[0] } })
    await until(async () => expect((await state()).chats[chat]?.request.why).toBe('rescue'))
    const taken = await ben.command({ kind: 'claimChat', chat })
    await emma.ask('PUT', policy, { body: { rescueUnansweredAfterMs: defaultPolicy.rescueUnansweredAfterMs } })
    expect(taken.body).toEqual({ is: 'accepted', fence: 2 })
    await ben.command({ kind: 'sendMessage', chat, fence: 2, text: 'It does.' })
    const late = await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'Yes!' })
    expect([kindOf(late), (late.body as Problem).by?.name]).toEqual(['not-holder', 'Ben'])
    const read = async (member: TestMember) => (await member.ask('GET', `/api/v1/chats/${chat}/messages`)).body as ChatMessages
    expect((await read(ana)).messages.map(({ number }) => number)).toEqual([1])
    expect((await read(ben)).messages.map(({ number }) => number)).toEqual([1, 2])
  })

  test('CL3: whoever was never served cannot', async () => {
    const refused = await emma.command({ kind: 'claimChat', chat })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'never-served'])
  })

  test('OF6: at capacity', async () => {
    await ana.command({ kind: 'claimChat', chat })
    const another = await (await shop.visit()).asks('One more?')
    const policy = `/api/v1/stores/${oxfordStreet}/policy`
    await emma.ask('PUT', policy, { body: { capacity: 1 } })
    const refused = await ana.command({ kind: 'claimChat', chat: another })
    await emma.ask('PUT', policy, { body: { capacity: defaultPolicy.capacity } })
    expect([refused.status, kindOf(refused), (refused.body as Problem).capacity]).toEqual([409, 'at-capacity', 1])
  })
})

describe('declining', () => {
  test('DE1: with a wish, one command goes unavailable too', async () => {
    const offer = await offerOf(ana)
    const now = Math.floor(shop.clock.now())
    expect((await ana.command({ kind: 'declineOffer', offer, wish: { on: now - 1, off: now } })).status).toBe(200)
    expect((await state()).members[ana.id]?.wish.off).toBe(now)
    expect(kindOf(await ana.command({ kind: 'claimChat', chat }))).toBe('already-declined')
    await ana.goAvailable()
  })

  test("not somebody else's offer", async () => {
    const refused = await ana.command({ kind: 'declineOffer', offer: await offerOf(ben) })
    expect([refused.status, kindOf(refused)]).toEqual([404, 'unknown-offer'])
  })

  test('not an offer that never was', async () => {
    expect(kindOf(await ana.command({ kind: 'declineOffer', offer: 'c.1.1' as OfferId }))).toBe('unknown-offer')
  })
})

describe('the conversation', () => {
  test('CL5: the holder writes with the fence, and the words are kept with who and when', async () => {
    const { fence = 0 } = (await ana.command({ kind: 'claimChat', chat })).body as CommandAccepted
    const id = newIdentifier()
    const sent = await ana.command({ kind: 'sendMessage', chat, fence, text: 'It does!' }, { id })
    expect(sent.body).toEqual({ is: 'accepted', number: 2 })
    expect((await ana.command({ kind: 'sendMessage', chat, fence, text: 'It does!' }, { id })).body).toEqual(sent.body)
    const kept = await shop.storage.conversations.messages(chat, 0, 10)
    expect(kept.map(({ number, from, member, text }) => [number, from, member, text])).toEqual([
      [1, 'shopper', null, 'Does it come in green?'],
      [2, 'member', 'ana', 'It does!'],
    ])
  })

  test('CL5: whoever is not the holder is told who is, and nothing is kept', async () => {
    await ana.command({ kind: 'claimChat', chat })
    for (const refused of [
      await ben.command({ kind: 'sendMessage', chat, fence: 1, text: 'Let me…' }),
      await ben.command({ kind: 'endChat', chat, fence: 1 }),
    ]) {
      expect([refused.status, kindOf(refused), (refused.body as Problem).by?.name]).toEqual([409, 'not-holder', 'Ana'])
    }
    expect(await shop.storage.conversations.messages(chat, 0, 10)).toHaveLength(1)
  })

  test('CL5: an old fence', async () => {
    await ana.command({ kind: 'claimChat', chat })
    const refused = await ana.command({ kind: 'sendMessage', chat, fence: 2, text: 'Hello' })
    expect(kindOf(refused)).toBe('stale-fence')
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('You have it now') })
  })

  test('EN1: after the end nothing more is written', async () => {
    await ana.command({ kind: 'claimChat', chat })
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    expect(kindOf(await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'Hello' }))).toBe('chat-ended')
  })
})

describe('wishes', () => {
  test('AV2: a stamp far ahead of the server is refused with by how much', async () => {
    const on = Math.floor(shop.clock.now()) + 3_600_000
    const refused = await emma.command({ kind: 'setWish', wish: { on, off: 0 } })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'stamp-ahead'])
    expect((refused.body as Problem).aheadMs).toBeGreaterThan(3_500_000)
  })

  test.each([{ on: -1, off: 0 }, { on: 1.5, off: 0 }, { on: 1 }, { on: 9e15, off: 0 }, 5])('not %j', async (wish) => {
    const refused = await emma.command({ kind: 'setWish', wish: { on: 0, off: 0 } }, { wish })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.status).toBeLessThan(423)
  })
})

describe("a store's policy", () => {
  const policy = `/api/v1/stores/${oxfordStreet}/policy`

  test('is read by its members', async () => {
    expect((await ana.ask('GET', policy)).body).toEqual(defaultPolicy)
  })

  test('is changed by its managers, a figure at a time, at once', async () => {
    const changed = await emma.ask('PUT', policy, { body: { countdownMs: 20_000, places: 2 } })
    expect([changed.status, changed.body]).toEqual([200, { ...defaultPolicy, countdownMs: 20_000, places: 2 }])
    expect((await ana.ask('GET', policy)).body).toEqual(changed.body)
    expect((await emma.ask('PUT', policy, { body: defaultPolicy })).body).toEqual(defaultPolicy)
  })

  test('not by associates', async () => {
    const refused = await ana.ask('PUT', policy, { body: { places: 2 } })
    expect([refused.status, kindOf(refused)]).toEqual([403, 'not-yours'])
  })

  test('not from another store', async () => {
    for (const method of ['GET', 'PUT'] as const) {
      const ask = { ...(method === 'PUT' ? { body: { places: 2 } } : {}) }
      expect(kindOf(await emma.ask(method, `/api/v1/stores/${brightonLanes}/policy`, ask))).toBe('not-yours')
      expect(kindOf(await emma.ask(method, '/api/v1/stores/nowhere/policy', ask))).toBe('unknown-store')
    }
  })

  test.each(Object.entries(policyBounds))('%s within its bounds', async (figure, [least, most]) => {
    for (const value of [least - 1, most + 1]) {
      const refused = await emma.ask('PUT', policy, { body: { [figure]: value } })
      expect([refused.status, kindOf(refused), (refused.body as Problem).errors?.[0]?.at]).toEqual([422, 'out-of-bounds', figure])
    }
    expect((await ana.ask('GET', policy)).body).toEqual(defaultPolicy)
  })

  test.each([{}, { places: '2' }, { places: 2.5 }, { places: null }, { plaices: 2 }, [], 'places'])('not %j', async (body) => {
    const refused = await emma.ask('PUT', policy, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    expect([refused.status, kindOf(refused)]).toEqual([400, 'malformed-request'])
  })
})

describe('switch and claim', () => {
  /** Ana's tablet rings; whoever picks it up signs in on it, with or without signing her out first. */
  const tablet = 'tablet-4'
  const onTablet = async (member: string) => shop.signIn(member, tablet)

  test('CL3: whoever signs in on a ringing tablet claims what rang there', async () => {
    const { cookie } = await onTablet('ana')
    const offer = await offerOf(ana)
    const claim = { kind: 'claimChat', chat, offer } as const
    await shop.ask('DELETE', '/api/v1/session', { headers: { cookie } })
    const picked = await onTablet('emma')
    expect(kindOf(await picked.command({ kind: 'claimChat', chat }))).toBe('never-served')
    const claimed = await picked.command(claim)
    expect([claimed.status, claimed.body]).toEqual([200, { is: 'accepted', fence: 1 }])
    expect((await state()).chats[chat]?.standing).toMatchObject({ is: 'held', holder: 'emma' })
  })

  test('CL3: also where nobody signed out first', async () => {
    await onTablet('ana')
    const claimed = await (await onTablet('emma')).command({ kind: 'claimChat', chat, offer: await offerOf(ana) })
    expect(claimed.status).toBe(200)
  })

  test('CL3: not on a device where it did not ring, nor by an offer that came after the switch', async () => {
    await onTablet('ana')
    const offer = await offerOf(ana)
    expect(kindOf(await emma.command({ kind: 'claimChat', chat, offer }))).toBe('never-served')
    const picked = await onTablet('emma')
    await shop.coordinator.submit({
      store: oxfordStreet,
      command: { type: 'EndChat', chat, by: { is: 'shopper' } },
      asked: null,
    })
    chat = await (await shop.visit()).asks('And in red?')
    expect(kindOf(await picked.command({ kind: 'claimChat', chat, offer: await offerOf(ana) }))).toBe('never-served')
  })

  test('CL3: nor after somebody else had the tablet in between', async () => {
    await onTablet('ana')
    const offer = await offerOf(ana)
    await onTablet('chloe')
    expect(kindOf(await (await onTablet('emma')).command({ kind: 'claimChat', chat, offer }))).toBe('never-served')
  })

  test('CL2: a retry gets the first answer, whoever had the tablet since', async () => {
    await onTablet('ana')
    const picked = await onTablet('emma')
    const id = newIdentifier()
    const offer = await offerOf(ana)
    const first = await picked.command({ kind: 'claimChat', chat, offer }, { id })
    await onTablet('chloe')
    const again = await onTablet('emma')
    expect((await again.command({ kind: 'claimChat', chat, offer }, { id })).body).toEqual(first.body)
  })
})
