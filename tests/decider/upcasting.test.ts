/** Snapshots of the version before are read as what they meant. */
import { expect, test } from 'vitest'
import { evolveAll } from '../../src/decider/evolve.ts'
import { type StoreState, stateFormat } from '../../src/decider/state.ts'
import { oldestFormat, upcast } from '../../src/decider/upcasting.ts'
import { aStore, type TestStore } from './test-store.ts'

/** As format 3 kept it: without a word on whether a contact was answered. */
function keptInFormat3({ state }: TestStore): Pick<StoreState, 'chats'> {
  const chats = Object.values(state.chats).map(({ isContactUnanswered: _, ...chat }) => [chat.id, chat])
  return JSON.parse(JSON.stringify({ ...state, chats: Object.fromEntries(chats) }))
}

/** As format 2 kept it: without hours, and with the time of three misses alone. */
function keptInFormat2(store: TestStore): unknown {
  const { opening: _, members, ...rest } = { ...store.state, ...keptInFormat3(store) }
  const before = Object.values(members).map(({ madeUnavailable, ...member }) => {
    return [member.id, { ...member, madeUnavailableAt: madeUnavailable?.at ?? null }]
  })
  return JSON.parse(JSON.stringify({ ...rest, members: Object.fromEntries(before) }))
}

test('MI3, OF7: a snapshot of format 2 is an open store whose members were made unavailable by misses', () => {
  const store = aStore(['ann', 'ben'], { missesInRow: 1 })
  store.goUnavailable('ben').ask('c')
  store.deliverAll('c').passTo(90_000)
  expect(store.member('ann').madeUnavailable).not.toBeNull()
  expect(upcast(keptInFormat2(store), 2)).toEqual(store.state)
})

test('MI1: in a snapshot of format 3 a contact is unanswered where the shopper waits for a word', () => {
  const store = aStore(['ann'])
  for (const chat of ['c', 'd', 'e']) {
    store.ask(chat)
    store.leaveContact(chat)
  }
  store.claim('ann', 'c')
  store.claim('ann', 'd')
  store.reply('ann', 'd')
  const chats = (of: StoreState) => Object.values(of.chats).map(({ isContactUnanswered }) => isContactUnanswered)
  expect(chats(store.state)).toEqual([true, false, true])
  expect(upcast(keptInFormat3(store), 3)).toEqual(store.state)
})

test('what follows such a snapshot goes on from it', () => {
  const store = aStore(['ann'])
  const kept = keptInFormat2(store)
  const before = store.log.length
  store.ask('c')
  store.close({ goUnavailable: true })
  expect(evolveAll(upcast(kept, 2), store.log.slice(before))).toEqual(store.state)
})

test('today’s format is taken as it is', () => {
  const { state } = aStore(['ann'])
  expect(oldestFormat).toBeLessThan(stateFormat)
  expect(upcast(JSON.parse(JSON.stringify(state)), stateFormat)).toEqual(state)
})
