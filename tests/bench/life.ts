/** A chat's whole life, decision by decision: asked, followed, delivered, displayed, claimed, four messages, ended. */
import { v7 as newIdentifier } from 'uuid'
import type { Command } from '../../src/decider/commands.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { ChatId, CommandId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Coordinator, Submission } from '../../sync-server/coordinator/submission.ts'
import type { ConversationWrite } from '../../sync-server/storage/conversations.ts'
import { messageWrite, opening } from '../contracts/storage-samples.ts'

export const decisionsALife = 10

/** Lives one chat of the store through; each decision waits for the answer to the one before. */
export async function liveThrough(coordinator: Coordinator, store: StoreId): Promise<void> {
  const chat = newIdentifier() as ChatId
  const shopper = newIdentifier() as ShopperId
  await ask(coordinator, store, chat, shopper)
  const offer = (await coordinator.state(store)).chats[chat]?.request.offers[0]
  if (!offer) throw new Error('Nobody was rung for a question: the bench has more lives at once than members.')
  const { member, id } = offer
  await give(coordinator, store, null, { type: 'ReportOffer', member, offer: id, seen: 'delivered' })
  await give(coordinator, store, null, { type: 'ReportOffer', member, offer: id, seen: 'displayed' })
  await give(coordinator, store, member, { type: 'ClaimChat', member, chat, asksUntil: null })
  for (let turn = 0; turn < 2; turn++) {
    await give(coordinator, store, member, { type: 'WriteAsMember', member, chat, fence: 1 }, wordsIn(chat))
    await give(coordinator, store, shopper, { type: 'WriteAsShopper', chat }, wordsIn(chat))
  }
  await give(coordinator, store, member, { type: 'EndChat', chat, by: { is: 'member', member, fence: 1 } })
}

export async function ask(coordinator: Coordinator, store: StoreId, chat: ChatId, shopper: ShopperId): Promise<void> {
  const command: Command = { type: 'AskQuestion', chat, shopper, isReturning: false, spokenTo: [] }
  await give(coordinator, store, shopper, command, (events) => [opening({ chat, store, shopper }), ...wordsIn(chat)(events)])
  await give(coordinator, store, null, { type: 'NoteShopperStream', chat, isOpen: true })
}

/** `actor` is null for what nobody asked, which is not answered for 30 days. */
async function give(
  coordinator: Coordinator,
  store: StoreId,
  actor: string | null,
  command: Command,
  words?: Submission['words'],
): Promise<void> {
  const asked = actor === null ? null : { actor, id: newIdentifier() as CommandId, content: command.type.padEnd(64, '0') }
  const outcome = await coordinator.submit({ store, command, asked, ...(words ? { words } : {}) })
  if (outcome.is !== 'answered' || outcome.answer.is !== 'accepted') {
    throw new Error(`${command.type} came to ${JSON.stringify(outcome)}.`)
  }
}

const wordsIn =
  (chat: ChatId) =>
  (events: readonly StoreEvent[]): ConversationWrite[] =>
    events.flatMap((event) => {
      if (event.type === 'ChatOpened') return [said(chat, 1, event.at)]
      if (event.type === 'ShopperWrote' || event.type === 'MemberWrote') return [said(chat, event.number, event.at)]
      return []
    })

function said(chat: ChatId, number: number, at: number): ConversationWrite {
  const text = 'Let me look in the stockroom, I will be back in a minute.'
  return messageWrite(number, { chat, id: newIdentifier() as CommandId, text, at })
}
