/** CL6: what came of a button on a notification, for every answer there is. */
import { expect, test } from 'vitest'
import type { ChatId, MemberId, OfferId, ShiftId } from '../../src/identifiers.ts'
import { workerWordsFor } from '../../src/locales/worker/dictionary.ts'
import { problemKinds } from '../../src/protocol/problems.ts'
import type { Answer } from '../../src/replica/outbox.ts'
import { claimed, declined } from '../../src/service-worker/answer-words.ts'

const words = workerWordsFor(['en'])
const me = 'ana' as MemberId
const rung = { shift: 's1' as ShiftId, chat: 'c1' as ChatId, offer: 'c1.1.1' as OfferId }
const ben = { id: 'ben' as MemberId, name: 'Ben' }
const problem = (kind: string, more: object = {}): Answer => ({
  is: 'problem',
  problem: { type: `/problems/${kind}`, title: '', status: 409, detail: '', ...more },
})
const claim = (answer: Answer) => claimed(rung, answer, me, words)

test('CL6: yours, taken by, expired, trying', () => {
  expect(claim({ is: 'accepted', fence: 1 })).toMatchObject({ title: 'It is yours', options: { data: { isMine: true } } })
  expect(claim(problem('already-claimed', { by: ben })).title).toBe('Ben has it')
  expect(claim(problem('already-claimed', { by: { id: me, name: 'Ana' } })).title).toBe('It is yours')
  expect(claim(problem('request-ended')).title).toBe('Expired')
  expect(claim(problem('asked-too-late')).title).toBe('This no longer asks for the chat')
  expect(claim({ is: 'gaveUp' }).title).toBe('No connection: trying')
})

test('a chat that is long gone is no failure of the person’s', () => {
  expect(claim(problem('unknown-chat')).title).toBe('No longer open')
  expect(declined(rung, problem('unknown-offer'), words).title).toBe('Declined')
  expect(declined(rung, problem('already-claimed', { by: ben }), words).title).toBe('Declined')
})

test('every refusal there is has words, takes the ring’s place, and offers no button that would do nothing', () => {
  for (const kind of Object.keys(problemKinds)) {
    for (const shown of [claim(problem(kind)), declined(rung, problem(kind), words)]) {
      expect(shown.title).not.toBe('')
      expect(shown.options.tag).toBe('c1')
      expect(shown.options.actions).toBeUndefined()
    }
  }
})
