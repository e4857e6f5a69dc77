/** What is revoked is over at once: open sockets, second tabs, push, and whatever a page still asks. Over real sockets. */
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { v7 as newIdentifier } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { MemberId, RetailerId } from '../../src/identifiers.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import { createFeed } from '../../sync-server/feed/feed.ts'
import { createRevoking, type Revoking } from '../../sync-server/members/revoking.ts'
import { createRooms, type Rooms } from '../../sync-server/presence/rooms.ts'
import { createSockets, type Sockets } from '../../sync-server/presence/sockets.ts'
import { enrol } from '../support/device.ts'
import { type Credentials, type ScriptedMember, signIn } from '../support/member.ts'
import { enter } from '../sync-server/console/in-the-console.ts'
import { openShop, oxfordStreet, type Shop } from '../sync-server/http/shop.ts'

let shop: Shop
let rooms: Rooms
let sockets: Sockets
let revoking: Revoking
let url: string
const pages: ScriptedMember[] = []
const byOperator = { is: 'operator' } as const

// Put together as main.ts does it.
beforeAll(async () => {
  shop = await openShop()
  const { storage, coordinator, clock, sessions } = shop
  const log = pino({ level: 'silent' })
  rooms = createRooms({ coordinator, feed: createFeed({ storage, coordinator, log, newIdentifier }), clock, log })
  sockets = createSockets({
    rooms,
    log,
    async visitor({ headers }) {
      const who = await sessions.find(headers.cookie)
      if (!who) return null
      const { shift, member, store } = who
      const { id, device, expiresAt } = shift
      return { shift: id, member: member.id, device, store: store.id, expiresAt, isLocked: false }
    },
    isOriginAllowed: () => true,
  })
  sessions.onEnd((shift) => rooms.closeShift(shift))
  revoking = createRevoking({ storage, sessions, clock })
  sockets.attach(shop.app.server)
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}`
})
afterEach(() => {
  for (const page of pages.splice(0)) page.leave()
})
afterAll(async () => {
  rooms.stop()
  await sockets.stop()
  await shop.close()
})

const ana = { member: 'ana' as MemberId, pin: '1111' }
const chloe = { member: 'chloe' as MemberId, pin: '3333' }
const ben = { member: 'ben' as MemberId, pin: '2222' }
async function open(credentials: Credentials): Promise<ScriptedMember> {
  const page = await signIn(url, credentials)
  pages.push(page)
  return page
}
const isOut = (page: ScriptedMember) =>
  page.until('being signed out', ({ lastClose }) => lastClose.startsWith(String(closeCodes.notSignedIn)))
/** What a page that knows nothing of it is answered with. */
const said = async (page: ScriptedMember) => {
  const reply = await page.send({ kind: 'setWish', wish: { on: 1, off: 0 } })
  return reply.ok ? 'accepted' : reply.problem.type
}
const trail = () =>
  shop.storage.audit.of({ retailer: 'marlow-finch' as RetailerId, store: oxfordStreet }, { before: null, most: 10 })

describe('revoking', () => {
  test('a device closes all its pages, and those of no other', async () => {
    const tablet = await enrol(url)
    const first = await open({ ...ana, device: tablet })
    const tab = await first.secondTab()
    pages.push(tab)
    const phone = await open(ana)
    const colleague = await open(ben)
    await revoking.device(tablet.id, byOperator)
    await isOut(first)
    await isOut(tab)
    expect(await said(first)).toBe('/problems/not-signed-in')
    const here = await tablet.here()
    expect(!here.ok && here.problem.type).toBe('/problems/device-revoked')
    expect(await said(phone)).toBe('accepted')
    expect([phone.isConnected, colleague.isConnected]).toEqual([true, true])
    expect((await trail())[0]).toMatchObject({ action: 'deviceRevoked', subject: tablet.id, by: byOperator })
    // Once is enough.
    const entries = (await trail()).length
    await revoking.device(tablet.id, byOperator)
    expect((await trail()).length).toBe(entries)
  })

  test('a shift closes its pages; its device can sign in again', async () => {
    const tablet = await enrol(url)
    const page = await open({ ...ana, device: tablet })
    await revoking.shift({ id: page.session.shift, member: ana.member }, byOperator)
    await isOut(page)
    expect(await said(page)).toBe('/problems/not-signed-in')
    expect((await trail())[0]).toMatchObject({ action: 'shiftRevoked', subject: 'ana' })
    const again = await open({ ...ana, device: tablet })
    expect(again.isConnected).toBe(true)
  })

  test('a shift from the console closes its pages, and those of no other of the same member', async () => {
    const [till, phone] = [await enrol(url), await enrol(url)]
    const page = await open({ ...ana, device: till })
    const elsewhere = await open({ ...ana, device: phone })
    const emma = await enter(shop, 'emma@marlow-finch.example')
    const at = performance.now()
    await emma.granted('DELETE', `/stores/${oxfordStreet}/shifts/${page.session.shift}`)
    await isOut(page)
    expect(performance.now() - at).toBeLessThan(1_000)
    expect(await said(page)).toBe('/problems/not-signed-in')
    expect([elsewhere.isConnected, await said(elsewhere)]).toEqual([true, 'accepted'])
    expect((await trail())[0]).toMatchObject({ action: 'shiftRevoked', subject: 'ana', by: { member: 'emma' } })
  })

  test('a member closes all their pages, and nobody signs in as them', async () => {
    const [tablet, phone] = [await open(chloe), await open(chloe)]
    const colleague = await open({ ...ben, device: tablet.device })
    await revoking.member(chloe.member, { is: 'member', member: 'emma' as MemberId })
    await isOut(tablet)
    await isOut(phone)
    expect(colleague.isConnected).toBe(true)
    const reply = await phone.device.signIn(chloe.member, chloe.pin)
    expect(!reply.ok && reply.problem.type).toBe('/problems/unknown-member')
    expect((await trail())[0]).toMatchObject({ action: 'memberRemoved', subject: 'chloe', by: { member: 'emma' } })
  })

  test('takes the push subscription with it', async () => {
    const page = await open(ana)
    const keys = {
      p256dh: 'BBmBJ25z14Uur67PfM8aKquzQmreDa1yCs5X7MkMafXGu76qhAQ-MV2wLyh6XicFrxo-dkiDX1ZkUmPmn-eGmpI',
      auth: 'PP1qz6uwlV8j67YzBDc_JA',
    }
    await shop.storage.push.bind({
      endpoint: 'https://push.example/1',
      shift: page.session.shift,
      device: page.device.id,
      ...keys,
      boundAt: 1,
      isSilent: false,
    })
    await revoking.device(page.device.id, byOperator)
    expect(await shop.storage.push.all()).toEqual([])
  })
})
