/** What must hold once everything has been healed and it is quiet: every device shows what the server holds, nothing is left over. */
import { isDeepStrictEqual } from 'node:util'
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { StoreState } from '../../src/decider/state.ts'
import { isAvailable, noWish, type Wish } from '../../src/decider/wish.ts'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import { silenceMs } from '../../src/protocol/socket.ts'
import { projectChat, projectMe, projectStore, type Surroundings } from '../../sync-server/feed/project.ts'
import { forgottenChat, shopperChat } from '../../sync-server/shoppers/shopper-chat.ts'
import { answerKey } from '../../sync-server/storage/decision-log.ts'
import type { Page } from './page.ts'
import type { Shopper } from './shopper.ts'
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
  checkDevices(world)
  checkTeam(world)
  for (const member of world.members) {
    if (!world.hasLeft(member.id)) checkWish(world, member.id)
    for (const page of member.pages) checkPage(world, page)
  }
  for (const shopper of world.shoppers) checkShopper(world, shopper)
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

/** AV5: whoever was taken off the team is unknown to the decisions, and whoever was added is known. */
function checkTeam({ book, team }: World): void {
  const known = Object.keys(book.state.members).sort()
  mustHold(isDeepStrictEqual(known, [...team].sort()), 'the decisions know another team than the directory', { known, team })
}

/** Where somebody is signed in their page stands, and no page of anybody else's does; of who has left nobody is. */
function checkDevices(world: World): void {
  const { devices, members } = world
  const left = new Set(members.filter(({ id }) => world.hasLeft(id)).flatMap(({ seats }) => seats.map(({ device }) => device)))
  for (const device of devices) {
    const { id, pages, signedIn } = device
    if (left.has(device)) {
      mustHold(signedIn === null && pages.length === 0, 'AV5: who has left is signed in still', { id, signedIn })
      continue
    }
    const theirs = pages.filter(({ member }) => member === signedIn?.session.member.id)
    mustHold(theirs.length > 0, 'nobody is signed in on a device', { id, signedIn })
    mustHold(theirs.length === pages.length, 'a page of somebody who is not signed in there', {
      id,
      pages: pages.map(({ member }) => member),
      signedIn,
    })
  }
  mustHold(members.length > 0, 'nobody was there')
}

/** A shopper who is there sees the conversation as it is kept, and how their chat stands. */
function checkShopper({ book, disk, server }: World, { name, isIdle, isHere, chat, messages, stands }: Shopper): void {
  mustHold(isIdle, 'a shopper was not answered', name)
  if (!isHere || chat === null || !server) return
  const { members, messages: kept, conversations } = disk.tables
  const conversation = conversations.get(chat)
  mustHold(conversation !== undefined, 'a shopper has a chat that is not kept', { name, chat })
  const words = (kept.get(chat) ?? []).map(({ number, id, from, text, at }) => ({ number, id, from, text, at }))
  const shown = messages.map(({ number, id, from, text, at }) => ({ number, id, from, text, at }))
  mustHold(isDeepStrictEqual(shown, words), 'a shopper sees another conversation than is kept', { name, chat, shown, words })
  const nameOf = (member: MemberId) => members.get(member)?.name ?? ''
  const { opening, policy } = book.state
  const { visitMs } = policy
  const found = book.state.chats[chat]
  const held = found
    ? shopperChat(found, { visitMs, opening, now: server.clock.now(), nameOf })
    : forgottenChat(conversation, nameOf)
  // Nothing is sent at the moment at which a visit is over, only once the store has let go of the chat.
  const compared = { ...held, canReopen: stands?.canReopen }
  mustHold(isDeepStrictEqual(stands, compared), 'a shopper is told otherwise than their chat stands', { name, stands, held })
}

function checkPage(world: World, page: Page): void {
  const { book, disk, store } = world
  const who = `${page.member} on ${page.session.shift}`
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
  checkClock(world, page)
}

/** RE1: whoever has a live page is known to be there; and a countdown of theirs is right within 100 ms. */
function checkClock({ server, store }: World, page: Page): void {
  if (!server) return
  const now = server.clock.now()
  const heardAt = server.reachability(store).heardAt[page.member] ?? Number.NEGATIVE_INFINITY
  mustHold(now - heardAt <= silenceMs, 'RE1: a member whose page is live is not heard', { member: page.member, now, heardAt })
  const errorMs = (page.replica?.serverNow() ?? Number.POSITIVE_INFINITY) - now
  mustHold(Math.abs(errorMs) <= 100, 'a page has another time than the server', { page: page.session.shift, errorMs })
}

/** Everything that the member may see, projected from nothing. */
function rowsOf(state: StoreState, around: Surroundings, member: MemberId): readonly Row[] {
  const chats = Object.values(state.chats)
  const openChats = chats.filter(({ standing }) => standing.is === 'held' && standing.holder === member).length
  const me = projectMe(state, around, member, openChats)
  if (!me) return []
  return [me, ...projectStore(state, around), ...chats.flatMap((chat) => projectChat(state, around, member, chat))]
}

/**
 * AV2: each stamp of the register was written for this very member, by a device or by the server (MI3), and nothing that a device
 * of theirs still knows is missing from it.
 */
function checkWish(world: World, member: MemberId): void {
  const register = wishOf(world, member)
  const written: Wish[] = [noWish]
  for (const device of world.devices) {
    const disk = device.disks.get(member)
    if (!disk) continue
    written.push(...disk.wishes)
    // What somebody gave and could not send before another took the tablet waits there for them.
    const isIn = device.signedIn?.session.member.id === member
    const isKnown = !isIn || !disk.wish || (register.on >= disk.wish.on && register.off >= disk.wish.off)
    mustHold(isKnown, 'AV3: a wish was lost', { member, register, kept: disk.wish })
  }
  for (const event of world.book.log) if (event.type === 'MadeUnavailable' && event.member === member) written.push(event.wish)
  const isTheirs = written.some(({ on }) => on === register.on) && written.some(({ off }) => off === register.off)
  mustHold(isTheirs, 'AV2: a wish that nobody wrote', { member, register, written })
  checkLatest(world, member, register)
}

/**
 * Who went one way last is so, unless that was lost with its device. With several pages and clocks that were wrong, or ways that
 * were gone in at nearly the same time, the last by true time need not be the last by its stamps. Nor where another page was toggled
 * while this one slept with its clock standing still, or later, and this one had not heard the server since: neither the time nor
 * the other's stamps could reach it.
 */
function checkLatest(world: World, member: MemberId, register: Wish): void {
  const toggles = world.toggles.filter((one) => one.member === member)
  const last = toggles.at(-1)
  if (!last) return
  const disk = last.device.diskOf(member)
  const isIn = last.device.signedIn?.session.member.id === member
  if (disk.lostWishes.includes(last.wish) || !isIn) return
  const { faults, clockErrorMs } = world.plan
  const seats = world.members.find(({ id }) => id === member)?.seats ?? []
  // On a shared tablet an earlier tab of theirs may be open beside the one in which they signed in.
  const isAlone = seats.length === 1 && seats[0]?.tabs === 1 && world.turns.length === 0
  const areClocksRight = !world.hasServerClockStepped && faults.deviceClock === 0 && clockErrorMs <= 2_000
  const isNear = (at: number) => Math.abs(last.at - at) < 10_000
  const { page, unawareSince } = last
  const isUnaware = unawareSince !== null && toggles.some((one) => one.page !== page && one.at > unawareSince)
  const isContested = toggles.some((one) => one.isToBeAvailable !== last.isToBeAvailable && isNear(one.at))
  const made = world.madeUnavailable.filter((one) => one.member === member)
  if (made.some(({ at }) => at > last.at || isNear(at) || !areClocksRight)) return
  if (!isAlone && (isContested || !areClocksRight || isUnaware)) return
  world.looked.latestWishes += 1
  mustHold(isAvailable(register) === last.isToBeAvailable, 'AV2: the latest wish did not win', {
    member,
    register,
    last: { ...last, device: last.device.id, page: last.page.session.shift },
  })
}

function wishOf({ book }: World, member: MemberId): Wish {
  return book.state.members[member]?.wish ?? noWish
}

/** Whatever was durably in an outbox has been answered, or waits on a shared tablet for the member whom it is of. */
function checkOutboxes(world: World): void {
  for (const device of world.devices) {
    for (const [member, disk] of device.disks) {
      const isIn = device.signedIn?.session.member.id === member
      for (const id of disk.acknowledged) {
        const isAnswered = world.book.answers.has(answerKey(`member:${member}`, id))
        const waits = !isIn && disk.outbox.has(id)
        mustHold(isAnswered || waits, 'a command that was kept on a device never got an answer', {
          member,
          device: device.id,
          id,
        })
        world.looked.keptCommands += 1
      }
    }
    for (const page of device.pages) {
      const waiting = page.outbox.filter(({ refused }) => refused === null)
      mustHold(waiting.length === 0, 'an outbox that does not empty', { page: page.member, waiting })
    }
  }
}

/**
 * Messages of one member on one device stand in the order in which they were written: those of one page always, and each behind
 * what its page had waiting, and behind what the device kept of any other page, open or not. That it may not have found where the
 * device's storage was bad at that moment.
 */
function checkOrder(world: World): void {
  const { written, disk } = world
  const lanes = Map.groupBy(written, ({ member, device, chat }) => `${member} ${device.id} ${chat}`)
  for (const [lane, all] of lanes) {
    const messages = disk.tables.messages.get(all[0]?.chat as ChatId) ?? []
    const numbers = new Map(messages.map(({ id, number }) => [id, number]))
    for (const [at, later] of all.entries()) {
      const laterNumber = numbers.get(later.id)
      if (laterNumber === undefined) continue
      for (const earlier of all.slice(0, at)) {
        const number = numbers.get(earlier.id)
        if (number === undefined) continue
        const isFound = later.kept.has(earlier.id) && !later.isDiskBad
        if (earlier.page !== later.page && !later.behind.has(earlier.id) && !isFound) continue
        world.looked.orders += 1
        if (later.device.badDiskUntil >= earlier.at) world.looked.ordersOnBadDisks += 1
        mustHold(number < laterNumber, 'messages out of order', {
          lane,
          earlier: earlier.id,
          number,
          later: later.id,
          laterNumber,
        })
      }
    }
  }
}
