/**
 * A chat that was erased leaves nothing on this device: its rows go with the feed, and here goes what the member typed in it. Of a chat
 * that is simply no longer theirs, that is kept (CL5), so the server is asked which it is.
 */
import type { ChatId, CommandId, MemberId } from '../identifiers.ts'
import type { Database } from '../replica/database.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import type { Waiting } from '../replica/outbox.ts'
import type { Rows } from '../replica/rows.ts'

export interface ErasedChatParts {
  readonly me: MemberId
  readonly rows: Pick<Rows, 'chats'>
  readonly database: Pick<Database, 'drafted' | 'keepDraft'>
  readonly entries: () => readonly Waiting[]
  readonly history: ServerHttp['history']
  /** Lets go of a refused message. */
  readonly discard: (id: CommandId) => void
}

export interface ErasedChats {
  /** To be called when the rows are complete; asks only when the chats are not those of the last time. Never rejects. */
  look(): Promise<void>
  /** The connection is lost: whatever happens meanwhile is looked for on the next. */
  lookAgain(): void
}

export function createErasedChats({ me, rows, database, entries, history, discard }: ErasedChatParts): ErasedChats {
  let looked: string | null = null

  const refused = () =>
    entries().flatMap(({ command, refused }) =>
      refused && command.kind === 'sendMessage' ? [{ id: command.id, chat: command.chat }] : [],
    )

  async function wasErased(chat: ChatId): Promise<boolean> {
    const reply = await history(chat)
    if (reply.is === 'unreachable') looked = null
    return reply.is === 'problem' && kindOf(reply.problem) === 'chat-erased'
  }

  async function forget(chat: ChatId): Promise<void> {
    for (const message of refused()) if (message.chat === chat) discard(message.id)
    await database.keepDraft(me, chat, '')
  }

  return {
    async look() {
      const here = Object.keys(rows.chats).sort().join()
      if (here === looked) return
      looked = here
      try {
        const kept = new Set([...(await database.drafted(me)), ...refused().map(({ chat }) => chat)])
        for (const chat of kept) if (!rows.chats[`chat/${chat}`] && (await wasErased(chat))) await forget(chat)
      } catch {
        // A disk that does not answer is asked again with the next rows; that it fails is said elsewhere.
        looked = null
      }
    },
    lookAgain() {
      looked = null
    },
  }
}
