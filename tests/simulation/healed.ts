/** What must hold once everything has been healed and it is quiet: every device shows what the server holds, nothing is left over. */
import { isDeepStrictEqual } from 'node:util'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { StoreState } from '../../src/decider/state.ts'
import { isAvailable, mergeWishes, noWish, type Wish } from '../../src/decider/wish.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import { projectChat, projectMe, projectStore, type Surroundings } from '../../sync-server/feed/project.ts'
import { answerKey } from '../../sync-server/storage/storage.ts'
import type { Page } from './page.ts'
import { mustHold } from './violation.ts'
import type { World } from './world.ts'

/** So long must nothing have been decided, so that everybody has heard of everything. */
const quietMs = 800
const mostWaits = 60

export async function checkHealed(world: World): Promise<void> {
  await quiet(world)
  checkLog(world)
  world.answers.checkStored(world.disk)
  checkOutboxes(world)
  checkOrder(world)
  for (const member of world.members) {
    checkWish(world, member.id)
    for (const page of member.pages) checkPage(world, page)
  }
  for (const shopper of world.shoppers) {
    mustHold(shopper.isIdle, 'a shopper was not answered', shopper.name)
  }
}

/** Rings go on and requests end while nobody does anything, so it is waited for a moment between. */
async function quiet(world: World): Promise<void> {
  for (let waits = 0; waits < mostWaits; waits++) {
    const before = world.book.state.version
    await world.runFor(quietMs)
    if (world.book.state.version === before && !world.disk.isWriting) return
  }
  mustHold(false, 'it never gets quiet')
}

function checkLog({ disk, book, store }: World): void {
  const kept = disk.tables.events.get(store) ?? []
  mustHold(isDeepStrictEqual(kept, book.log), 'the log that is kept is not the one that was made durable')
  mustHold(isDeepStrictEqual(evolveAll(initialState(), kept), book.state), 'replaying the log does not give the live state')
}

function checkPage(world: World, page: Page): void {
  const { book, disk, store } = world
  const who = `${page.member} on ${page.session.shift}`
  mustHold(!page.isShiftOver, 'a page was signed out', who)
  mustHold(page.connection.is === 'live', 'a page did not find back', { who, connection: page.connection })
  const { conversations, messages, members, stores } = disk.tables
  const around: Surroundings = { store: stores.get(store) as Surroundings['store'], members, conversations, messages }
  const expected = new Map(rowsOf(book.state, around, page.member).map((row) => [row.key as string, row]))
  for (const [key, row] of expected) {
    mustHold(isDeepStrictEqual(page.rows.get(key), row), 'a device shows something else than the server holds', {
      who,
      shown: page.rows.get(key),
      held: row,
    })
  }
  const stray = [...page.rows.keys()].filter((key) => !expected.has(key))
  mustHold(stray.length === 0, 'a device shows what is no more', { who, stray })
  const register = wishOf(world, page.member)
  mustHold(isDeepStrictEqual(page.wish, register), 'AV3: a device has another wish than the log', {
    who,
    shown: page.wish,
    register,
  })
  mustHold(page.isSynced, 'AV3: a wish is not synced', who)
}

/** Everything that the member may see, projected from nothing. */
function rowsOf(state: StoreState, around: Surroundings, member: MemberId): readonly Row[] {
  const chats = Object.values(state.chats)
  const openChats = chats.filter(({ standing }) => standing.is === 'held' && standing.holder === member).length
  const me = projectMe(state, around, member, openChats)
  if (!me) return []
  return [me, ...projectStore(state, around), ...chats.flatMap((chat) => projectChat(state, around, member, chat))]
}

/** AV2: the register is the merge of what the devices wrote, and nothing that a device still knows is missing from it. */
function checkWish(world: World, member: MemberId): void {
  const register = wishOf(world, member)
  let kept: Wish = noWish
  let written: Wish = noWish
  for (const device of world.devices) {
    const disk = device.disks.get(member)
    if (disk?.wish) kept = mergeWishes(kept, disk.wish)
    for (const wish of disk?.wishes ?? []) written = mergeWishes(written, wish)
  }
  for (const event of world.book.log) {
    if (event.type === 'MadeUnavailable' && event.member === member) written = mergeWishes(written, event.wish)
  }
  mustHold(register.on >= kept.on && register.off >= kept.off, 'AV3: a wish was lost', { member, register, kept })
  mustHold(register.on <= written.on && register.off <= written.off, 'AV2: a wish that nobody wrote', {
    member,
    register,
    written,
  })
  checkLatest(world, member, register)
}

/** Where clocks allow: who went one way last, with nobody near in time, is so. */
function checkLatest(world: World, member: MemberId, register: Wish): void {
  if (world.hasServerClockStepped || world.crashes > 0) return
  const toggles = world.toggles.filter((one) => one.member === member)
  const last = toggles.at(-1)
  if (!last) return
  const near = toggles.some((one) => one.isToBeAvailable !== last.isToBeAvailable && last.at - one.at < 10_000)
  const wasMade = world.book.log.some((event) => event.type === 'MadeUnavailable' && event.member === member)
  if (near || wasMade) return
  mustHold(isAvailable(register) === last.isToBeAvailable, 'AV2: the latest wish did not win', { member, register, last })
}

function wishOf({ book }: World, member: MemberId): Wish {
  return book.state.members[member]?.wish ?? noWish
}

/** Whatever was durably in an outbox has been answered, and nothing waits any more. */
function checkOutboxes(world: World): void {
  for (const device of world.devices) {
    for (const [member, disk] of device.disks) {
      for (const id of disk.acknowledged) {
        const isAnswered = world.book.answers.has(answerKey(`member:${member}`, id))
        mustHold(isAnswered, 'a command that was kept on a device never got an answer', { member, device: device.id, id })
      }
    }
    for (const page of device.pages) {
      const waiting = page.outbox.filter(({ refused }) => refused === null)
      mustHold(waiting.length === 0, 'an outbox that does not empty', { page: page.member, waiting })
    }
  }
}

/**
 * Messages of one device in one chat stand in the order in which they were written; but where the device's storage
 * failed for long, a new page may have sent new words before it could know of the old ones.
 */
function checkOrder({ written, disk }: World): void {
  const last = new Map<string, number>()
  for (const { member, device, chat, id } of written) {
    const message = disk.tables.messages.get(chat as never)?.find((one) => one.id === id)
    if (!message || device.hadFailingDisk) continue
    const lane = `${member} ${device.id} ${chat}`
    mustHold(message.number > (last.get(lane) ?? 0), 'messages out of order', { lane, message })
    last.set(lane, message.number)
  }
}
