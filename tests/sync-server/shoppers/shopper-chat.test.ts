/** How a chat stands, as its shopper is told: every standing, from the state alone. */
import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../../src/decider/policy.ts'
import type { Chat, Offer, Opening, Request, Ring, StoreState } from '../../../src/decider/state.ts'
import type { ChatId, MemberId, OfferId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { chatToShow, forgottenChat, openChatOf, shopperChat } from '../../../sync-server/shoppers/shopper-chat.ts'

const [ana, ben, chloe] = ['ana', 'ben', 'chloe'] as MemberId[] as [MemberId, MemberId, MemberId]
const priya = 'priya' as ShopperId
const openedAt = 1_763_800_000_000
const nameOf = (member: MemberId) => member.toUpperCase()
const visitMs = defaultPolicy.visitMs

const offer = (member: MemberId, ring: Ring): Offer => ({
  id: `c.1.${member}` as OfferId,
  member,
  servedAt: openedAt,
  deliveredAt: null,
  displayedAt: null,
  rangFrom: null,
  ring,
})
const request = (over: Partial<Request> = {}): Request => ({
  number: 1,
  why: 'asked',
  openedAt,
  endsAt: openedAt + 90_000,
  offers: [],
  declinedBy: [],
  declinedEarlier: [],
  answeredBy: [],
  isNobodyTold: false,
  end: null,
  ...over,
})
const chat = (over: Partial<Chat> = {}): Chat => ({
  id: 'c' as ChatId,
  shopper: priya,
  isReturning: false,
  spokenTo: [],
  openedAt,
  fence: 0,
  served: [],
  waitedMs: 0,
  takenFrom: [],
  messages: 1,
  awaySince: null,
  contactLeftAt: null,
  isContactUnanswered: false,
  request: request(),
  standing: { is: 'unheld', settledBy: null },
  ...over,
})
const told = (over: Partial<Chat>, now = openedAt, opening: Opening = { is: 'open', since: 0 }) =>
  shopperChat(chat(over), { visitMs, opening, now, nameOf })

const missed: Request = request({ end: { how: 'missed', at: openedAt + 90_000 } })

describe('while nobody has it', () => {
  test('OF2: asking, with how many are being rung at this moment, and were in all', () => {
    const offers = [
      offer(ana, { is: 'ringing', until: openedAt + 15_000 }),
      offer(ben, { is: 'awaited', until: openedAt + 5_000 }),
      offer(chloe, { is: 'lapsed', stoppedAt: openedAt }),
    ]
    expect(told({ request: request({ offers }), served: [ana, ben, chloe] })).toEqual({
      chat: 'c',
      stands: 'asking',
      asked: 2,
      askedInAll: 3,
      with: null,
      silence: null,
      endedBy: null,
      hasLeftContact: false,
      canReopen: false,
    })
  })

  test('asking, while the next is sought', () => {
    expect(told({ served: [ana] })).toMatchObject({ stands: 'asking', asked: 0, askedInAll: 1 })
  })

  test('OF7: nobody can be asked', () => {
    expect(told({ request: request({ isNobodyTold: true }) }).stands).toBe('nobody')
  })

  test('MI1: missed, with or without a contact left', () => {
    expect(told({ request: missed })).toMatchObject({ stands: 'missed', hasLeftContact: false })
    expect(told({ request: missed, contactLeftAt: openedAt })).toMatchObject({ stands: 'missed', hasLeftContact: true })
  })

  test('OF1: given up by leaving, it is missed until they are back', () => {
    const end = { how: 'withdrawn', at: openedAt + 20_000, why: 'shopperLeft' } as const
    expect(told({ request: request({ end }) }).stands).toBe('missed')
  })
})

test('RE3: talking, and the holder leaves the shopper waiting: whether the team is being asked, or that was in vain', () => {
  const silence = (end: Request['end'], waitingSince: number | null) =>
    told({
      request: request({ why: 'rescue', end }),
      standing: { is: 'held', holder: ben, since: openedAt, handBackUntil: null, waitingSince },
    }).silence
  expect(silence(null, openedAt)).toBe('asking')
  expect(silence({ how: 'withdrawn', at: openedAt, why: 'nobodyCame' }, openedAt)).toBe('nobody')
  // They have written since.
  expect(silence({ how: 'withdrawn', at: openedAt, why: 'nobodyCame' }, null)).toBeNull()
  expect(silence({ how: 'withdrawn', at: openedAt, why: 'holderBack' }, openedAt)).toBeNull()
  expect(silence({ how: 'claimed', at: openedAt, by: ben }, openedAt)).toBeNull()
})

test('talking, with whom', () => {
  const held = told({ standing: { is: 'held', holder: ben, since: openedAt, handBackUntil: null, waitingSince: null } })
  expect(held).toMatchObject({ stands: 'talking', with: 'BEN', asked: 0, canReopen: false })
})

describe('ended', () => {
  const at = openedAt + 60_000
  const ended = (over: Partial<Extract<Chat['standing'], { is: 'ended' }>>) =>
    ({ is: 'ended', at, by: { is: 'shopper' }, lastHolder: ana, wasMissed: false, settledBy: null, ...over }) as const

  test.each([
    [{ is: 'member', member: ana } as const, 'member'],
    [{ is: 'shopper' } as const, 'shopper'],
    [{ is: 'absence' } as const, 'absence'],
  ])('by %j', (by, endedBy) => {
    expect(told({ standing: ended({ by }) }, at)).toMatchObject({ stands: 'ended', with: 'ANA', endedBy })
  })

  test('EN1: can be reopened within the visit, and not at its end', () => {
    expect(told({ standing: ended({}) }, at + visitMs - 1).canReopen).toBe(true)
    expect(told({ standing: ended({}) }, at + visitMs).canReopen).toBe(false)
  })

  test('without anybody ever having had it', () => {
    expect(told({ standing: ended({ lastHolder: null, wasMissed: true }) }, at)).toMatchObject({ stands: 'ended', with: null })
  })

  test('long ago: only the words are left', () => {
    const conversation = {
      chat: 'c' as ChatId,
      store: 's' as StoreId,
      shopper: priya,
      name: null,
      isReturning: false,
      question: 'Hello?',
      lookingAt: null,
      viewed: [],
      openedAt,
      lastHolder: ben,
      heldAt: openedAt,
      endedAt: at,
      contact: null,
    }
    expect(forgottenChat(conversation, nameOf)).toMatchObject({ stands: 'ended', with: 'BEN', canReopen: false })
  })
})

describe('outside the store’s hours', () => {
  const closed: Opening = { is: 'closed', since: openedAt, opensAt: openedAt + 3_600_000 }

  test('OF7: whoever waits, or was missed, is told that it is closed, and until when', () => {
    const waits = told({ request: request({ isNobodyTold: true }) }, openedAt, closed)
    expect(waits).toMatchObject({ stands: 'nobody', closed: { opensAt: openedAt + 3_600_000 } })
    expect(told({ request: missed }, openedAt, closed)).toMatchObject({ stands: 'missed', closed: {} })
    const forGood = told({ request: missed }, openedAt, { ...closed, opensAt: null })
    expect(forGood.closed).toEqual({ opensAt: null })
  })

  test('OF7: whoever is talking to somebody goes on, and hears nothing of it', () => {
    const standing = { is: 'held', holder: ana, since: openedAt, handBackUntil: null, waitingSince: null } as const
    expect('closed' in told({ standing }, openedAt, closed)).toBe(false)
    expect('closed' in told({ request: missed })).toBe(false)
  })
})

describe('which chat to show to whoever comes back', () => {
  const ended = (at: number): Chat['standing'] => ({
    is: 'ended',
    at,
    by: { is: 'shopper' },
    lastHolder: null,
    wasMissed: false,
    settledBy: null,
  })
  const named = (id: string, over: Partial<Chat>): Chat => chat({ id: id as ChatId, ...over })
  const stateOf = (...chats: readonly Chat[]): StoreState => ({
    version: 1,
    time: openedAt,
    policy: defaultPolicy,
    opening: { is: 'open', since: 0 },
    members: {},
    chats: Object.fromEntries(chats.map((one) => [one.id, one])),
  })

  test('the open one, before any that ended', () => {
    const state = stateOf(named('old', { standing: ended(openedAt) }), named('open', {}))
    expect([chatToShow(state, priya, openedAt), openChatOf(state, priya)]).toEqual(['open', 'open'])
  })

  test('the last that ended, while it can be reopened', () => {
    const state = stateOf(
      named('last', { standing: ended(openedAt + 10), openedAt: openedAt + 5 }),
      named('first', { standing: ended(openedAt + 20) }),
    )
    expect([chatToShow(state, priya, openedAt + 30), openChatOf(state, priya)]).toEqual(['last', null])
    expect(chatToShow(state, priya, openedAt + 20 + visitMs)).toBeNull()
  })

  test("nobody else's", () => {
    expect(chatToShow(stateOf(named('other', { shopper: 'somebody' as ShopperId })), priya, openedAt)).toBeNull()
  })
})
