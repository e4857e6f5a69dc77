/** Addresses and the pages behind them. */
import { describe, expect, test } from 'vitest'
import type { ChatId } from '../../src/identifiers.ts'
import { pathOf, readPath } from '../../src/staff/pages.ts'

describe('pages', () => {
  test('every page has an address that leads back to it', () => {
    for (const page of [{ is: 'home' }, { is: 'chat', chat: '0198-a.b_c' as ChatId }] as const) {
      expect(readPath(pathOf(page))).toEqual(page)
    }
  })

  test('an address that no page has leads nowhere', () => {
    for (const path of ['/chats', '/chats/', '/chats/c1/more', '/settings', '']) expect(readPath(path)).toBeNull()
  })
})
