/** When the server itself fails: nothing happened, the client is told so, and a retry with the same identifier does it. */
import { v7 as newIdentifier } from 'uuid'
import { expect, onTestFinished, test } from 'vitest'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat } from '../../../src/protocol/shopper.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { kindOf, openShop, oxfordStreet } from './shop.ts'

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

async function openFailing(part: 'commit' | 'read', config = {}) {
  const fault: Fault = { failure: null }
  const shop = await openShop({ through: failing(fault, part), config })
  onTestFinished(() => shop.close())
  return { shop, fault }
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

test('a server without any retailer is ready, and says that none has been set up', async () => {
  const shop = await openShop({ hasDemo: false })
  onTestFinished(() => shop.close())
  expect((await shop.ask('GET', '/readyz')).status).toBe(200)
  expect(kindOf(await shop.ask('GET', '/api/v1/stores'))).toBe('not-found')
  expect(kindOf(await shop.ask('GET', '/demo/shop'))).toBe('not-found')
  expect(kindOf(await shop.ask('POST', '/api/v1/shopper/session', { body: { store: oxfordStreet } }))).toBe('unknown-store')
})
