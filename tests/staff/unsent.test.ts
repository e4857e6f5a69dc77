/** What waits to be sent, as a person would count it. */
import { describe, expect, test } from 'vitest'
import type { ChatId, CommandId } from '../../src/identifiers.ts'
import { en } from '../../src/locales/staff/en.ts'
import type { MemberCommand } from '../../src/protocol/commands.ts'
import { createRows } from '../../src/replica/rows.ts'
import { nameBehind, nameIn } from '../../src/staff/customer-name.ts'
import { groupUnsent } from '../../src/staff/home/unsent-groups.ts'
import type { Unsent } from '../../src/staff/model.ts'
import { chat, missed, nobodyKnown, now, offer } from './fixtures/rows.ts'

const unsent = (command: object, since = now): Unsent => ({
  id: 'u' as CommandId,
  command: { id: 'u', shift: 's', ...command } as MemberCommand,
  since,
})
const says = (of: string, since: number) => unsent({ kind: 'sendMessage', chat: of, fence: 1, text: 'Hello' }, since)

describe('unsent commands', () => {
  test('messages are counted by chat, from the first on; the rest stands for itself', () => {
    const all = [
      says('c1', now - 3),
      says('c2', now - 2),
      says('c1', now - 1),
      unsent({ kind: 'endChat', chat: 'c1', fence: 1 }),
      unsent({ kind: 'setWish', wish: { on: 1, off: 0 } }),
    ]
    expect(groupUnsent(all)).toEqual([
      { kind: 'sendMessage', about: { chat: 'c1' }, count: 2, since: now - 3 },
      { kind: 'sendMessage', about: { chat: 'c2' }, count: 1, since: now - 2 },
      { kind: 'endChat', about: { chat: 'c1' }, count: 1, since: now },
      { kind: 'setWish', about: null, count: 1, since: now },
    ])
  })

  test('what the device reports by itself is no work of the person\u2019s', () => {
    expect(groupUnsent([unsent({ kind: 'reportOffer', offer: 'c1.1.1', seen: 'delivered' })])).toEqual([])
  })

  test('a customer is named from wherever the device knows them', () => {
    const { rows, sink } = createRows()
    for (const row of [chat(), missed(), offer({ shopper: nobodyKnown })]) sink.put(row)
    expect(nameIn(rows, 'c2' as ChatId, en)).toBe('Crystal Minh')
    expect(nameIn(rows, 'c8' as ChatId, en)).toBe('Joyce Wu')
    expect(nameBehind(rows, offer().id, en)).toBe('New customer')
    expect(nameIn(rows, 'gone' as ChatId, en)).toBeNull()
  })
})
