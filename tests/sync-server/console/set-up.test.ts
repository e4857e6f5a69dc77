/** The first set-up of an empty server, by the one-time link that it printed. */
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { ConsoleSession } from '../../../src/protocol/console-entry.ts'
import { alwaysOpen } from '../../../src/protocol/hours.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { offerSetupLink } from '../../../sync-server/console/setup-link.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { kindOf, openShop, type Shop } from '../http/shop.ts'
import { cookieOf, signIn, TestManager } from './in-the-console.ts'

let shop: Shop
let token: string
let tokens = 0
const clock = manualClock(1_800_000_000_000)
/** Prints a link as the server does at its start. */
async function print(): Promise<string> {
  tokens += 1
  const path = await offerSetupLink({ storage: shop.storage, clock, randomToken: () => `${tokens}`.padStart(43, 'A') })
  return path?.split('=')[1] ?? ''
}
beforeEach(async () => {
  const opened = await openShop({ hasDemo: false, clock })
  shop = opened
  onTestFinished(() => opened.close())
  token = await print()
})

const admin = { name: 'Asta', login: 'Asta@Lantern.example', password: 'nine quiet harbours', pin: '4729' }
const wanted = {
  retailer: { name: 'Lantern & Co', locale: 'de-ch', currency: 'CHF' },
  admin,
  store: { name: 'Am Hafen' },
}
const setUp = (change: object = {}) => shop.ask('POST', '/api/v1/setup', { body: { token, ...wanted, ...change } })
const look = (its = token) => shop.ask('POST', '/api/v1/setup/link', { body: { token: its } })

test('makes the retailer, its store and its admin, lets the admin in, and is over', async () => {
  expect((await look()).status).toBe(204)
  const answered = await setUp()
  expect(answered.status).toBe(201)
  const session = answered.body as ConsoleSession
  expect(session).toMatchObject({
    member: { name: 'Asta', role: 'admin' },
    store: { name: 'Am Hafen' },
    login: 'asta@lantern.example',
  })
  expect(session.retailer).toMatchObject({ name: 'Lantern & Co', locale: 'de-CH', currency: 'CHF' })
  const manager = new TestManager(shop, session, cookieOf(answered))
  expect((await manager.ask('GET', '/stores')).status).toBe(200)
  expect(await manager.actions()).toEqual(['retailerSetUp', 'storeAdded', 'memberAdded', 'consoleEntered'])
  expect((await shop.coordinator.state(session.store.id)).members).toHaveProperty(session.member.id)
  expect([kindOf(await look()), kindOf(await setUp())]).toEqual(['link-over', 'link-over'])
  expect(await print()).toBe('')
  expect((await signIn(shop, 'asta@lantern.example', admin.password)).session.member.id).toBe(session.member.id)
})

test('the store is where its time zone says, and always open; without one nobody has said', async () => {
  const session = (await setUp({ store: { name: 'Am Hafen', timeZone: 'Europe/Zurich' } })).body as ConsoleSession
  const kept = await shop.storage.hours.of(session.store.id)
  expect(kept?.hours).toEqual({ ...alwaysOpen, timeZone: 'Europe/Zurich' })
})

test.each(['Mars/Olympus', '+01:00', 'Europe/Zürich', '', '../etc'])('no store is in %j', async (timeZone) => {
  const answered = await setUp({ store: { name: 'Am Hafen', timeZone } })
  expect((answered.body as Problem).errors?.map(({ at }) => at)).toEqual(['store.timeZone'])
  expect((await look()).status).toBe(204)
})

test('a secret of the retailer’s own is drawn, and no site may carry the widget yet', async () => {
  await setUp()
  const [retailer] = await shop.storage.directory.retailers()
  expect(retailer).toMatchObject({ signingSecret: expect.stringMatching(/^.{43}$/), allowedSites: [], isDemo: false })
})

test('a restart prints a new link, and the one before is over; so is every one after a day', async () => {
  const second = await print()
  expect([(await look()).status, (await look(second)).status]).toEqual([410, 204])
  clock.moveTo(clock.now() + 24 * 3_600_000)
  expect((await look(second)).status).toBe(410)
})

test('two browsers with one link make one retailer', async () => {
  const both = await Promise.all([setUp(), setUp({ retailer: { ...wanted.retailer, name: 'Another' } })])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
  expect(await shop.storage.directory.retailers()).toHaveLength(1)
})

test.each([
  ['admin.password', { admin: { ...admin, password: 'asta asta asta' } }],
  ['admin.password', { admin: { ...admin, password: 'too short' } }],
  ['admin.pin', { admin: { ...admin, pin: '1234' } }],
  ['admin.pin', { admin: { ...admin, pin: '7777' } }],
  ['admin.name', { admin: { ...admin, name: 'Asta\u202Egnihton' } }],
  ['retailer.currency', { retailer: { ...wanted.retailer, currency: 'XYZ' } }],
  ['retailer.locale', { retailer: { ...wanted.retailer, locale: 'e-n-g' } }],
  ['store.name', { store: { name: '  ' } }],
])('what is wrong with %s is told, nothing is made, and the link is still good', async (at, change) => {
  const answered = await setUp(change)
  expect([answered.status, (answered.body as Problem).errors?.map((one) => one.at)]).toEqual([422, [at]])
  expect(await shop.storage.directory.retailers()).toEqual([])
  expect((await look()).status).toBe(204)
})

test('a page of another site cannot use the link', async () => {
  const headers = { origin: 'https://evil.example', host: 'shopbell.example' }
  expect(kindOf(await shop.ask('POST', '/api/v1/setup', { body: { token, ...wanted }, headers }))).toBe('wrong-origin')
})
