/**
 * Every invariant on random histories. A failure prints its seed and the shrunk history; set `DECIDER_HISTORIES` to run more
 * of them than the default.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Refusal } from '../../src/decider/answers.ts'
import type { Fact, StoreEvent } from '../../src/decider/events.ts'
import { evolve, evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { RequestWhy, RequestWithdrawnWhy } from '../../src/decider/state.ts'
import { aHistory, live } from './history.ts'
import { invariants } from './invariants.ts'

const histories = Number(process.env.DECIDER_HISTORIES ?? 100)
/** Bounds only a test that hangs, on a machine that is busy with other things. */
const timeout = 60_000 + histories * 1_000

test.each(Object.entries(invariants))('%s', { timeout }, (_, invariant) => {
  fc.assert(
    fc.property(aHistory(150), (history) => {
      live(history, invariant())
    }),
    { numRuns: histories },
  )
})

test('replaying the log gives the live state, also from a snapshot that was kept as JSON', { timeout }, () => {
  fc.assert(
    fc.property(aHistory(150), fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
      const store = live(history, () => {})
      expect(evolveAll(initialState(), store.log)).toEqual(store.state)
      const cut = Math.floor(store.log.length * share)
      const snapshot = JSON.parse(JSON.stringify(evolveAll(initialState(), store.log.slice(0, cut))))
      const kept = JSON.parse(JSON.stringify(store.log.slice(cut))) as StoreEvent[]
      expect(kept.reduce(evolve, snapshot)).toEqual(store.state)
    }),
    { numRuns: histories },
  )
})

test('histories are worth their name: whatever can happen, or be refused, does', { timeout }, () => {
  const seen: Partial<Record<Happening, true>> = {}
  fc.assert(
    fc.property(aHistory(150), (history) => {
      live(history, ({ before, decision: { events, answer } }) => {
        for (const event of events) {
          seen[event.type] = true
          if (event.type === 'RequestOpened') seen[`opened: ${event.why}`] = true
          if (event.type === 'RequestWithdrawn') seen[`withdrawn: ${event.why}`] = true
          if (event.type === 'ChatClaimed' && event.by) seen['claimed by a stand-in'] = true
          if (event.type === 'MadeUnavailable' && event.why) seen['made unavailable: storeClosed'] = true
          const standing = event.type === 'ChatClaimed' ? before.chats[event.chat]?.standing : undefined
          if (standing?.is === 'held') seen['taken over'] = true
          if (standing?.is === 'held' && !before.members[standing.holder]) seen['taken over from who has left'] = true
        }
        if (answer.is === 'refused') seen[`refused: ${answer.why}`] = true
      })
    }),
    { numRuns: 300, seed: 1 },
  )
  expect(Object.keys(everything).filter((what) => !(what in seen))).toEqual([])
})

type Happening =
  | Fact['type']
  | `refused: ${Refusal['why']}`
  | `opened: ${RequestWhy}`
  | `withdrawn: ${RequestWithdrawnWhy}`
  | 'taken over'
  | 'taken over from who has left'
  | 'claimed by a stand-in'
  | 'made unavailable: storeClosed'
const everything: Record<Happening, true> = {
  PolicyChanged: true,
  MemberAdded: true,
  MemberRemoved: true,
  StoreOpened: true,
  StoreClosed: true,
  OpeningMoved: true,
  ChatOpened: true,
  RequestOpened: true,
  OfferServed: true,
  OfferDelivered: true,
  OfferDisplayed: true,
  OfferUndelivered: true,
  OfferLapsed: true,
  OfferDeclined: true,
  OfferWithdrawn: true,
  AnsweredInVain: true,
  NobodyCouldBeAsked: true,
  ChatClaimed: true,
  RequestMissed: true,
  RequestWithdrawn: true,
  MissCounted: true,
  MissesForgiven: true,
  MadeUnavailable: true,
  WishMerged: true,
  ChatPickedUp: true,
  ChatHandedBack: true,
  MissedChatSettled: true,
  ChatReopened: true,
  ChatEnded: true,
  ChatForgotten: true,
  ChatErased: true,
  ShopperStreamLost: true,
  ShopperStreamFound: true,
  ShopperWrote: true,
  MemberWrote: true,
  ContactLeft: true,
  TimeGivenBack: true,
  'opened: asked': true,
  'opened: shopperBack': true,
  'opened: reopened': true,
  'opened: handedBack': true,
  'opened: rescue': true,
  'withdrawn: shopperLeft': true,
  'withdrawn: chatEnded': true,
  'withdrawn: holderBack': true,
  'withdrawn: nobodyCame': true,
  'withdrawn: handedBack': true,
  'taken over': true,
  'taken over from who has left': true,
  'claimed by a stand-in': true,
  'made unavailable: storeClosed': true,
  'refused: UnknownChat': true,
  'refused: UnknownOffer': true,
  'refused: UnknownMember': true,
  'refused: AlreadyClaimed': true,
  'refused: RequestEnded': true,
  'refused: NeverServed': true,
  'refused: AlreadyDeclined': true,
  'refused: AtCapacity': true,
  'refused: AskedTooLate': true,
  'refused: TooLateToHandBack': true,
  'refused: NotHolder': true,
  'refused: StaleFence': true,
  'refused: ChatEnded': true,
  'refused: ShopperHasOpenChat': true,
  'refused: ChatExists': true,
  'refused: NotMissed': true,
  'refused: StampAhead': true,
  'refused: OutOfBounds': true,
}
