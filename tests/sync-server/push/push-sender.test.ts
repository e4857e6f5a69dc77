/** Sending through a real push service over HTTPS: whatever it answers, whatever its name comes to mean, and when it is silent. */
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import webPush from 'web-push'
import type { ShiftId } from '../../../src/identifiers.ts'
import type { PushMessage } from '../../../src/protocol/push.ts'
import { answerWithinMs, createPostTo, type PostParts } from '../../../sync-server/push/post.ts'
import { type PushHost, readPushHost } from '../../../sync-server/push/push-hosts.ts'
import { createPushSender, type Push, type PushSender } from '../../../sync-server/push/push-sender.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { type PushReceiver, type PushService, startPushService } from '../../support/push-service.ts'
import { until } from '../../support/until.ts'

const keys = webPush.generateVAPIDKeys()
const shift = 'shift-1' as ShiftId

let service: PushService
let browser: PushReceiver
let clock: ManualClock
let metrics: Registry
let sender: PushSender
let logged: string

beforeEach(async () => {
  service = await startPushService()
  browser = service.subscribe(keys.publicKey)
  clock = manualClock(Date.now())
  logged = ''
  sender = senderWith({})
})
afterEach(async () => {
  sender.stop()
  await service.close()
})

function senderWith(network: Partial<PostParts>): PushSender {
  metrics = new Registry()
  const write = (line: string) => {
    logged += line
  }
  const log = pino({ level: 'trace' }, { write })
  const hosts = [readPushHost(service.host) as PushHost]
  // Connections take the time they take; only the queue's pauses are the test's to let pass.
  const postTo = createPostTo({ hosts, clock: systemClock(), ca: service.certificate.cert, ...network })
  return createPushSender({ keys, contact: 'mailto:shop@bell.example', postTo, clock, chance: () => 1, log, metrics })
}

function aPush(more: Partial<Push> = {}): Push {
  const message: PushMessage = { version: 1, push: 'p', shift, is: 'madeUnavailable', misses: 3 }
  const { endpoint, keys: its } = browser.subscription
  return { to: { endpoint, ...its, shift }, message, about: 'chat-1', until: clock.now() + 60_000, ...more }
}

const statuses = () => service.requests.map(({ status }) => status)
/** How many pushes came to that, by the metrics. */
async function counted(result: string): Promise<number> {
  const [metric] = (await metrics.getMetricsAsJSON()).filter(({ name }) => name === 'shopbell_pushes_total')
  return metric?.values.find(({ labels }) => labels.result === result)?.value ?? 0
}
/** Lets the queue’s pause pass, again and again, until it holds. */
const whilePausesPass = (holds: () => void) =>
  until(() => {
    if (clock.waiting > 0) clock.moveTo(clock.now() + 1_000)
    holds()
  })

test('201: the message comes out as it went in, with its seconds left, urgent, under a topic', async () => {
  expect(await sender.send(aPush({ until: clock.now() + 41_200 }))).toBe('accepted')
  expect(browser.messages()).toEqual([{ version: 1, push: 'p', shift, is: 'madeUnavailable', misses: 3 }])
  expect(browser.received).toMatchObject([{ ttl: 42, urgency: 'high', contact: 'mailto:shop@bell.example' }])
  expect(await counted('accepted')).toBe(1)
})

test('what is about the same has the same topic, anything else another, and neither says what', async () => {
  await sender.send(aPush())
  await sender.send(aPush())
  await sender.send(aPush({ about: 'chat-2' }))
  const [one, same, other] = browser.received.map(({ topic }) => topic)
  expect([one === same, one === other]).toEqual([true, false])
  expect(one).toMatch(/^[A-Za-z0-9_-]{32}$/)
})

test.each([404, 410])('%i: the subscription is gone', async (status) => {
  browser.answerNext({ status })
  expect(await sender.send(aPush())).toBe('gone')
  expect([statuses(), await counted('gone')]).toEqual([[status], 1])
})

test.each([400, 401, 403, 413])('%i: logged, and not tried again', async (status) => {
  browser.answerNext({ status })
  expect(await sender.send(aPush())).toBe('refused')
  clock.moveTo(clock.now() + 60_000)
  expect(statuses()).toEqual([status])
  expect(logged).toContain(`"status":${status}`)
})

test.each([429, 500, 503])('%i: tried again until it is taken', async (status) => {
  browser.answerNext({ status }, { status })
  const result = sender.send(aPush())
  await whilePausesPass(() => expect(statuses()).toEqual([status, status, 201]))
  expect([await result, await counted('retried')]).toEqual(['accepted', 2])
  expect(browser.received[0]?.ttl).toBeLessThan(60)
})

test('429 with Retry-After: not before that, in seconds or as a date, and not at all where that is too late', async () => {
  const from = clock.now()
  browser.answerNext({ status: 429, headers: { 'retry-after': '20' } })
  const result = sender.send(aPush())
  await whilePausesPass(() => expect(statuses()).toEqual([429, 201]))
  expect([await result, clock.now() >= from + 20_000]).toEqual(['accepted', true])
  browser.answerNext({ status: 503, headers: { 'retry-after': new Date(clock.now() + 300_000).toUTCString() } })
  expect(await sender.send(aPush())).toBe('expired')
})

test('a connection that breaks is tried again', async () => {
  browser.answerNext('cutOff')
  const result = sender.send(aPush())
  await whilePausesPass(() => expect(statuses()).toEqual([null, 201]))
  expect(await result).toBe('accepted')
})

test('a redirect is not followed', async () => {
  const elsewhere = await startPushService()
  onTestFinished(() => elsewhere.close())
  for (const status of [301, 302, 307, 308]) {
    browser.answerNext({ status, headers: { location: `${elsewhere.origin}/push/x` } })
    expect(await sender.send(aPush())).toBe('refused')
  }
  expect([statuses(), elsewhere.requests]).toEqual([[301, 302, 307, 308], []])
})

test('a push service that never answers is given up, and others are served meanwhile', async () => {
  sender = senderWith({ clock })
  browser.answerNext('never')
  const result = sender.send(aPush())
  await service.untilRequests(1)
  const other = service.subscribe(keys.publicKey)
  const { endpoint, keys: its } = other.subscription
  expect(await sender.send(aPush({ to: { endpoint, ...its, shift } }))).toBe('accepted')
  clock.moveTo(clock.now() + answerWithinMs)
  await until(() => expect(logged).toContain('tried again'))
  clock.moveTo(clock.now() + 1_000)
  expect(await result).toBe('accepted')
  expect(browser.received).toHaveLength(1)
  expect(logged).toContain('did not answer')
})

test('stopping ends what is under way', async () => {
  browser.answerNext('never')
  const result = sender.send(aPush())
  await service.untilRequests(1)
  sender.stop()
  expect(await result).toBe('stopped')
})

test('nothing that is logged would let anybody send', async () => {
  browser.answerNext({ status: 429 }, { status: 403 })
  const result = sender.send(aPush())
  await whilePausesPass(() => expect(statuses()).toEqual([429, 403]))
  expect(await result).toBe('refused')
  const { endpoint, keys: its } = browser.subscription
  for (const secret of [new URL(endpoint).pathname, its.p256dh, its.auth, keys.privateKey]) expect(logged).not.toContain(secret)
  expect(logged).toContain(shift)
})

describe('where the connection goes', () => {
  test('to the very address that was looked up, once for each attempt', async () => {
    const certificate = makeCertificate(['push.example'])
    const named = await startPushService({ certificate })
    onTestFinished(() => named.close())
    const port = named.host.split(':')[1]
    const lookups: string[] = []
    const away = senderWith({
      hosts: [readPushHost(`push.example:${port}`) as PushHost],
      ca: certificate.cert,
      resolve: async (host) => {
        lookups.push(host)
        return ['127.0.0.1']
      },
    })
    const { keys: its } = browser.subscription
    const endpoint = `https://push.example:${port}/push/unknown`
    expect(await away.send(aPush({ to: { endpoint, ...its, shift } }))).toBe('gone')
    expect([lookups, named.requests.length]).toEqual([['push.example'], 1])
  })

  test.each([[['10.0.0.7']], [['93.184.215.14', '169.254.169.254']], [['::ffff:127.0.0.1']], [['fd00::1']]])(
    'nowhere, where the name means %j',
    async (addresses) => {
      const { port } = new URL(service.origin)
      const inside = senderWith({ hosts: [readPushHost(`localhost:${port}`) as PushHost], resolve: async () => addresses })
      expect(await inside.send(aPush())).toBe('refused')
      expect(service.requests).toEqual([])
      expect(logged).toContain('not on the public internet')
    },
  )

  test('nowhere on this machine for a host that was named without a port', async () => {
    const hosts = [readPushHost('push.example') as PushHost]
    const away = senderWith({ hosts, resolve: async () => ['127.0.0.1'] })
    const { keys: its } = browser.subscription
    expect(await away.send(aPush({ to: { endpoint: 'https://push.example/x', ...its, shift } }))).toBe('refused')
  })

  test('nowhere for an endpoint whose host has been taken off the list since', async () => {
    const strict = senderWith({ hosts: [] })
    expect(await strict.send(aPush())).toBe('refused')
    expect(service.requests).toEqual([])
  })

  test('nowhere where the other end cannot show whose machine it is', async () => {
    const distrustful = senderWith({ ca: makeCertificate().cert })
    expect(await distrustful.send(aPush({ until: clock.now() + 500 }))).toBe('expired')
    expect(service.requests).toEqual([])
  })
})
