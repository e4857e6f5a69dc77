/** Conversations on a virtual disk. They are written in the transactions of the log. */
import { changeBy, openedBy } from '../../../sync-server/storage/conversation-changes.ts'
import type { Conversations, ConversationWrite } from '../../../sync-server/storage/conversations.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import type { Tables, Transaction } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

export function virtualConversations(disk: VirtualDisk, user: DiskUser): Conversations {
  return {
    find: (chat) => disk.read(user, `Chat ${chat} could not be read`, ({ conversations }) => conversations.get(chat) ?? null),
    findMany: (chats) =>
      disk.read(user, 'The chats could not be read', ({ conversations }) =>
        chats.flatMap((chat) => conversations.get(chat) ?? []),
      ),
    messages: (chat, after, most) =>
      disk.read(user, `The messages of chat ${chat} could not be read`, ({ messages }) =>
        (messages.get(chat) ?? [])
          .filter(({ number }) => number > after)
          .sort((a, b) => a.number - b.number)
          .slice(0, most),
      ),
    ofShopper: (shopper, most) =>
      disk.read(user, `The chats of shopper ${shopper} could not be read`, ({ conversations }) =>
        [...conversations.values()]
          .filter((one) => one.shopper === shopper)
          .sort((a, b) => b.openedAt - a.openedAt || (a.chat > b.chat ? -1 : 1))
          .slice(0, most),
      ),
  }
}

export function writeConversation(write: ConversationWrite, { conversations, messages }: Tables, transaction: Transaction): void {
  if (write.write === 'open') {
    if (conversations.has(write.chat)) throw new StorageFailure(`There is a conversation ${write.chat} already.`)
    transaction.put(conversations, write.chat, openedBy(write))
    return
  }
  if (write.write === 'message') {
    const { chat, number } = write.message
    if (!conversations.has(chat)) throw new StorageFailure(`A message was written in chat ${chat}, which has no conversation.`)
    const isTaken = messages.get(chat)?.some((one) => one.number === number) ?? false
    if (isTaken) throw new StorageFailure(`Chat ${chat} has a message number ${number} already.`)
    transaction.append(messages, chat, [write.message])
    return
  }
  const before = conversations.get(write.chat)
  if (before) {
    transaction.put(conversations, write.chat, { ...before, ...changeBy(write) })
    return
  }
  // A holder or an end only notes what the log knows anyway: a conversation that was erased stays erased.
  if (write.write === 'contact') {
    throw new StorageFailure(`A contact was left in chat ${write.chat}, which has no conversation.`)
  }
}
