/** Who may read a chat that the store's state has let go of. */
import { expect, test } from 'vitest'
import type { ChatId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { accessTo } from '../../../sync-server/conversation/access.ts'
import type { Conversation } from '../../../sync-server/storage/storage.ts'

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

test('whoever had it last, and nobody else', () => {
  expect(accessTo(null, conversation(ana), ana)).toEqual({ history: true, messages: true })
  expect(accessTo(null, conversation(ana), ben)).toEqual({ history: false, messages: false })
})

test('MI1: the whole team where nobody ever had it', () => {
  expect(accessTo(null, conversation(null), ben)).toEqual({ history: true, messages: true })
})
