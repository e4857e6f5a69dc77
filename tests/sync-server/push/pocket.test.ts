/** Rings in a pocket, end to end: the real server, a push service over HTTPS, and a browser's keys. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MemberId, StoreId } from '../../../src/identifiers.ts'
import type { PushMessage } from '../../../src/protocol/push.ts'
import { enrol } from '../../support/device.ts'
import { type Credentials, type ScriptedMember, signIn } from '../../support/member.ts'
import { type PushReceiver, type PushService, startPushService } from '../../support/push-service.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'
import { until } from '../../support/until.ts'

type Ring = Extract<PushMessage, { is: 'ring' }>
type Outcome = Extract<PushMessage, { is: 'outcome' }>

const ana: Credentials = { member: 'ana' as MemberId, pin: '1111' }
const ben: Credentials = { member: 'ben' as MemberId, pin: '2222' }

let service: PushService
let server: TestServer
/** The manager, who looks on and is never available. */
let emma: ScriptedMember
beforeAll(async () => {
  service = await startPushService()
  server = await startServer({ pushService: service })
  emma = await signIn(server.url, { member: 'emma' as MemberId, pin: '5555' })
})
afterAll(async () => {
  emma.leave()
  await server.end()
  await service.close()
})

/** Signs in, available, with a push subscription; for one test. */
async function inPocket(credentials: Credentials): Promise<{ member: ScriptedMember; pocket: PushReceiver }> {
  const member = await signIn(server.url, credentials)
  onTestFinished(() => member.signOut())
  await member.goAvailable()
  const pocket = service.subscribe(await member.pushKey())
  expect(await member.savePushSubscription(pocket.subscription)).toMatchObject({ ok: true })
  return { member, pocket }
}

const isRing = (message: PushMessage): message is Ring => message.is === 'ring'
const isOutcome = (message: PushMessage): message is Outcome => message.is === 'outcome'
const askInStore = async () => {
  const shopper = await visit(server.url, { store: 'oxford-street' as StoreId })
  onTestFinished(async () => void (await shopper.endChat()))
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

test('RE1: a member without a live page is rung by push, and their worker’s report starts the countdown', async () => {
  const { member, pocket } = await inPocket(ana)
  const onlooker = await signIn(server.url, ben)
  onTestFinished(() => onlooker.leave())
  member.leave()
  const chat = await askInStore()
  const ring = (await pocket.until<PushMessage>('a ring', isRing)) as Ring
  expect(ring.chat).toBe(chat)
  expect(await member.reportPush(ring.push, 'delivered')).toMatchObject({ ok: true })
  const isSeen = ({ team }: ScriptedMember) => team.find((one) => one.member === ana.member)
  await onlooker.until('the ring, by somebody who is reachable', (one) => isSeen(one)?.isBeingRung && isSeen(one)?.isReachable)
  expect(await member.claim(chat)).toMatchObject({ ok: true })
  expect(await pocket.until<PushMessage>('what became of it', isOutcome)).toMatchObject({ how: 'mine' })
})

test('RE1: a push that is not received makes its member unreachable, moves the ring on, and is nobody’s miss', async () => {
  const { member, pocket } = await inPocket(ana)
  const colleague = await inPocket(ben)
  await emma.changePolicy({ deliverWithinMs: 300, reachableWithinMs: 1_000, places: 1 })
  onTestFinished(() => emma.changePolicy({ deliverWithinMs: 5_000, reachableWithinMs: 6_000, places: 3 }))
  member.leave()
  colleague.member.leave()
  const ofTeam = (one: MemberId) => emma.team.find(({ member: its }) => its === one)
  const chat = await askInStore()
  await pocket.until<PushMessage>('a ring', isRing)
  await emma.until('Ana’s silence', () => ofTeam(ana.member)?.isReachable === false)
  const ring = (await colleague.pocket.until<PushMessage>('the ring that moved on', isRing)) as Ring
  await colleague.member.reportPush(ring.push, 'displayed')
  expect(await colleague.member.claim(chat)).toMatchObject({ ok: true })
  const outcome = (await pocket.until<PushMessage>('what became of it', isOutcome)) as Outcome
  expect(outcome).toMatchObject({ how: 'taken', by: 'Ben' })
  await member.reportPush(outcome.push, 'delivered')
  await emma.until('Ana, who was heard of', () => ofTeam(ana.member)?.isReachable)
})

test('a server that was killed while it rang rings again', async () => {
  const { member, pocket } = await inPocket(ana)
  member.leave()
  pocket.answerNext('never')
  const before = service.requests.length
  const chat = await askInStore()
  await service.untilRequests(before + 1)
  await server.kill()
  await server.start()
  expect(await pocket.until<PushMessage>('the ring', isRing)).toMatchObject({ chat })
  expect(await member.claim(chat)).toMatchObject({ ok: true })
})

test.each([404, 410])('the push service answers %i: the subscription is dropped, and is not taken again', async (status) => {
  const { member, pocket } = await inPocket(ana)
  pocket.answerNext({ status })
  await askInStore()
  await until(async () => expect((await member.listedDevice()).push).toBe('none'))
  await askInStore()
  expect(await member.savePushSubscription(pocket.subscription)).toMatchObject({ ok: false, problem: { status: 422 } })
  const anew = service.subscribe(await member.pushKey())
  expect(await member.savePushSubscription(anew.subscription)).toMatchObject({ ok: true })
  member.leave()
  await member.ringDeviceOf('ana')
  await anew.until<PushMessage>('the check', ({ is }) => is === 'bellCheck')
  expect(pocket.received).toEqual([])
})

test('the push service answers 413: it is logged and not tried again, and the device is not counted on (RE1)', async () => {
  const { member, pocket } = await inPocket(ana)
  await emma.changePolicy({ deliverWithinMs: 300 })
  onTestFinished(() => emma.changePolicy({ deliverWithinMs: 5_000 }))
  member.leave()
  pocket.answerNext({ status: 413 })
  const before = service.requests.length
  await askInStore()
  await until(async () => expect((await member.listedDevice()).push).toBe('silent'))
  expect(service.requests.slice(before).map(({ status }) => status)).toEqual([413])
  expect(server.log).toContain('"status":413')
})

test.each([429, 503])('the push service answers %i: the ring is tried again, and is worth less by then', async (status) => {
  const { pocket } = await inPocket(ana)
  pocket.answerNext({ status }, { status, headers: { 'retry-after': '1' } })
  const chat = await askInStore()
  expect(await pocket.until<PushMessage>('the ring', isRing)).toMatchObject({ chat })
  expect(pocket.received[0]?.ttl).toBeLessThan(90)
})

test('the push service never answers: others are rung meanwhile, and so is this one once it does', async () => {
  const hung = await inPocket(ana)
  const other = await inPocket(ben)
  hung.pocket.answerNext('never')
  const chat = await askInStore()
  expect(await other.pocket.until<PushMessage>('the ring', isRing)).toMatchObject({ chat })
  expect(hung.pocket.received).toEqual([])
  expect(await hung.pocket.until<PushMessage>('the ring', isRing)).toMatchObject({ chat })
})

test('what nobody is signed in to is not rung: the subscription ends with its shift', async () => {
  const device = await enrol(server.url)
  const first = await inPocket({ ...ana, device })
  await first.member.goUnavailable()
  const next = await signIn(server.url, { ...ben, device })
  onTestFinished(() => next.leave())
  await first.member.goAvailable()
  const other = await inPocket(ana)
  await askInStore()
  await other.pocket.until<PushMessage>('a ring', isRing)
  expect(first.pocket.received).toEqual([])
})
