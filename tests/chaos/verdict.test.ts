/** The verdict is able to be a bad one: a sound history is found sound, and each way of doctoring it is found out. */
import { describe, expect, test } from 'vitest'
import type { StoreEvent } from '../../src/decider/events.ts'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { ChatId, CommandId, MemberId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Deed, Given, History, Told } from './history.ts'
import type { Kept } from './kept.ts'
import { type Findings, judge } from './verdict.ts'

const ana = 'ana' as MemberId
const ben = 'ben' as MemberId
const store = 'oxford-street' as StoreId
const chat = 'chat' as ChatId

const events: readonly StoreEvent[] = [
  { type: 'MemberAdded', member: ana, at: 1 },
  { type: 'MemberAdded', member: ben, at: 1 },
  { type: 'WishMerged', member: ana, wish: { on: 5, off: 0 }, at: 2 },
  { type: 'ChatOpened', chat, shopper: 'sam' as ShopperId, isReturning: false, spokenTo: [], at: 3 },
  { type: 'RequestOpened', chat, request: 1, endsAt: 90, why: 'asked', at: 3 },
  { type: 'ChatClaimed', chat, request: 1, member: ana, fence: 1, at: 4 },
  { type: 'MemberWrote', chat, number: 2, member: ana, at: 5 },
  { type: 'ShopperWrote', chat, number: 3, at: 6 },
  { type: 'ChatEnded', chat, by: { is: 'member', member: ana }, at: 7 },
]

let clock = 0
function given(actor: Given['actor'], name: string, deed: Deed, answer: Told): Given {
  clock += 2
  return { actor, id: name as CommandId, deed, sentAt: clock, answer, answeredAt: clock + 1, answeredAgain: answer }
}

const asked = given('shopper:sam' as Given['actor'], 'ask-1', { does: 'ask', store, text: 'Blue?' }, { is: 'accepted', chat })
const claimed = given('member:ana' as Given['actor'], 'claim-1', { does: 'claim', chat }, { is: 'accepted', fence: 1 })
const lostRace = given(
  'member:ben' as Given['actor'],
  'claim-2',
  { does: 'claim', chat },
  { is: 'refused', problem: 'already-claimed', by: ana },
)
const said = given('member:ana' as Given['actor'], 'say-1', { does: 'write', chat, text: 'Yes' }, { is: 'accepted', number: 2 })
const thanked = given(
  'shopper:sam' as Given['actor'],
  'say-2',
  { does: 'write', chat, text: 'Thanks' },
  { is: 'accepted', number: 3 },
)
const ended = given('member:ana' as Given['actor'], 'end-1', { does: 'end', chat }, { is: 'accepted' })

const history: History = {
  given: [asked, claimed, lostRace, said, thanked, ended],
  holdings: [{ member: ana, chat, fence: 1, takenOverBy: null }],
  read: [
    { chat, number: 1, id: 'ask-1', text: 'Blue?' },
    { chat, number: 2, id: 'say-1', text: 'Yes' },
  ],
  talkedWith: [{ chat, name: 'Ana' }],
  atTheEnd: { wishes: [{ member: ana, tablet: 'ana, tablet 1', on: 5, off: 0 }], strays: [] },
}

const kept: Kept = {
  stores: [{ store, events, snapshot: evolveAll(initialState(), events.slice(0, 6)) }],
  answers: new Map([
    ['shopper:sam ask-1', { is: 'accepted', number: 1 }],
    ['member:ana claim-1', { is: 'accepted', fence: 1 }],
    ['member:ben claim-2', { is: 'refused', why: 'AlreadyClaimed', by: ana }],
    ['member:ana say-1', { is: 'accepted', number: 2 }],
    ['shopper:sam say-2', { is: 'accepted', number: 3 }],
    ['member:ana end-1', { is: 'accepted' }],
  ]),
  messages: [
    { chat, number: 1, id: 'ask-1', text: 'Blue?' },
    { chat, number: 2, id: 'say-1', text: 'Yes' },
    { chat, number: 3, id: 'say-2', text: 'Thanks' },
  ],
  contacts: new Set(),
  names: new Map([
    [ana, 'Ana'],
    [ben, 'Ben'],
  ]),
}

/** The kinds of findings, each with how many there are. */
function found(seen: Partial<History>, stored: Partial<Kept> = {}): Partial<Record<keyof Findings, number>> {
  const { findings } = judge({ ...history, ...seen }, { ...kept, ...stored })
  return Object.fromEntries(Object.entries(findings).flatMap(([kind, { length }]) => (length > 0 ? [[kind, length]] : [])))
}

function also(one: Given): Partial<History> {
  return { given: [...history.given, one] }
}

function instead(one: Given, changes: Partial<Given>): Partial<History> {
  return { given: history.given.map((other) => (other === one ? { ...other, ...changes } : other)) }
}

function logOf(changed: readonly StoreEvent[]): Partial<Kept> {
  return { stores: [{ store, events: changed, snapshot: null }] }
}

function inserted(event: StoreEvent, after: StoreEvent['type']): readonly StoreEvent[] {
  const at = events.findIndex(({ type }) => type === after) + 1
  return [...events.slice(0, at), event, ...events.slice(at)]
}

function without(type: StoreEvent['type']): readonly StoreEvent[] {
  return events.filter((event) => event.type !== type)
}

test('a sound history has no findings', () => {
  expect(found({})).toEqual({})
  expect(judge(history, kept)).toMatchObject({
    claimsAcknowledged: 1,
    messagesAcknowledged: 2,
    commandsAcknowledged: 6,
    chats: 1,
  })
})

describe('CL1: what was acknowledged and is not there is lost', () => {
  test('a claim whose answer is not kept', () => {
    const answers = new Map([...kept.answers].filter(([name]) => name !== 'member:ana claim-1'))
    expect(found({}, { answers })).toEqual({ lost: 1 })
  })
  test('a claim that is not in the log', () => {
    const { lost } = judge(history, { ...kept, ...logOf(events.slice(0, 5)) }).findings
    expect(lost).toContainEqual(expect.stringContaining('claim-1'))
  })
  test('a claim with another fence', () => {
    const answers = new Map([...kept.answers, ['member:ana claim-1', { is: 'accepted', fence: 2 }] as const])
    const wrong: Told = { is: 'accepted', fence: 2 }
    expect(found(instead(claimed, { answer: wrong, answeredAgain: wrong }), { answers })).toEqual({ lost: 1 })
  })
  test('a message, a contact, an end', () => {
    expect(found({}, { messages: kept.messages.slice(0, 2) })).toEqual({ lost: 1 })
    expect(found({}, logOf(without('ChatEnded')))).toMatchObject({ lost: 1 })
    const left = given('shopper:sam' as Given['actor'], 'end-1', { does: 'leaveContact', chat }, { is: 'accepted' })
    expect(found(also(left), { answers: new Map([...kept.answers, ['shopper:sam end-1', { is: 'accepted' }]]) })).toEqual({
      lost: 1,
    })
  })
  test('a question', () => {
    expect(found({}, { messages: [] })).toMatchObject({ lost: 3 })
  })
})

describe('CL1, CL5: a chat with two holders', () => {
  const second: StoreEvent = { type: 'ChatClaimed', chat, request: 1, member: ben, fence: 2, at: 4 }
  test('in the log', () => {
    expect(found({}, logOf(inserted(second, 'ChatClaimed')))).toEqual({ doubleHeld: 1, endedTwice: 1 })
  })
  test('in the log, with the same fence', () => {
    expect(found({}, logOf(inserted({ ...second, fence: 1 }, 'ChatClaimed')))).toEqual({ lost: 1, doubleHeld: 5, endedTwice: 1 })
  })
  test('in the answers', () => {
    const wrong: Told = { is: 'accepted', fence: 1 }
    expect(found(instead(lostRace, { answer: wrong, answeredAgain: wrong }))).toMatchObject({ doubleHeld: 1 })
  })
  test('on the tablets', () => {
    expect(found({ holdings: [...history.holdings, { member: ben, chat, fence: 1, takenOverBy: null }] })).toEqual({
      doubleHeld: 1,
    })
  })
  test('in the shopper’s eyes', () => {
    expect(found({ talkedWith: [...history.talkedWith, { chat, name: 'Ben' }] })).toEqual({ doubleHeld: 1 })
  })
})

describe('CL7, RE3: a chat changes hands', () => {
  const rescued: readonly StoreEvent[] = [
    ...events.slice(0, 6),
    { type: 'RequestOpened', chat, request: 2, endsAt: 99, why: 'rescue', at: 5 },
    { type: 'ChatClaimed', chat, request: 2, member: ben, fence: 2, at: 5 },
    { type: 'ChatEnded', chat, by: { is: 'member', member: ben }, at: 7 },
  ]
  const shown = (takenOverBy: MemberId, fence = 1) => ({
    given: [asked, claimed],
    holdings: [{ member: ana, chat, fence, takenOverBy }],
  })
  test('by a rescue, and the former holder keeps the fence they had', () => {
    expect(found(shown(ben), logOf(rescued))).toEqual({})
    expect(judge(history, { ...kept, ...logOf(rescued) }).takenOver).toBe(1)
  })
  test('the former holder is shown another’s fence, or the wrong colleague', () => {
    expect(found(shown(ben, 2), logOf(rescued))).toEqual({ lost: 1, doubleHeld: 1 })
    expect(found(shown(ana), logOf(rescued))).toEqual({ lost: 1 })
  })
  test('a chat is shown as somebody’s under a fence that it never had', () => {
    expect(found({ holdings: [{ member: ana, chat, fence: 7, takenOverBy: null }] })).toEqual({ lost: 1 })
  })
  test('without a rescue', () => {
    const asAsked = rescued.map((event) => (event.type === 'RequestOpened' ? { ...event, why: 'asked' as const } : event))
    expect(found(shown(ben), logOf(asAsked as StoreEvent[]))).toEqual({ doubleHeld: 1 })
  })
  test('a hand-back that was acknowledged and is not there', () => {
    const back = given('member:ana' as Given['actor'], 'back-1', { does: 'handBack', chat, fence: 1 }, { is: 'accepted' })
    const answers = new Map([...kept.answers, ['member:ana back-1', { is: 'accepted' }] as const])
    expect(found(also(back), { answers })).toEqual({ lost: 1 })
    const handedBack = inserted({ type: 'ChatHandedBack', chat, member: ana, at: 6 }, 'ShopperWrote')
    expect(found(also(back), { answers, ...logOf(handedBack) })).toEqual({})
  })
})

describe('OF1: requests end exactly once', () => {
  test('a request that is still open', () => {
    expect(found({ ...history, given: [asked], holdings: [], talkedWith: [] }, logOf(events.slice(0, 5)))).toEqual({
      neverEnded: 1,
    })
  })
  test('a chat that is still held', () => {
    expect(found({}, logOf(without('ChatEnded')))).toMatchObject({ neverEnded: 1 })
  })
  test('a request that ended twice', () => {
    expect(found({}, logOf(inserted({ type: 'RequestMissed', chat, request: 1, at: 4 }, 'RequestOpened')))).toEqual({
      endedTwice: 1,
    })
  })
})

describe('CL2: an answer is the answer', () => {
  test('another one when asked again', () => {
    expect(found(instead(lostRace, { answeredAgain: { is: 'accepted', fence: 1 } }))).toEqual({ answersChanged: 1 })
    expect(found(instead(lostRace, { answeredAgain: { is: 'refused', problem: 'already-claimed', by: ben } }))).toEqual({
      answersChanged: 1,
    })
    expect(found(instead(said, { answeredAgain: { is: 'accepted', number: 4 } }))).toEqual({ answersChanged: 1 })
  })
  test('another one in the file', () => {
    const answers = new Map([...kept.answers, ['member:ana claim-1', { is: 'accepted', fence: 2 }] as const])
    expect(found({}, { answers })).toEqual({ answersChanged: 1 })
  })
})

describe('messages exactly once, in order', () => {
  const [first, second, third] = kept.messages as [Kept['messages'][0], Kept['messages'][0], Kept['messages'][0]]
  test('twice', () => {
    expect(found({}, { messages: [first, second, third, { ...third, number: 4 }] })).toEqual({ disordered: 1 })
  })
  test('a gap', () => {
    expect(found({ given: [asked, claimed] }, { messages: [first, second, { ...third, number: 4 }] })).toEqual({ disordered: 1 })
  })
  test('the later one first', () => {
    const swapped = [first, { ...third, number: 2 }, { ...second, number: 3 }]
    expect(found({ read: [] }, { messages: swapped })).toMatchObject({ disordered: 1 })
  })
  test('read otherwise than kept', () => {
    expect(found({ read: [{ chat, number: 2, id: 'say-1', text: 'No' }] })).toEqual({ disordered: 1 })
  })
})

test('AV2: a tablet that shows another wish than the log, one that never came back, and a snapshot that the log does not give', () => {
  expect(
    found({ atTheEnd: { wishes: [{ member: ana, tablet: 'ana, tablet 2', on: 5, off: 6 }], strays: ['ana, tablet 3'] } }),
  ).toEqual({ diverged: 2 })
  const snapshot = { ...evolveAll(initialState(), events.slice(0, 6)), chats: {} }
  expect(found({}, { stores: [{ store, events, snapshot }] })).toEqual({ diverged: 1 })
})

test('a command without an answer, and a refusal that no rule foresees', () => {
  expect(found(instead(lostRace, { answer: null, answeredAt: null, answeredAgain: null }))).toEqual({ unexpected: 1 })
  const wrong: Told = { is: 'refused', problem: 'malformed-request' }
  expect(found(instead(lostRace, { answer: wrong, answeredAgain: wrong }))).toEqual({ unexpected: 1 })
})
