/** Who comes back to a chat that was erased is told so, because their device still keeps something of it. */
import type { ChatId, StoreId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Keeping } from '../storage/keeping.ts'

/** Throws `chat-erased` where the store had the chat, and it was erased (EN2). */
export async function refuseErased(keeping: Keeping, store: StoreId, chat: ChatId): Promise<void> {
  if (!(await keeping.wasErased(store, chat))) return
  throw new ProblemReply(
    'chat-erased',
    'This chat was erased with everything about its shopper. There is nothing you need to do.',
  )
}
