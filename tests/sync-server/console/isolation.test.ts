/** What belongs to others answers like what is not there: every identifier of one retailer, and of one store, tried by another. */
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceId } from '../../../src/identifiers.ts'
import { alwaysOpen } from '../../../src/protocol/hours.ts'
import { brightonLanes, openShop, oxfordStreet, type Shop } from '../http/shop.ts'
import { addRival, emma, enter, type TestManager, zoe } from './in-the-console.ts'

let shop: Shop
let managers: Readonly<Record<'rival admin' | 'manager of another store', TestManager>>
beforeAll(async () => {
  shop = await openShop()
  await addRival(shop)
  managers = { 'rival admin': await enter(shop, zoe), 'manager of another store': await enter(shop, emma) }
  await shop.storage.devices.add({
    id: 'brighton-tablet' as DeviceId,
    store: brightonLanes,
    owner: null,
    name: 'Till',
    tokenHash: 'hash',
    publicKey: 'spki',
    enrolledAt: 1,
    enrolledBy: null,
    lastSeenAt: 1,
    revokedAt: null,
  })
})
afterAll(() => shop.close())

/** Each of Brighton Lanes, and the same of nothing at all. */
const asked = [
  ['GET', '/stores/:store/members'],
  ['GET', '/stores/:store/devices'],
  ['GET', '/stores/:store/policy'],
  ['GET', '/stores/:store/hours'],
  ['GET', '/audit?store=:store'],
  ['PUT', '/stores/:store', { name: 'Mine' }],
  ['PUT', '/stores/:store/policy', { places: 1 }],
  ['PUT', '/stores/:store/hours', alwaysOpen],
  ['POST', '/stores/:store/members', { name: 'Spy', role: 'associate', pin: '4729' }],
  ['POST', '/stores/:store/enrolments', { name: 'Spy', owner: null }],
  ['PUT', '/members/:member', { name: 'Mine' }],
  ['PUT', '/members/:member/pin', { pin: '4729' }],
  ['POST', '/members/:member/unlock'],
  ['PUT', '/members/:member/account', { login: 'spy@evil.example' }],
  ['DELETE', '/members/:member/account'],
  ['DELETE', '/members/:member'],
  ['PUT', '/devices/:device', { name: 'Mine' }],
  ['DELETE', '/devices/:device'],
  ['POST', '/devices/:device/bell-checks', { id: newIdentifier() }],
  ['DELETE', '/stores/:store/shifts/:shift'],
] as const

const fill = (path: string, store: string, member: string, device: string) =>
  path.replace(':store', store).replace(':member', member).replace(':device', device).replace(':shift', 'brighton-shift')

describe.each(['rival admin', 'manager of another store'] as const)('to a %s', (who) => {
  test.each(asked)('%s %s', async (method, path, body?: object) => {
    const theirs = await managers[who].ask(method, fill(path, brightonLanes, 'farid', 'brighton-tablet'), body)
    const nobodys = await managers[who].ask(method, fill(path, 'nowhere', 'nobody', 'nothing'), body)
    expect(theirs.status).toBe(404)
    expect([theirs.status, theirs.body]).toEqual([nobodys.status, nobodys.body])
  })
})

test('nothing of it changed anything, and lists hold one’s own only', async () => {
  expect(await shop.storage.directory.store(brightonLanes)).toMatchObject({ name: 'Brighton Lanes' })
  expect((await shop.storage.directory.members(brightonLanes)).map(({ name }) => name)).toEqual(['Farid', 'Greta'])
  expect((await shop.storage.devices.ofStore(brightonLanes)).map(({ name, revokedAt }) => [name, revokedAt])).toEqual([
    ['Till', null],
  ])
  const rival = managers['rival admin']
  const texts = await Promise.all(
    ['/stores', '/audit', '/retailer', '/account'].map(async (path) => (await rival.ask('GET', path)).text),
  )
  for (const text of texts) expect(text).not.toMatch(/Oxford|Brighton|Marlow|Emma|Greta/)
})

test('a shift is that of its own store only, also under one’s own store’s name', async () => {
  await shop.device('brighton-window', { store: brightonLanes })
  const farid = await shop.signIn('farid', 'brighton-window')
  const manager = managers['manager of another store']
  const answered = await manager.ask('DELETE', `/stores/${oxfordStreet}/shifts/${farid.session.shift}`)
  const nobodys = await manager.ask('DELETE', `/stores/${oxfordStreet}/shifts/nothing`)
  expect([answered.status, answered.body]).toEqual([404, nobodys.body])
  expect((await farid.ask('GET', '/api/v1/session')).status).toBe(200)
})

test('a device is no phone of another store’s member, nor of another retailer’s', async () => {
  for (const owner of ['farid', 'yann']) {
    const answered = await managers['manager of another store'].ask('POST', `/stores/${oxfordStreet}/enrolments`, {
      name: 'x',
      owner,
    })
    expect(answered.status).toBe(404)
  }
})
