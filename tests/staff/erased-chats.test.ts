/** What the member typed in a chat that was erased goes from the device; in one that is merely not theirs it stays. */
import { expect, test } from 'vitest'
import type { ChatId, CommandId, MemberId } from '../../src/identifiers.ts'
import type { ShoppingHistory } from '../../src/protocol/staff.ts'
import type { Reply } from '../../src/replica/http.ts'
import type { Waiting } from '../../src/replica/outbox.ts'
import { createErasedChats } from '../../src/staff/erased-chats.ts'

const me = 'ana' as MemberId
const chat = (id: string) => id as ChatId
const problem = (kind: string): Reply<ShoppingHistory> => ({
  is: 'problem',
  problem: { type: `/problems/${kind}`, title: kind, status: 410, detail: 'It is so.' },
})
const unreachable: Reply<ShoppingHistory> = { is: 'unreachable', retryAfterMs: null, isTooMany: false }
const refusedMessage = (id: string, of: string) =>
  ({
    command: { kind: 'sendMessage', id, chat: chat(of), fence: 1, text: 'Hello Crystal', shift: 's' },
    refused: { type: '/problems/not-holder', title: '', status: 409, detail: '' },
  }) as unknown as Waiting

function setUp(replies: Readonly<Record<string, Reply<ShoppingHistory>>>) {
  const drafts = new Map(Object.keys(replies).map((id) => [chat(id), `typed in ${id}`]))
  const rows = { chats: {} as Record<string, never> }
  const asked: string[] = []
  const discarded: CommandId[] = []
  const given = { replies: { ...replies } as Record<string, Reply<ShoppingHistory>>, entries: [] as Waiting[] }
  const erased = createErasedChats({
    me,
    rows,
    database: {
      drafted: async () => [...drafts.keys()],
      keepDraft: async (_, of, text) => {
        if (text === '') drafts.delete(of)
      },
    },
    entries: () => given.entries,
    history: async (of) => {
      asked.push(of)
      return given.replies[of] ?? problem('unknown-chat')
    },
    discard: (id) => void discarded.push(id),
  })
  return { erased, drafts, rows, asked, discarded, given }
}

test('EN2: drafts and refused messages of erased chats go; CL5: those of others stay', async () => {
  const { erased, drafts, given, discarded } = setUp({
    gone: problem('chat-erased'),
    colleagues: problem('not-yours'),
    forgotten: problem('unknown-chat'),
  })
  given.entries = [refusedMessage('one', 'gone'), refusedMessage('two', 'colleagues')]
  await erased.look()
  expect([...drafts.keys()]).toEqual(['colleagues', 'forgotten'])
  expect(discarded).toEqual(['one'])
})

test('nobody is asked about a chat that is here, nor again while the chats are the same', async () => {
  const { erased, rows, asked } = setUp({ here: problem('chat-erased'), gone: problem('not-yours') })
  rows.chats['chat/here'] = {} as never
  await erased.look()
  await erased.look()
  expect(asked).toEqual(['gone'])
  delete rows.chats['chat/here']
  await erased.look()
  expect(asked).toEqual(['gone', 'here', 'gone'])
})

test('what could not be found out is asked again, and everything on a new connection', async () => {
  const { erased, drafts, asked, given } = setUp({ gone: unreachable })
  await erased.look()
  given.replies.gone = problem('not-yours')
  await erased.look()
  await erased.look()
  expect(asked).toEqual(['gone', 'gone'])
  given.replies.gone = problem('chat-erased')
  erased.lookAgain()
  await erased.look()
  expect([...drafts.keys()]).toEqual([])
})
