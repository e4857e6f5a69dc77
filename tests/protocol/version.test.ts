/** How apps and servers of different age stand to each other. */
import { expect, test } from 'vitest'
import { oldestApp, oldestServer, protocolVersion, standingOf } from '../../src/protocol/version.ts'

test('a server of the app’s own version or down to the oldest is understood, one above is newer, one below too old', () => {
  expect(standingOf(protocolVersion)).toBe('understood')
  expect(standingOf(oldestServer)).toBe('understood')
  expect(standingOf(protocolVersion + 1)).toBe('newer')
  expect(standingOf(oldestServer - 1)).toBe('tooOld')
})

test('an app and a server of one commit understand each other', () => {
  expect(oldestServer).toBeLessThanOrEqual(protocolVersion)
  expect(oldestApp).toBeLessThanOrEqual(protocolVersion)
})
