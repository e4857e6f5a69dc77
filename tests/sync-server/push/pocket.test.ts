/** Rings in a pocket, end to end: the real server, a push service over HTTPS, and a browser's keys. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MemberId, StoreId } from '../../../src/identifiers.ts'
import type { PushMessage } from '../../../src/protocol/push.ts'
import { type Credentials, type ScriptedMember, signIn } from '../../support/member.ts'
import { type PushReceiver, type PushService, startPushService } from '../../support/push-service.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'

type Ring = Extract<PushMessage, { is: 'ring' }>
type Outcome = Extract<PushMessage, { is: 'outcome' }>

const ana: Credentials = { member: 'ana' as MemberId, pin: '1111' }
const ben: Credentials = { member: 'ben' as MemberId, pin: '2222' }

let service: PushService
let server: TestServer
beforeAll(async () => {
  service = await startPushService()
  server = await startServer({ pushService: service })
})
afterAll(async () => {
  await server.end()
  await service.close()
})

/** Signs in, available, with a push subscription. */
async function inPocket(credentials: Credentials): Promise<{ member: ScriptedMember; pocket: PushReceiver }> {
  const member = await signIn(server.url, credentials)
  onTestFinished(() => member.leave())
  await member.goAvailable()
  const pocket = service.subscribe(await member.pushKey())
  expect(await member.savePushSubscription(pocket.subscription)).toMatchObject({ ok: true })
  return { member, pocket }
}

const isRing = (message: PushMessage): message is Ring => message.is === 'ring'
const isOutcome = (message: PushMessage): message is Outcome => message.is === 'outcome'
const askInStore = async () => {
  const shopper = await visit(server.url, { store: 'oxford-street' as StoreId })
  return shopper.ask('Do you have it in blue?')
}

test('a ring goes to the pocket, encrypted, with its time, its topic and no word of the shopper’s', async () => {
  const { member, pocket } = await inPocket(ana)
  const chat = await askInStore()
  const ring = (await pocket.until<PushMessage>('a ring', isRing)) as Ring
  expect(ring).toMatchObject({ version: 1, shift: member.session.shift, chat, isReturning: false, hasChattedBefore: false })
  const [sent] = pocket.received
  expect([sent?.urgency, sent?.contact]).toEqual(['high', 'mailto:operator@shopbell.example'])
  expect(sent?.ttl).toBeGreaterThan(60)
  expect(sent?.ttl).toBeLessThanOrEqual(90)
  expect(sent?.topic).toMatch(/^[\w-]{32}$/)
  expect(sent?.text).not.toContain('blue')
  expect(await member.reportPush(ring.push, 'delivered')).toMatchObject({ ok: true })
  await member.claim(chat)
  expect(await pocket.until<PushMessage>('what became of it', isOutcome)).toMatchObject({ chat, how: 'mine', by: null })
  expect(new Set(pocket.received.map(({ topic }) => topic)).size).toBe(1)
  expect(server.log).not.toContain(pocket.subscription.endpoint.slice(-10))
})

test('CL4: whoever was rung hears by push who has the chat', async () => {
  const first = await inPocket(ana)
  const second = await inPocket(ben)
  const chat = await askInStore()
  await first.pocket.until<PushMessage>('a ring', isRing)
  await second.pocket.until<PushMessage>('a ring', isRing)
  await first.member.claim(chat)
  expect(await second.pocket.until<PushMessage>('what became of it', isOutcome)).toMatchObject({ how: 'taken', by: 'Ana' })
})
