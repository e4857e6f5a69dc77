/** Whose language a notification speaks, and that no disk keeps it from the screen. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MemberId } from '../../src/identifiers.ts'
import { workerWordsFor } from '../../src/locales/worker/dictionary.ts'
import type { Language, Session } from '../../src/protocol/staff.ts'
import type { MembersLanguage } from '../../src/replica/database.ts'
import { memberWords } from '../../src/service-worker/member-words.ts'
import { session } from '../staff/fixtures/rows.ts'

const me = session.member.id
const browser = ['ja', 'es-419', 'en']

interface Kept {
  readonly session: Session | null
  readonly untold: MembersLanguage | null
  readonly device: Language | null
}
const speaking = (language: Language | null): Session => ({ ...session, language })
const disk = (kept: Partial<Kept>) => ({
  session: async () => kept.session ?? null,
  untoldLanguage: async () => kept.untold ?? null,
  language: async () => kept.device ?? null,
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each<[what: string, kept: Partial<Kept>, said: Language]>([
  ['the member’s own, before this device’s', { session: speaking('fr'), device: 'de' }, 'fr'],
  [
    'one not told to the server, before what that knows',
    { session: speaking('fr'), untold: { member: me, language: 'de' } },
    'de',
  ],
  [
    'never what another member has not told',
    { session: speaking('fr'), untold: { member: 'ben' as MemberId, language: 'de' } },
    'fr',
  ],
  [
    'this device’s, where the member has just chosen none',
    { session: speaking('fr'), untold: { member: me, language: null }, device: 'de' },
    'de',
  ],
  ['this device’s, where the member has chosen none', { session: speaking(null), device: 'de' }, 'de'],
  ['this device’s, where nobody is signed in', { untold: { member: me, language: 'fr' }, device: 'de' }, 'de'],
  ['the browser’s, where nobody has chosen', { session: speaking(null) }, 'es'],
])('a notification speaks %s', async (_what, kept, said) => {
  expect(await memberWords(disk(kept), browser)).toBe(workerWordsFor([said]))
})

test('a session from a server of before follows the device', async () => {
  const { language: _, ...before } = session
  expect(await memberWords(disk({ session: before, device: 'de' }), browser)).toBe(workerWordsFor(['de']))
})

test('a choice counts from the next notification on', async () => {
  const kept = { session: speaking('fr') }
  const database = disk(kept)
  expect(await memberWords(database, browser)).toBe(workerWordsFor(['fr']))
  kept.session = speaking('de')
  expect(await memberWords(database, browser)).toBe(workerWordsFor(['de']))
})

test('a disk that fails leaves the browser’s', async () => {
  const database = { ...disk({ session: speaking('fr') }), language: () => Promise.reject(new Error('The disk is gone.')) }
  expect(await memberWords(database, browser)).toBe(workerWordsFor(['es']))
})

test('a disk that does not answer holds nothing up', async () => {
  const database = { ...disk({ session: speaking('fr') }), untoldLanguage: () => new Promise<never>(() => {}) }
  const words = memberWords(database, browser)
  await vi.runAllTimersAsync()
  expect(await words).toBe(workerWordsFor(['es']))
})
