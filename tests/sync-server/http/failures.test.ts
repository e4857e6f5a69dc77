/** When the server itself fails: nothing happened, the client is told so, and a retry with the same identifier does it. */
import { DatabaseSync } from 'node:sqlite'
import { v7 as newIdentifier } from 'uuid'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat } from '../../../src/protocol/shopper.ts'
import type { Clock } from '../../../sync-server/clock.ts'
import type { Change } from '../../../sync-server/coordinator/submission.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'
import { type Answered, kindOf, openShop, oxfordStreet, type Shop } from './shop.ts'

const original = DatabaseSync.prototype.exec

interface Fault {
  failure: Error | null
}

/** A disk that fails while the fault says so. */
const failing =
  (fault: Fault, part: 'commit' | 'read') =>
  (storage: Storage): Storage => {
    const orFail = <Result>(work: () => Promise<Result>) => (fault.failure ? Promise.reject(fault.failure) : work())
    if (part === 'read') return { ...storage, check: () => orFail(() => storage.check()) }
    return { ...storage, log: { ...storage.log, ...bound(storage.log), commit: (all) => orFail(() => storage.log.commit(all)) } }
  }

/** An engine may be made of classes, of which a spread leaves the methods behind. */
function bound<Part extends object>(part: Part): Part {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(part)).filter((name) => name !== 'constructor')
  return Object.fromEntries(
    names.flatMap((name) => {
      const method = part[name as keyof Part]
      return typeof method === 'function' ? [[name, method.bind(part)]] : []
    }),
  ) as Part
}

async function openFailing(part: 'commit' | 'read', config = {}, clock = systemClock()) {
  const fault: Fault = { failure: null }
  const shop = await openShop({ through: failing(fault, part), config, clock })
  onTestFinished(() => shop.close())
  return { shop, fault }
}

/** The server's own connection to its database, whose size SQLite bounds as a full disk would. */
async function openOnSmallDisk(clock: Clock) {
  const opened: DatabaseSync[] = []
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
    opened.push(this)
    return original.call(this, sql)
  })
  const shop = await openShop({ clock })
  exec.mockRestore()
  onTestFinished(() => shop.close())
  return { shop, database: opened[0] ?? expect.fail('no database was opened') }
}

/** Asks, and ends what was asked, until there is no room for more. */
async function untilRefused(ask: () => Promise<Answered>, shop: Shop): Promise<Answered> {
  for (let n = 0; n < 1_000; n += 1) {
    const answered = await ask()
    if (answered.status !== 201) return answered
    const command = { type: 'EndChat', chat: (answered.body as ShopperChat).chat, by: { is: 'shopper' } } as const
    const ended = await shop.coordinator.submit({ store: oxfordStreet, command, asked: null }).catch(() => null)
    if (!ended) return ask()
  }
  return expect.fail('the disk is never full')
}

test('a disk that fails: 503, nothing happened, and the same command again does it', async () => {
  const { shop, fault } = await openFailing('commit')
  const shopper = await shop.visit()
  const command = { id: newIdentifier(), question: 'Does it come in green?' }
  fault.failure = new StorageFailure('disk full')
  const refused = await shopper.post('chats', command)
  expect([refused.status, kindOf(refused), refused.headers['retry-after']]).toEqual([503, 'not-ready', '1'])
  expect(refused.text).not.toContain('disk full')
  expect(await shop.storage.conversations.ofShopper(shopper.session.shopper, 10)).toEqual([])
  fault.failure = null
  const taken = await shopper.post('chats', command)
  expect([taken.status, (taken.body as ShopperChat).stands]).toEqual([201, 'nobody'])
})

test('a bug: 500 with an instance for the log, and nothing of its inside', async () => {
  const { shop, fault } = await openFailing('commit')
  const shopper = await shop.visit()
  fault.failure = new TypeError('secret.of.the.inside is not a function')
  const answered = await shopper.post('chats', { question: 'Hello?' })
  expect([answered.status, kindOf(answered)]).toEqual([500, 'server-error'])
  expect((answered.body as Problem).instance).toMatch(/^[0-9a-f-]{36}$/)
  expect(answered.text).not.toContain('secret')
})

test('readiness follows the database, aliveness does not', async () => {
  const { shop, fault } = await openFailing('read')
  expect((await shop.ask('GET', '/readyz')).status).toBe(200)
  fault.failure = new StorageFailure('gone')
  expect([(await shop.ask('GET', '/readyz')).status, (await shop.ask('GET', '/healthz')).status]).toEqual([503, 200])
  fault.failure = null
  expect((await shop.ask('GET', '/readyz')).status).toBe(200)
})

test('CL1: a disk that fills up: nothing is published, readiness says so, and the server goes on when there is room', async () => {
  const clock = manualClock(Date.now())
  const { shop, database } = await openOnSmallDisk(clock)
  const shopper = await shop.visit()
  const ready = async () => (await shop.ask('GET', '/readyz')).status
  const heard: Change[] = []
  shop.coordinator.subscribe(oxfordStreet, (change) => void heard.push(change))
  const before = await shop.coordinator.state(oxfordStreet)

  const pages = database.prepare('pragma page_count').get()?.page_count
  database.exec(`pragma max_page_count = ${Number(pages)}`)
  const question = { id: newIdentifier(), question: 'x'.repeat(2_000) }
  // There may be room for a few in the last pages.
  const refused = await untilRefused(() => shopper.post('chats', { ...question, id: newIdentifier() }), shop)
  expect([refused.status, kindOf(refused), refused.headers['retry-after']]).toEqual([503, 'not-ready', '1'])
  expect(await ready()).toBe(503)
  const told = heard.length
  const full = await shopper.post('chats', question)
  expect(full.status).toBe(503)
  expect(heard).toHaveLength(told)
  expect((await shop.coordinator.state(oxfordStreet)).version).toBe(heard.at(-1)?.after.version ?? before.version)

  database.exec('pragma max_page_count = 1000000')
  expect((await shopper.post('chats', question)).status).toBe(201)
  expect(await ready()).toBe(200)
})

test('a server that nobody asks anything finds out by itself that it can keep things again', async () => {
  const clock = manualClock(Date.now())
  const { shop, fault } = await openFailing('commit', {}, clock)
  const shopper = await shop.visit()
  fault.failure = new StorageFailure('disk full')
  await shopper.post('chats', { question: 'Hello?' })
  expect((await shop.ask('GET', '/readyz')).status).toBe(503)
  fault.failure = null
  clock.moveTo(clock.now() + 1_000)
  await until(async () => expect((await shop.ask('GET', '/readyz')).status).toBe(200))
})

test('a server without any retailer is ready, and says that none has been set up', async () => {
  const shop = await openShop({ hasDemo: false })
  onTestFinished(() => shop.close())
  expect((await shop.ask('GET', '/readyz')).status).toBe(200)
  expect(kindOf(await shop.ask('GET', '/api/v1/device'))).toBe('not-enrolled')
  expect(kindOf(await shop.ask('GET', '/demo/shop'))).toBe('not-found')
  expect(kindOf(await shop.ask('POST', '/api/v1/shopper/session', { body: { store: oxfordStreet } }))).toBe('unknown-store')
})
