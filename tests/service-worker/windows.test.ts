/** Where a tap leads, and to which window. */
import { expect, test } from 'vitest'
import type { ChatId, OfferId, ShiftId } from '../../src/identifiers.ts'
import { readPageMessage } from '../../src/replica/page-messages.ts'
import { chooseWindow, pathFor } from '../../src/service-worker/app-windows.ts'

const window = (path: string, visibilityState: DocumentVisibilityState = 'hidden', focused = false) => ({
  url: `https://shop.example${path}`,
  visibilityState,
  focused,
})
const rung = { shift: 's1' as ShiftId, chat: 'c/1' as ChatId, offer: 'c1.1.1' as OfferId }

test('the window that is looked at, else one that is there; never another page of the server’s', () => {
  const [home, chat, demo] = [window('/'), window('/chats/c1', 'visible'), window('/demo/', 'visible', true)]
  expect(chooseWindow([demo, home, chat])).toBe(chat)
  expect(chooseWindow([demo, home])).toBe(home)
  expect(chooseWindow([demo])).toBeNull()
  expect(chooseWindow([])).toBeNull()
})

test('what one has is its conversation, what rings is on every page', () => {
  expect(pathFor({ is: 'outcome', isMine: true, ...rung })).toBe('/chats/c%2F1')
  expect(pathFor({ is: 'outcome', isMine: false, ...rung })).toBe('/')
  expect(pathFor({ is: 'ring', push: 'p', claimableUntil: 0, ...rung })).toBe('/')
  expect(pathFor(null)).toBe('/')
})

test('a page takes only what it knows from its worker', () => {
  expect(readPageMessage({ is: 'go', path: '/bell' })).toEqual({ is: 'go', path: '/bell' })
  expect(readPageMessage({ is: 'outboxGrew' })).toEqual({ is: 'outboxGrew' })
  for (const other of [null, 'go', {}, { is: 'go' }, { is: 'go', path: 7 }, { type: 'CACHE_UPDATED' }]) {
    expect(readPageMessage(other)).toBeNull()
  }
})
