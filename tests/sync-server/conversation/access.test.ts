/** Who may read a chat that the store's state has let go of, and one that changed hands. */
import { expect, test } from 'vitest'
import type { ChatId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { accessTo } from '../../../sync-server/conversation/access.ts'
import type { Conversation } from '../../../sync-server/storage/conversations.ts'
import { aStore } from '../../decider/test-store.ts'

const [ana, ben] = ['ana', 'ben'] as MemberId[] as [MemberId, MemberId]
const conversation = (lastHolder: MemberId | null): Conversation => ({
  chat: 'c' as ChatId,
  store: 's' as StoreId,
  shopper: 'p' as ShopperId,
  name: null,
  isReturning: false,
  question: 'Hello?',
  lookingAt: null,
  viewed: [],
  openedAt: 0,
  lastHolder,
  heldAt: null,
  endedAt: 0,
  contact: null,
})

const everything = { history: true, messages: Number.POSITIVE_INFINITY }
const nothing = { history: false, messages: 0 }

test('whoever had it last, and nobody else', () => {
  expect(accessTo(null, conversation(ana), ana)).toEqual(everything)
  expect(accessTo(null, conversation(ana), ben)).toEqual(nothing)
})

test('MI1: the whole team where nobody ever had it', () => {
  expect(accessTo(null, conversation(null), ben)).toEqual(everything)
})

test('RE3: the former holder reads what was said until a colleague took it over, who reads everything', () => {
  const store = aStore(['ana', 'ben'])
  store.ask('c')
  store.claim('ana', 'c')
  store.write('c')
  store.silence('ana').passTo(60_000)
  expect(accessTo(store.chat('c'), conversation(ana), ben)).toEqual({ history: true, messages: 0 })
  store.claim('ben', 'c')
  store.write('c')
  expect(accessTo(store.chat('c'), conversation(ben), ana)).toEqual({ history: true, messages: 2 })
  expect(accessTo(store.chat('c'), conversation(ben), ben)).toEqual(everything)
})

test('CL7, DE2: who handed it back or declined it reads nothing, until they are asked again', () => {
  const store = aStore(['ana', 'ben'])
  store.ask('c')
  store.claim('ana', 'c')
  store.handBack('ana', 'c')
  expect(accessTo(store.chat('c'), conversation(null), ana)).toEqual(nothing)
  store.decline('ben', 'c')
  expect(accessTo(store.chat('c'), conversation(null), ben)).toEqual(nothing)
  store.stream('c', false)
  store.pass(20_000).goUnavailable('ana')
  store.stream('c', true)
  expect(accessTo(store.chat('c'), conversation(null), ana)).toEqual(nothing)
  expect(accessTo(store.chat('c'), conversation(null), ben)).toEqual({ history: true, messages: 0 })
})
