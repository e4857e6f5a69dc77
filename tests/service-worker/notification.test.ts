/** What a push shows: the right thing for what is ours, something harmless for everything else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatId, OfferId, ShiftId } from '../../src/identifiers.ts'
import { workerWordsFor } from '../../src/locales/worker/dictionary.ts'
import type { PushMessage } from '../../src/protocol/push.ts'
import { type Circumstances, notificationFor, readAbout, type Standing, tagOf } from '../../src/service-worker/notification.ts'
import { readPush } from '../../src/service-worker/read-push.ts'

const words = workerWordsFor(['en'])
const shift = 'shift-1' as ShiftId
const chat = 'c1' as ChatId
const offer = 'c1.1.1' as OfferId
const now = 1_800_000_000_000
const ring = {
  version: 1,
  push: 'p1',
  shift,
  is: 'ring',
  chat,
  offer,
  isReturning: true,
  hasChattedBefore: false,
  ringing: 2,
  claimableUntil: now + 60_000,
} satisfies PushMessage
const taken = { version: 1, push: 'p2', shift, is: 'outcome', chat, how: 'taken', by: 'Ana' } satisfies PushMessage
const bell = { isSilent: false, vibrates: true }
const at: Circumstances = { shift, serverNow: now, bell, standing: null }
const shown = (message: object | string | null, more: Partial<Circumstances> = {}) => {
  const text = typeof message === 'object' && message !== null ? JSON.stringify(message) : message
  const { title, options } = notificationFor(readPush(text), { ...at, ...more }, words)
  return { title, ...options, buttons: options.actions?.map(({ action }) => action) }
}
const standing = (message: PushMessage, more: Partial<Circumstances> = {}): Standing => {
  const { title, body, data } = shown(message, more)
  return { title, body: body ?? '', about: data }
}

test('OF4: a ring says who it is in general words, waits for an answer and sounds again', () => {
  expect(shown(ring)).toMatchObject({
    title: 'Incoming chat',
    body: 'A returning customer. 2 of you are being rung.',
    tag: chat,
    renotify: true,
    requireInteraction: true,
    buttons: ['claim', 'decline'],
    data: { is: 'ring', push: 'p1', shift, chat, offer },
  })
  expect(shown({ ...ring, hasChattedBefore: true, ringing: 1 }).body).toBe('You have chatted before. Only you are being rung.')
  expect(shown({ ...ring, isReturning: false }).body).toMatch(/^A new customer/)
})

test('the device’s own bell: silent only where it was set so, and then it does not vibrate, which browsers refuse', () => {
  expect(shown(ring).silent).toBeUndefined()
  expect(shown(ring).vibrate).toBeDefined()
  expect(shown(ring, { bell: { isSilent: false, vibrates: false } })).not.toHaveProperty('vibrate')
  const silent = shown(ring, { bell: { isSilent: true, vibrates: true } })
  expect(silent.silent).toBe(true)
  expect(silent).not.toHaveProperty('vibrate')
})

test('CL4: an outcome takes the ring’s place without a sound and asks for nothing', () => {
  const after = { standing: standing(ring) }
  expect(shown(taken, after)).toMatchObject({ title: 'Ana has it', tag: chat, silent: true })
  expect(shown(taken, after).buttons).toBeUndefined()
  expect(shown(taken, after).requireInteraction).toBeUndefined()
  expect(shown({ ...taken, by: null }).title).toBe('A colleague has it')
  expect(shown({ ...taken, how: 'missed', by: null }).title).toBe('Missed')
  expect(shown({ ...taken, how: 'over', by: null }).title).toBe('No longer open')
  expect(shown({ ...taken, how: 'mine', by: null })).toMatchObject({ title: 'It is yours', data: { isMine: true } })
})

test('CL3: a ring that nobody can claim any more does not ring; a clock that is a moment wrong silences none', () => {
  expect(shown(ring, { serverNow: ring.claimableUntil + 60_000 })).toMatchObject({ title: 'No longer open', silent: true })
  expect(shown(ring, { serverNow: ring.claimableUntil + 1_000 }).title).toBe('Incoming chat')
})

test('a repeated ring stands as it stood, and makes no second sound; another offer for the chat rings', () => {
  expect(shown(ring, { standing: standing(ring) })).toMatchObject({ title: 'Incoming chat', renotify: false, silent: true })
  const next = { ...ring, push: 'p9', offer: 'c1.1.4' }
  expect(shown(next, { standing: standing(ring) })).toMatchObject({ renotify: true })
  expect(shown(next, { standing: standing(ring) }).silent).toBeUndefined()
})

test('a copy of the ring that comes after its end changes nothing of what is said', () => {
  const ended = standing(taken, { standing: standing(ring) })
  expect(shown(ring, { standing: ended })).toMatchObject({ title: 'Ana has it', silent: true })
  expect(shown({ ...ring, offer: 'c1.2.1' }, { standing: ended }).title).toBe('Incoming chat')
})

test('what was answered on this device is not overwritten by the news that it no longer rings here', () => {
  const declined: Standing = {
    title: 'Declined',
    body: 'You stay available.',
    about: { is: 'outcome', isMine: false, shift, chat, offer },
  }
  expect(shown({ ...taken, how: 'over', by: null }, { standing: declined }).title).toBe('Declined')
  expect(shown(taken, { standing: declined }).title).toBe('Ana has it')
})

test('MI3, the bell check: said aloud, kept until it is seen', () => {
  const misses = { version: 1, push: 'p3', shift, is: 'madeUnavailable', misses: 3 }
  expect(shown(misses)).toMatchObject({ title: 'You were made unavailable', requireInteraction: true })
  const check = { version: 1, push: 'p4', shift, is: 'bellCheck', check: 'k1', by: 'Emma' }
  expect(shown(check)).toMatchObject({ title: 'Bell check from Emma', buttons: ['hear'], renotify: true })
})

test('what is of another shift, or of nobody’s, says nothing of it and offers nothing', () => {
  for (const other of ['shift-2' as ShiftId, null]) {
    for (const message of [ring, taken]) {
      const neutral = shown(message, { shift: other })
      expect(neutral).toMatchObject({ title: 'Shopbell', silent: true, data: { push: null } })
      expect(JSON.stringify(neutral)).not.toMatch(/Ana|c1/)
      expect(neutral.buttons).toBeUndefined()
    }
  }
  // The server decides where the device’s storage does not answer: a lost ring is worse than one too many.
  expect(shown(ring, { shift: 'unknown' }).title).toBe('Incoming chat')
})

test('a message of another version rings in neutral words', () => {
  expect(shown({ ...ring, version: 2 })).toMatchObject({ title: 'Shopbell' })
  expect(shown({ ...ring, version: 2 }).silent).toBeUndefined()
})

test.each([
  ['nothing', null],
  ['no JSON', 'ring'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a chat that is no identifier', { ...ring, chat: '../../x' }],
  ['a number for a chat', { ...ring, chat: 7 }],
  ['no offer', { ...ring, offer: undefined }],
  ['a negative number of members', { ...ring, ringing: -1 }],
  ['an endless number', '{"version":1,"push":"p","shift":"shift-1","is":"madeUnavailable","misses":1e999}'],
  ['an unknown kind', { ...ring, is: 'advertisement' }],
  ['an unknown outcome', { ...taken, how: 'stolen' }],
  ['a bell check from nobody', { version: 1, push: 'p', shift, is: 'bellCheck', check: 'k', by: ' \u202e ' }],
])('forged: %s is shown as something, and as nothing of ours', (_what, message) => {
  expect(shown(message)).toMatchObject({ title: 'Shopbell', tag: 'shopbell', data: { push: null, shift: null } })
})

test('a name is one short line of visible text', () => {
  const by = `An\n\u202ea\u0007${'x'.repeat(5_000)}`
  const { title } = shown({ ...taken, by })
  expect(title).toMatch(/^An ?a ?x+ has it$/)
  expect(title.length).toBeLessThan(100)
})

test('whatever arrives, something that a browser takes is shown, and the worker can read it again', () => {
  const pieces = fc.oneof(
    fc.anything(),
    fc.constantFrom(1, 'ring', 'outcome', 'bellCheck', 'madeUnavailable', 'taken', 'mine', shift, chat, offer, true, now, null),
  )
  const names = [
    'version',
    'push',
    'shift',
    'is',
    'chat',
    'offer',
    'isReturning',
    'hasChattedBefore',
    'ringing',
    'by',
    'how',
    'check',
  ]
  const half = fc.record(Object.fromEntries(names.map((name) => [name, pieces])), { requiredKeys: [] })
  const stands = fc.constantFrom(null, standing(ring), standing(taken))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        half.map((its) => JSON.stringify({ ...ring, ...its })),
      ),
      stands,
      (text, before) => {
        const message = readPush(text)
        const { title, options } = notificationFor(message, { ...at, standing: before }, words)
        expect(title.trim()).not.toBe('')
        expect(options.tag).toBe(tagOf(message?.shift === shift ? message : null))
        // As browsers refuse it.
        expect(options.silent && options.vibrate).toBeFalsy()
        expect(options.renotify && !options.tag).toBeFalsy()
        expect(readAbout(structuredClone(options.data))).toEqual(options.data)
      },
    ),
  )
})
