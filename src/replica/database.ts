/**
 * What the browser keeps: its own identifier, and the words typed but not sent, so that a reload loses none. The feed's rows
 * and the outbox get tables of their own when the app learns to work offline.
 */
import { Dexie, type EntityTable } from 'dexie'
import type { ChatId, DeviceId, MemberId } from '../identifiers.ts'

interface Fact {
  readonly name: 'device' | 'lastStore'
  readonly value: string
}

interface Draft {
  readonly chat: ChatId
  readonly member: MemberId
  readonly text: string
}

export interface Database {
  /** This browser's identifier; made on the first call and kept. */
  device(make: () => DeviceId): Promise<DeviceId>
  /** The store that was last signed in to; `null` on a new device. */
  lastStore(): Promise<string | null>
  keepLastStore(store: string): Promise<void>
  /** What the member typed in the chat; empty where nothing. */
  draft(member: MemberId, chat: ChatId): Promise<string>
  keepDraft(member: MemberId, chat: ChatId, text: string): Promise<void>
  /** Sign-out leaves nothing of the person on the device. */
  forgetMember(member: MemberId): Promise<void>
}

export function openDatabase(name = 'shopbell'): Database {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Dexie & {
    facts: EntityTable<Fact, 'name'>
    drafts: EntityTable<Draft>
  }
  db.version(1).stores({ facts: 'name', drafts: '[member+chat], member' })

  return {
    device: (make) =>
      db.transaction('rw', db.facts, async () => {
        const known = await db.facts.get('device')
        if (known) return known.value as DeviceId
        const device = make()
        await db.facts.put({ name: 'device', value: device })
        return device
      }),
    lastStore: async () => (await db.facts.get('lastStore'))?.value ?? null,
    keepLastStore: async (store) => {
      await db.facts.put({ name: 'lastStore', value: store })
    },
    draft: async (member, chat) => (await db.drafts.where({ member, chat }).first())?.text ?? '',
    keepDraft: async (member, chat, text) => {
      if (text === '') await db.drafts.where({ member, chat }).delete()
      else await db.drafts.put({ member, chat, text })
    },
    forgetMember: async (member) => {
      await db.drafts.where({ member }).delete()
    },
  }
}
