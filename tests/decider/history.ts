/**
 * Random histories of a store: people do what they like, devices report or do not, time passes on time, late or backwards, the
 * server goes down, the policy changes. fast-check draws them and shrinks those that break something.
 */
import fc from 'fast-check'
import { isBeingRescued, isWaiting } from '../../src/decider/chat.ts'
import type { Command } from '../../src/decider/commands.ts'
import { defaultPolicy, type Policy } from '../../src/decider/policy.ts'
import type { Chat } from '../../src/decider/state.ts'
import type { OfferId } from '../../src/identifiers.ts'
import { aChat, aMember, anOffer, aShopper, aStore, type Step, type TestStore, t0 } from './test-store.ts'

const team = ['ann', 'ben', 'cat', 'dan', 'eve']
const shoppers = 6

type Holding = 'reply' | 'end' | 'handBack' | 'pickUp' | 'settle'

/** One thing that somebody does, told in numbers that are read against whatever there is at that moment. */
type Deed =
  | { readonly is: 'ask'; readonly shopper: number; readonly spokenTo: readonly string[]; readonly isHere: boolean }
  | {
      readonly is: 'answer'
      readonly how: 'claim' | 'decline' | 'declineAndLeave'
      readonly member: number
      readonly chat: number
      /** CL6: how much longer the tap asks for the chat; `null` for as long as it takes. */
      readonly asksForMs: number | null
    }
  /** CL3: somebody claims by a colleague's offer, whose shift gave up the device so long after the offer was served. */
  | {
      readonly is: 'standIn'
      readonly member: number
      readonly colleague: number
      readonly chat: number
      readonly untilMs: number
    }
  | { readonly is: 'report'; readonly member: number; readonly chat: number; readonly seen: 'delivered' | 'displayed' }
  | { readonly is: 'deliver'; readonly chat: number }
  | { readonly is: 'ignore'; readonly chat: number; readonly unless: 'nothing' | 'outage' | 'display'; readonly afterMs: number }
  /** The shopper's stream closes so that they have left at the very end of their request. */
  | { readonly is: 'leaveAtLast'; readonly chat: number }
  | { readonly is: 'hold'; readonly how: Holding; readonly member: number; readonly chat: number; readonly isStale: boolean }
  /** A holder answers nothing, with or without falling silent, until colleagues are asked. */
  | {
      readonly is: 'strand'
      readonly chat: number
      readonly isSilent: boolean
      readonly looks: number
      readonly thenHandsBack: boolean
    }
  | { readonly is: 'shop'; readonly how: 'write' | 'end' | 'contact' | 'come' | 'go'; readonly chat: number }
  /** EN2. */
  | { readonly is: 'erase'; readonly chat: number }
  | { readonly is: 'loseShopper'; readonly chat: number; readonly silentMs: number }
  | { readonly is: 'wish'; readonly member: number; readonly isToBeAvailable: boolean }
  | { readonly is: 'oldOrOddWish'; readonly member: number; readonly on: number; readonly off: number }
  /** AV5. */
  | { readonly is: 'join'; readonly who: string; readonly isThenAvailable: boolean }
  | { readonly is: 'leave'; readonly member: number; readonly chat: number }
  | { readonly is: 'connect'; readonly member: number; readonly isHeard: boolean }
  /** RE1: what becomes of the member's push subscription. */
  | { readonly is: 'push'; readonly member: number; readonly how: 'working' | 'silent' | 'none' | 'heard' }
  | { readonly is: 'wait'; readonly ms: number }
  | { readonly is: 'waitForLooks'; readonly looks: number; readonly shortOfMs: number }
  | { readonly is: 'stall'; readonly ms: number }
  | { readonly is: 'clockBack'; readonly ms: number }
  | { readonly is: 'restart'; readonly ms: number }
  | { readonly is: 'policy'; readonly policy: Policy }
  | { readonly is: 'open' }
  /** OF7: for so long, unless somebody opens before. */
  | { readonly is: 'close'; readonly goUnavailable: boolean; readonly opensInMs: number | null; readonly forMs: number }
  | { readonly is: 'nonsense'; readonly command: Command }

export interface History {
  readonly members: number
  readonly policy: Policy
  readonly deeds: readonly Deed[]
}

const member = fc.nat(14)
const chat = fc.nat(15)
const ms = fc.oneof(fc.nat(50), fc.nat(3_000), fc.nat(30_000), fc.constantFrom(1, 1_999, 2_000, 5_000, 10_000, 15_000, 20_000))

const policy = fc.oneof(
  { weight: 3, arbitrary: fc.constant(defaultPolicy) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        requestLifeMs: fc.constantFrom(10_000, 30_000, 90_000),
        places: fc.integer({ min: 1, max: 4 }),
        capacity: fc.integer({ min: 1, max: 3 }),
        missesInRow: fc.integer({ min: 1, max: 3 }),
        askAgainAfterMs: fc.constantFrom(100, 2_000, 10_000),
        leastRingMs: fc.constantFrom(100, 1_000, 8_000),
        deliverWithinMs: fc.constantFrom(200, 5_000, 20_000),
        countdownMs: fc.constantFrom(500, 3_000, 15_000),
        answerMarginMs: fc.constantFrom(0, 500, 2_000, 9_000),
        shopperLeftAfterMs: fc.constantFrom(500, 5_000, 20_000),
        endAfterLeftMs: fc.constantFrom(1_000, 60_000, 600_000),
        visitMs: fc.constantFrom(1_000, 60_000, 1_800_000),
        handBackWithinMs: fc.constantFrom(0, 5_000, 20_000, 600_000),
        rescueSilentAfterMs: fc.constantFrom(6_000, 20_000, 60_000),
        rescueUnansweredAfterMs: fc.constantFrom(5_000, 60_000, 180_000),
        downtimeGivenBackMs: fc.constantFrom(0, 5_000, 30_000),
      })
      .map((figures): Policy => ({ ...defaultPolicy, ...figures })),
  },
)

const name = fc.constantFrom('ann', 'zoe', 'c1', 'c2', 'constructor', '__proto__', '', 'c1.1.1')
const nonsense: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant('AskQuestion' as const),
    chat: fc.constantFrom('c1', 'c2').map(aChat),
    shopper: fc.constant(aShopper('nobody')),
    isReturning: fc.boolean(),
    spokenTo: fc.array(name.map(aMember), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constantFrom('ClaimChat' as const, 'PickUpMissedChat' as const),
    member: name.map(aMember),
    chat: name.map(aChat),
    asksUntil: fc.option(fc.nat()),
  }),
  fc.record({
    type: fc.constant('HandBackChat' as const),
    member: name.map(aMember),
    chat: name.map(aChat),
    fence: fc.integer({ min: -1, max: 3 }),
  }),
  fc.record({
    type: fc.constant('DeclineOffer' as const),
    member: name.map(aMember),
    offer: fc.oneof(name, fc.constantFrom('c1.1.99', 'c1.0.0', 'c9.1.1', 'c1.999.1', '..', 'c1.1.')).map(anOffer),
    wish: fc.option(fc.record({ on: fc.nat(), off: fc.nat() })),
  }),
  fc.record({
    type: fc.constant('ReportOffer' as const),
    member: name.map(aMember),
    offer: fc.oneof(name, fc.constantFrom('c1.1.99', 'c1.0.0', 'c9.1.1', 'c1.999.1', '..', 'c1.1.')).map(anOffer),
    seen: fc.constantFrom('delivered' as const, 'displayed' as const),
  }),
  fc.record({
    type: fc.constant('ClaimChat' as const),
    member: name.map(aMember),
    chat: name.map(aChat),
    asksUntil: fc.option(fc.nat()),
    standingIn: fc.record({ offer: name.map(anOffer), inPlaceOf: name.map(aMember), until: fc.nat() }),
  }),
  fc.record({ type: fc.constant('WriteAsShopper' as const), chat: name.map(aChat) }),
  fc.record({ type: fc.constant('NoteShopperStream' as const), chat: name.map(aChat), isOpen: fc.boolean() }),
  fc.record({
    type: fc.constant('MergeWish' as const),
    member: name.map(aMember),
    wish: fc.record({ on: fc.nat(), off: fc.nat() }),
  }),
  fc.record({ type: fc.constant('AddMember' as const), member: fc.constantFrom('ann', 'eve', 'zoe').map(aMember) }),
  fc.record({
    type: fc.constant('ChangePolicy' as const),
    policy: fc.constant({ ...defaultPolicy, places: 0 }),
  }),
)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      is: fc.constant('ask' as const),
      shopper: fc.nat(shoppers - 1),
      spokenTo: fc.array(fc.constantFrom(...team), { maxLength: 2 }),
      isHere: fc.nat(3).map((chance) => chance > 0),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      is: fc.constant('answer' as const),
      how: fc.constantFrom(...(['claim', 'claim', 'claim', 'decline', 'declineAndLeave'] as const)),
      member,
      chat,
      asksForMs: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('standIn' as const),
      member: fc.nat(4),
      colleague: member,
      chat,
      untilMs: fc.integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ is: fc.constant('deliver' as const), chat }) },
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('ignore' as const),
      chat,
      unless: fc.constantFrom('nothing' as const, 'outage' as const, 'display' as const),
      afterMs: ms,
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('leaveAtLast' as const), chat }) },
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('strand' as const),
      chat,
      isSilent: fc.boolean(),
      looks: fc.nat(12),
      thenHandsBack: fc.nat(3).map((chance) => chance === 0),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      is: fc.constant('report' as const),
      member,
      chat,
      seen: fc.constantFrom('delivered' as const, 'displayed' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      is: fc.constant('hold' as const),
      how: fc.constantFrom(...(['reply', 'end', 'handBack', 'handBack', 'pickUp', 'settle'] as const)),
      member,
      chat,
      isStale: fc.nat(4).map((chance) => chance === 0),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      is: fc.constant('shop' as const),
      how: fc.constantFrom(...(['write', 'write', 'end', 'contact', 'come', 'come', 'go'] as const)),
      chat,
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('erase' as const), chat }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('loseShopper' as const),
      chat,
      silentMs: fc.integer({ min: -1_000, max: 30_000 }).map((silentMs) => silentMs + 0.5),
    }),
  },
  { weight: 5, arbitrary: fc.record({ is: fc.constant('wish' as const), member, isToBeAvailable: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('oldOrOddWish' as const),
      member,
      on: fc.integer({ min: -99_999, max: 99_999 }),
      off: fc.integer({ min: -99_999, max: 99_999 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('join' as const), who: fc.constantFrom(...team), isThenAvailable: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('leave' as const), member, chat }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('connect' as const), member, isHeard: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('push' as const),
      member,
      how: fc.constantFrom('working' as const, 'silent' as const, 'silent' as const, 'none' as const, 'heard' as const),
    }),
  },
  { weight: 7, arbitrary: fc.record({ is: fc.constant('wait' as const), ms }) },
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('waitForLooks' as const),
      looks: fc.integer({ min: 1, max: 6 }),
      shortOfMs: fc.nat(1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('stall' as const), ms }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('clockBack' as const), ms }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('restart' as const), ms: fc.oneof(ms, fc.nat(200_000)) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('policy' as const), policy }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('open' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('close' as const),
      goUnavailable: fc.nat(2).map((chance) => chance === 0),
      opensInMs: fc.option(ms, { freq: 4 }),
      forMs: ms,
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('nonsense' as const), command: nonsense }) },
)

/** `mostDeeds` bounds how long a history is. */
export function aHistory(mostDeeds: number): fc.Arbitrary<History> {
  return fc.record({
    members: fc.integer({ min: 1, max: team.length }),
    policy,
    deeds: fc.array(deed, { maxLength: mostDeeds, size: 'max' }),
  })
}

/** Lives a history through, and shows every decision to `afterEach`. */
export function live(history: History, afterEach: (step: Step) => void): TestStore {
  const store = aStore(team.slice(0, history.members), history.policy, afterEach)
  let chats = 0
  for (const next of history.deeds) {
    if (next.is === 'ask') {
      chats += 1
      store.ask(`c${chats}`, {
        shopper: `s${next.shopper}`,
        spokenTo: [...next.spokenTo],
        isHere: next.isHere,
      })
    } else happen(store, next, chats)
  }
  return store
}

function happen(store: TestStore, deed: Exclude<Deed, { is: 'ask' }>, chats: number): void {
  const chat = 'chat' in deed ? chatFor(store, deed, chats) : ''
  const member = 'member' in deed ? memberFor(store, deed, chat) : ''
  const now = t0 + store.now
  switch (deed.is) {
    case 'answer':
      if (deed.how === 'claim') store.claim(member, chat, deed.asksForMs === null ? null : store.now + deed.asksForMs)
      else decline(store, member, chat, deed.how === 'declineAndLeave')
      break
    case 'standIn':
      standIn(store, deed, member, chat)
      break
    case 'report':
      store.submit({ type: 'ReportOffer', member: aMember(member), offer: latestOffer(store, member, chat), seen: deed.seen })
      break
    case 'deliver':
      if (store.has(chat)) store.deliverAll(chat)
      break
    case 'ignore':
      ignore(store, chat, deed.unless, deed.afterMs)
      break
    case 'leaveAtLast':
      leaveAtLast(store, chat)
      break
    case 'strand':
      strand(store, chat, deed)
      break
    case 'hold':
      hold(store, deed.how, member, chat, deed.isStale)
      break
    case 'shop':
      shop(store, deed.how, chat)
      break
    case 'erase':
      store.erase(chat)
      break
    case 'loseShopper':
      store.loseShopper(chat, store.now - deed.silentMs)
      break
    case 'join':
      store.join(deed.who).hear(deed.who)
      if (deed.isThenAvailable) store.goAvailable(deed.who)
      break
    case 'leave':
      store.leave(member)
      break
    case 'wish':
      if (!Object.hasOwn(store.state.members, member)) break
      if (deed.isToBeAvailable) store.goAvailable(member)
      else store.goUnavailable(member)
      break
    case 'oldOrOddWish':
      store.submit({ type: 'MergeWish', member: aMember(member), wish: { on: now + deed.on, off: now + deed.off } })
      break
    case 'connect':
      if (deed.isHeard) store.hear(member)
      else store.silence(member)
      break
    case 'push':
      if (deed.how === 'heard') store.hearByPush(member)
      else store.push(member, deed.how)
      break
    case 'wait':
      store.pass(deed.ms)
      break
    case 'waitForLooks':
      waitForLooks(store, deed.looks, deed.shortOfMs)
      break
    case 'stall':
      store.stall(deed.ms)
      break
    case 'clockBack':
      store.stall(-deed.ms)
      break
    case 'restart':
      store.restart(deed.ms)
      break
    case 'policy':
      store.changePolicy(deed.policy)
      break
    case 'open':
      store.open()
      break
    case 'close':
      closeFor(store, deed)
      break
    case 'nonsense':
      // A chat's identifier is never used for another; the store may have forgotten the first.
      if (deed.command.type !== 'AskQuestion' || store.has(deed.command.chat)) store.submit(deed.command)
      break
  }
}

/** Mostly a chat in which the deed can come to something; now and then any that ever was. */
function chatFor(store: TestStore, deed: Deed & { readonly chat: number }, chats: number): string {
  const fitting = deed.chat % 8 === 7 ? [] : Object.values(store.state.chats).filter((chat) => isFitting(deed, chat))
  const ids = fitting.map((chat) => chat.id).sort()
  return ids[deed.chat % ids.length] ?? `c${Math.max(1, chats - deed.chat)}`
}

function isFitting(deed: Deed, chat: Chat): boolean {
  if (
    deed.is === 'answer' ||
    deed.is === 'standIn' ||
    deed.is === 'report' ||
    deed.is === 'deliver' ||
    deed.is === 'ignore' ||
    deed.is === 'leaveAtLast'
  )
    return isWaiting(chat) || isBeingRescued(chat)
  if (deed.is === 'hold' && (deed.how === 'reply' || deed.how === 'end' || deed.how === 'handBack'))
    return chat.standing.is === 'held'
  if (deed.is === 'strand' || deed.is === 'leave') return chat.standing.is === 'held'
  if (deed.is === 'hold') return chat.standing.is !== 'held' && !isWaiting(chat)
  return true
}

/** Mostly somebody whom the chat has been offered to, or who has it. */
function memberFor(store: TestStore, deed: Deed & { readonly member: number }, chat: string): string {
  const all = Object.keys(store.state.members)
  if (deed.is === 'standIn') return all[deed.member % all.length] ?? 'ann'
  const known = deed.is === 'wish' || deed.is === 'connect' || !store.has(chat) ? [] : store.chat(chat).served
  const holder = (deed.is === 'hold' || deed.is === 'leave') && store.has(chat) ? store.holder(chat) : null
  const fitting = deed.member % 5 === 4 || known.length === 0 ? all : holder === null ? known : [holder]
  return fitting[deed.member % fitting.length] ?? 'ann'
}

/** Every device gets the chat's offers, and nobody touches one until the request is over; unless something interrupts. */
function ignore(store: TestStore, chat: string, unless: 'nothing' | 'outage' | 'display', afterMs: number): void {
  if (!store.has(chat) || !isWaiting(store.chat(chat))) return
  store.deliverAll(chat)
  if (unless !== 'nothing') store.pass(afterMs)
  if (unless === 'outage') store.restart(afterMs)
  if (unless === 'outage' && store.has(chat)) store.stream(chat, true)
  if (unless === 'display' && store.has(chat)) for (const member of store.ringing(chat)) store.report(member, chat, 'displayed')
  for (let look = 0; look < 40 && store.has(chat) && isWaiting(store.chat(chat)); look++) {
    store.deliverAll(chat)
    waitForLooks(store, 1, 0)
  }
}

function strand(store: TestStore, chat: string, { isSilent, looks, thenHandsBack }: Deed & { readonly is: 'strand' }): void {
  if (!store.has(chat)) return
  const holder = store.holder(chat)
  if (holder === null) return
  if (isSilent) store.silence(holder)
  for (let look = 0; look < looks && store.has(chat) && !store.isBeingRescued(chat); look++) waitForLooks(store, 1, 0)
  if (thenHandsBack && store.has(chat)) store.handBack(holder, chat)
}

function leaveAtLast(store: TestStore, chat: string): void {
  if (!store.has(chat)) return
  store.passTo(store.chat(chat).request.endsAt - store.state.policy.shopperLeftAfterMs - t0)
  store.stream(chat, false)
  store.pass(store.state.policy.shopperLeftAfterMs)
}

/** Mostly somebody who has not been asked; the offer is any of the chat's latest request. */
function standIn(
  store: TestStore,
  { colleague, untilMs }: Deed & { readonly is: 'standIn' },
  member: string,
  chat: string,
): void {
  const offers = store.has(chat) ? store.chat(chat).request.offers : []
  const offer = offers[colleague % offers.length]
  if (offer) store.claimInPlaceOf(offer.member, member, chat, offer.servedAt + untilMs - t0)
}

/** Now and then its hours change meanwhile; and it does not stay closed for all the rest of the history. */
function closeFor(store: TestStore, { goUnavailable, opensInMs, forMs }: Deed & { readonly is: 'close' }): void {
  store.close({ goUnavailable, opensAt: opensInMs === null ? null : store.now + opensInMs })
  store.pass(forMs / 2)
  if (forMs % 2 === 0) store.close({ goUnavailable, opensAt: store.now + forMs })
  store.pass(forMs / 2)
  if (forMs % 3 > 0) store.open()
}

function decline(store: TestStore, member: string, chat: string, isToLeave: boolean): void {
  const wish = isToLeave ? { on: 0, off: t0 + store.now } : null
  store.submit({ type: 'DeclineOffer', member: aMember(member), offer: latestOffer(store, member, chat), wish })
}

function latestOffer(store: TestStore, member: string, chat: string): OfferId {
  const known = store.has(chat) ? store.offersOf(member, chat).at(-1) : undefined
  return known?.id ?? anOffer(`${chat}.1.1`)
}

function hold(store: TestStore, how: Holding, member: string, chat: string, isStale: boolean): void {
  const fence = (store.has(chat) ? store.chat(chat).fence : 1) - (isStale ? 1 : 0)
  if (how === 'reply') store.reply(member, chat, fence)
  else if (how === 'end') store.end(member, chat, fence)
  else if (how === 'handBack') store.handBack(member, chat, fence)
  else if (how === 'pickUp') store.pickUp(member, chat)
  else store.settle(member, chat)
}

function shop(store: TestStore, how: 'write' | 'end' | 'contact' | 'come' | 'go', chat: string): void {
  if (how === 'write') store.write(chat)
  else if (how === 'end') store.endAsShopper(chat)
  else if (how === 'contact') store.leaveContact(chat)
  else store.stream(chat, how === 'come')
}

function waitForLooks(store: TestStore, looks: number, shortOfMs: number): void {
  for (let look = 1; look <= looks; look++) {
    const next = store.nextLook()
    if (next === null) return
    store.passTo(next - (look === looks ? shortOfMs : 0))
  }
}
