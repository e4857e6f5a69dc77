/** What a reader sees of a chat that changes hands: by being handed back (CL7), and by a rescue (RE3). */
import { describe, expect, test } from 'vitest'
import type { ChatId, CommandId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { ChatRow, MessageRow, OfferRow, Row } from '../../../src/protocol/feed.ts'
import { projectChat, projectMe, projectStore, type Surroundings } from '../../../sync-server/feed/project.ts'
import type { Message } from '../../../sync-server/storage/conversations.ts'
import type { DirectoryMember } from '../../../sync-server/storage/directory.ts'
import { aMember, aStore, type TestStore, t0 } from '../../decider/test-store.ts'

const team = ['ann', 'ben', 'cat']
const chat = 'c' as ChatId

const members = team.map(
  (id) => [aMember(id), { id: aMember(id), name: id.toUpperCase(), removedAt: null } as DirectoryMember] as const,
)
const nobodyTalks: Surroundings = {
  store: { id: 's' as StoreId, retailer: 'r', name: 'Store' } as never,
  members: new Map<MemberId, DirectoryMember>(members),
  conversations: new Map(),
  messages: new Map(),
}

/** Every message that the log counts has the words “message n”. */
function rowsOf(store: TestStore, reader: string, contactAt: number | null = null): readonly Row[] {
  const counted = store.has('c') ? store.chat('c').messages : 0
  const messages = Array.from({ length: counted }, (_, index): Message => {
    const number = index + 1
    return {
      chat,
      number,
      id: `m${number}` as CommandId,
      from: 'shopper',
      member: null,
      text: `message ${number}`,
      at: t0 + number,
    }
  })
  const conversation = {
    ...{ chat, store: 's' as StoreId, shopper: 'p' as ShopperId, name: 'Priya', isReturning: false, question: 'message 1' },
    ...{ lookingAt: null, viewed: [], openedAt: t0, lastHolder: null, heldAt: null, endedAt: null },
    contact: contactAt === null ? null : { address: 'priya@example.org', text: 'Before six', at: t0 + contactAt },
  }
  const around = {
    ...nobodyTalks,
    conversations: new Map([[chat, conversation]]),
    messages: new Map([[chat, messages]]),
  }
  return Object.values(store.state.chats).flatMap((one) => projectChat(store.state, around, aMember(reader), one))
}

const chatRow = (store: TestStore, reader: string, contactAt: number | null = null) =>
  rowsOf(store, reader, contactAt).find((row): row is ChatRow => row.kind === 'chat') ?? null
const offerRow = (store: TestStore, reader: string) =>
  rowsOf(store, reader).find((row): row is OfferRow => row.kind === 'offer') ?? null
const texts = (store: TestStore, reader: string) =>
  rowsOf(store, reader).flatMap((row) => (row.kind === 'message' ? [(row satisfies MessageRow).text] : []))

function heldByAnn(): TestStore {
  const store = aStore(team)
  store.ask('c')
  store.passTo(5_000).claim('ann', 'c')
  return store
}

/** Ann wrote the second message, the shopper the third; then nothing was heard of her. */
function rescued(): TestStore {
  const store = heldByAnn()
  store.reply('ann', 'c')
  store.write('c')
  store.silence('ann').passTo(65_000)
  return store
}

describe('MI1: a contact that the shopper left', () => {
  const contact = { address: 'priya@example.org', text: 'Before six' }

  test('before somebody had the chat is for whoever gets it, and for nobody who is only asked', () => {
    const store = heldByAnn()
    expect(chatRow(store, 'ann', 1_000)).toMatchObject({ contact })
    expect(chatRow(store, 'ann')).toMatchObject({ contact: null })
    expect(JSON.stringify(rowsOf(store, 'ben', 1_000))).not.toContain(contact.address)
  })

  test('RE3: before the chat was taken over stays with the former holder; a later one is the new one’s alone', () => {
    const store = rescued()
    store.claim('ben', 'c')
    expect(chatRow(store, 'ann', 64_000)).toMatchObject({ contact })
    expect(chatRow(store, 'ann', 66_000)).toMatchObject({ contact: null })
    expect(chatRow(store, 'ben', 66_000)).toMatchObject({ contact })
  })

  test('that whoever had the chat did not get to answer is for the whole team, with their name', () => {
    const store = heldByAnn()
    store.leaveContact('c')
    store.endAsShopper('c')
    const missed = rowsOf(store, 'cat', 1_000).find((row) => row.kind === 'missed')
    expect(missed).toMatchObject({ contact, canPickUp: false, leftBy: { id: 'ann', name: 'ANN' }, missedAt: t0 + 5_000 })
  })
})

describe('CL7', () => {
  test('the holder sees until when they may hand it back, which time that passes does not change', () => {
    const store = heldByAnn()
    expect(chatRow(store, 'ann')).toMatchObject({ handBackUntil: t0 + 25_000, waitedMs: 5_000 })
    store.passTo(25_000).write('c')
    expect(chatRow(store, 'ann')?.handBackUntil).toBe(t0 + 25_000)
  })

  test('who handed it back has no row of it any more; a colleague is offered it as that', () => {
    const store = heldByAnn()
    store.handBack('ann', 'c')
    expect([chatRow(store, 'ann'), offerRow(store, 'ann'), texts(store, 'ann')]).toEqual([null, null, []])
    expect(offerRow(store, 'ben')).toMatchObject({ why: 'handedBack', state: 'ringing' })
  })
})

describe('RE3', () => {
  test('while colleagues are asked, the holder keeps everything, and sees that they are', () => {
    const store = rescued()
    expect(chatRow(store, 'ann')).toMatchObject({ isBeingRescued: true, takenOver: null, fence: 1, waitedMs: 5_000, messages: 3 })
    expect(offerRow(store, 'ben')).toMatchObject({ why: 'rescue', state: 'ringing', takenBy: null })
    expect(texts(store, 'ben')).toEqual([])
  })

  test('an offer of a rescue that is no longer needed is withdrawn, and not missed', () => {
    const store = rescued().hear('ann')
    expect(chatRow(store, 'ann')?.isBeingRescued).toBe(false)
    expect(offerRow(store, 'ben')?.state).toBe('withdrawn')
    const unclaimed = rescued().passTo(200_000)
    expect(offerRow(unclaimed, 'ben')?.state).not.toBe('missed')
    expect(rowsOf(unclaimed, 'ben').filter((row) => row.kind === 'missed')).toEqual([])
  })

  test('the former holder keeps what was said until then, and learns who has it', () => {
    const store = rescued()
    store.claim('ben', 'c')
    store.reply('ben', 'c')
    store.write('c')
    expect(chatRow(store, 'ann')).toMatchObject({
      takenOver: { by: { id: 'ben', name: 'BEN' }, at: t0 + 65_000 },
      ...{ fence: 1, heldSince: t0 + 5_000, waitedMs: 5_000, handBackUntil: null, isBeingRescued: false },
      ...{ messages: 3, last: { text: 'message 3' } },
    })
    expect(texts(store, 'ann')).toEqual(['message 1', 'message 2', 'message 3'])
    expect(chatRow(store, 'ben')).toMatchObject({ fence: 2, takenOver: null, messages: 5, waitedMs: 60_000 })
    expect(texts(store, 'ben')).toHaveLength(5)
    expect(offerRow(store, 'cat')).toMatchObject({ state: 'taken', takenBy: { id: 'ben' } })
  })

  test('until the chat is forgotten; and who gets it again has all of it', () => {
    const store = rescued()
    store.claim('ben', 'c')
    store.write('c')
    store.handBack('ben', 'c')
    expect(chatRow(store, 'ann')?.takenOver).not.toBeNull()
    store.hear('ann').claim('ann', 'c')
    expect(chatRow(store, 'ann')).toMatchObject({ takenOver: null, messages: 4 })
    const ended = rescued()
    ended.claim('ben', 'c')
    ended.end('ben', 'c')
    expect(chatRow(ended, 'ann')).toMatchObject({ takenOver: { by: { id: 'ben' } }, ended: { by: 'member' } })
    ended.pass(1_800_000)
    expect(chatRow(ended, 'ann')).toBeNull()
  })
})

describe('a store that is closed', () => {
  const storeRow = (store: TestStore) => projectStore(store.state, nobodyTalks)[0]
  const me = (store: TestStore, reader: string) => projectMe(store.state, nobodyTalks, aMember(reader), 0)

  test('OF7: is so to everybody, with the time of its opening', () => {
    const store = aStore(team)
    expect(storeRow(store)).toMatchObject({ closed: null })
    store.passTo(1_000).close({ opensAt: 9_000 })
    expect(storeRow(store)).toMatchObject({ closed: { since: t0 + 1_000, opensAt: t0 + 9_000 } })
    store.open()
    expect(storeRow(store)).toMatchObject({ closed: null })
  })

  test('AV1, MI3: has made people unavailable, which is not what misses do', () => {
    const store = aStore(team, { missesInRow: 1, places: 1 })
    store.ask('c')
    store.deliverAll('c').passTo(16_000).goUnavailable('ben', 'cat').passTo(90_000)
    store.passTo(100_000).close({ goUnavailable: true })
    expect(me(store, 'ann')).toMatchObject({ madeUnavailableAt: t0 + 90_000, closedOutAt: null })
    store.open()
    store.goAvailable('ann', 'ben').passTo(200_000).close({ goUnavailable: true })
    expect(me(store, 'ann')).toMatchObject({ madeUnavailableAt: null, closedOutAt: t0 + 200_000, isAvailable: false })
    expect(me(store, 'cat')).toMatchObject({ madeUnavailableAt: null, closedOutAt: null })
  })
})
