/** Sessions from outside, against a real server: what is left of one that has ended, who may open a socket, and what the log tells. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { closeCodes } from '../../src/protocol/socket.ts'
import { protocolVersion, versionParameter } from '../../src/protocol/version.ts'
import { enrol } from '../support/device.ts'
import { signIn } from '../support/member.ts'
import { enrolmentCodeOf, folderWith, testRetailer } from '../support/retailers.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const retailer = testRetailer('larch')
const [store] = retailer.stores
const [one, other, third] = store?.members ?? []
if (!store || !one || !other || !third) throw new Error('The retailer has nobody.')

let folder: string
let server: TestServer
beforeAll(async () => {
  folder = await folderWith([retailer])
  server = await startServer({ data: folder, args: ['--no-demo', '--log-level', 'debug'] })
}, 60_000)
afterAll(async () => {
  await server?.end()
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  readonly code: number
  readonly at: number
}

/** A page of the member's; resolves once it is in the room, to when and how it ends. */
function openPage(cookie: string, origin = server.url): Promise<{ readonly ended: Promise<Ended> }> {
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/api/v1/rooms/${one?.id}?${versionParameter}=${protocolVersion}`,
    { headers: { cookie, origin } },
  )
  const ended = new Promise<Ended>((resolve) => socket.once('close', (code) => resolve({ code, at: performance.now() })))
  return new Promise((resolve, reject) => {
    socket.once('message', () => resolve({ ended }))
    socket.once('error', reject)
    ended.then(() => resolve({ ended }))
  })
}

const ask = (path: string, cookie: string, method = 'GET') =>
  fetch(`${server.url}/api/v1/${path}`, { method, headers: { cookie, origin: server.url } })

test('a shift that ends closes every page and tab of it within a second, and its cookie opens nothing any more', async () => {
  const device = await enrol(server.url, enrolmentCodeOf(one.id))
  const member = await signIn(server.url, { member: one.id, pin: one.pin, device })
  const tabs = [await openPage(member.cookie), await openPage(member.cookie)]
  expect((await ask('session', member.cookie, 'DELETE')).status).toBe(204)
  const answeredAt = performance.now()
  for (const { ended } of tabs) {
    const { code, at } = await ended
    expect(code).toBe(closeCodes.notSignedIn)
    expect(at - answeredAt).toBeLessThan(1_000)
  }
  await until(() => expect(member.lastClose).toContain(String(closeCodes.notSignedIn)))
  for (const path of ['session', 'devices', 'push/key', `stores/${store.id}/policy`]) {
    expect([path, (await ask(path, member.cookie)).status]).toEqual([path, 401])
  }
  expect((await (await openPage(member.cookie)).ended).code).toBe(closeCodes.notSignedIn)
})

test('a page of another site opens no socket, whatever cookie it brings', async () => {
  const device = await enrol(server.url, enrolmentCodeOf(other.id))
  const member = await signIn(server.url, { member: other.id, pin: other.pin, device })
  for (const origin of ['https://elsewhere.example', 'null', `${server.url}.elsewhere.example`, 'http://127.0.0.1']) {
    expect([origin, (await (await openPage(member.cookie, origin)).ended).code]).toEqual([origin, closeCodes.notYours])
  }
  member.leave()
})

test('what is refused is logged, and no PIN, cookie, token or word of a shopper’s is', async () => {
  const secrets = [
    '83659201',
    'guessed-cookie-5f1c',
    `${'G'.repeat(43)}.${store.id}`,
    'a.guessed.identity',
    'a question of nobody’s\u0000',
  ]
  const [pin, cookie, token, identity, question] = secrets
  const json = { 'content-type': 'application/json', origin: server.url }
  const post = (path: string, body: object, headers = {}) =>
    fetch(`${server.url}/api/v1/${path}`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
  const guesser = await enrol(server.url, enrolmentCodeOf(third.id))
  expect(await guesser.signIn(third.id, pin ?? '')).toMatchObject({ ok: false, problem: { status: 401 } })
  expect((await ask('devices', `shopbell_session=${cookie}`)).status).toBe(401)
  expect((await post('shopper/chats', {}, { authorization: `Bearer ${token}` })).status).toBe(401)
  expect((await post('shopper/session', { store: store.id, identity })).status).toBe(401)
  const session = await (await post('shopper/session', { store: store.id })).json()
  const asking = { id: '01932f6e-5b7c-7a3e-9c4d-2f1e8a6b7c5d', question }
  expect((await post('shopper/chats', asking, { authorization: `Bearer ${session.token}` })).status).toBe(400)
  await until(() => expect(server.log).toContain('“question” has a character in it'))
  for (const kind of ['wrong-pin', 'not-signed-in', 'identity-refused', 'malformed-request']) expect(server.log).toContain(kind)
  expect([...secrets, session.token].filter((secret) => server.log.includes(secret?.replace('\u0000', '') ?? ''))).toEqual([])
})

test('demo data is not served to other machines unless told so in so many words', async () => {
  await expect(startServer({ args: ['--host', '0.0.0.0'] })).rejects.toThrow('it is served on this machine only')
})
