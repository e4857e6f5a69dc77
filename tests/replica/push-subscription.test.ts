/** The browser's subscription and the server's knowledge of it, kept the same. */
import { expect, test } from 'vitest'
import type { SavePushSubscription } from '../../src/protocol/push.ts'
import type { Reply } from '../../src/replica/http.ts'
import { renewSubscription, type Subscriber } from '../../src/replica/push-subscription.ts'

const keyOf = (letter: string) => `${letter.repeat(86)}A`
const keys = { p256dh: 'p', auth: 'a' }
const refused = { is: 'problem', problem: { type: '/problems/push-refused', title: '', status: 422, detail: '' } } as const
const gone = { is: 'problem', problem: { ...refused.problem, type: '/problems/push-gone' } } as const
const unreachable = { is: 'unreachable', retryAfterMs: null, isTooMany: false } as const

/** A browser that has subscriptions one after the other, and a server that takes them. */
function setUp(given: { readonly refusal?: Error; readonly saved?: Reply<null>; readonly dead?: string } = {}) {
  let serverKey = keyOf('A')
  let current: PushSubscription | null = null
  let made = 0
  const saved: SavePushSubscription[] = []
  const subscriber: Subscriber = {
    getSubscription: async () => current,
    async subscribe(options) {
      if (given.refusal) throw given.refusal
      const endpoint = `https://push.example/${++made}`
      const applicationServerKey = Uint8Array.from(
        atob(String(options?.applicationServerKey).replaceAll('-', '+').replaceAll('_', '/')),
        (c) => c.charCodeAt(0),
      ).buffer
      const subscription = {
        options: { applicationServerKey, userVisibleOnly: true },
        toJSON: () => ({ endpoint, expirationTime: null, keys }),
        async unsubscribe() {
          current = null
          return true
        },
      }
      current = subscription as unknown as PushSubscription
      return current
    },
  }
  const http = {
    key: async () => ({ is: 'ok', value: { publicKey: serverKey } }) as const,
    async save(subscription: SavePushSubscription): Promise<Reply<null>> {
      saved.push(subscription)
      if (subscription.endpoint === given.dead) return gone
      return given.saved ?? { is: 'ok', value: null }
    },
  }
  const renew = () => renewSubscription(subscriber, http)
  return {
    renew,
    subscriber,
    endpoints: () => saved.map(({ endpoint }) => endpoint),
    saved,
    changeKey: () => {
      serverKey = keyOf('B')
    },
  }
}

test('subscribes once, and tells the server at every start', async () => {
  const device = setUp()
  expect(await device.renew()).toBe('saved')
  expect(await device.renew()).toBe('saved')
  expect(device.endpoints()).toEqual(['https://push.example/1', 'https://push.example/1'])
  expect(device.saved[0]).toEqual({ endpoint: 'https://push.example/1', keys })
})

test('subscribes anew where the server has another key', async () => {
  const device = setUp()
  await device.renew()
  device.changeKey()
  expect(await device.renew()).toBe('saved')
  expect(await device.renew()).toBe('saved')
  expect(device.endpoints().slice(1)).toEqual(['https://push.example/2', 'https://push.example/2'])
})

test('subscribes anew where the server knows that the subscription is dead, once', async () => {
  const device = setUp({ dead: 'https://push.example/1' })
  expect(await device.renew()).toBe('saved')
  expect(await device.renew()).toBe('saved')
  expect(device.endpoints().slice(1)).toEqual(['https://push.example/2', 'https://push.example/2'])
})

test('every failure is a value: no permission, no push service, a refusal, silence', async () => {
  expect(await setUp({ refusal: new DOMException('No.', 'NotAllowedError') }).renew()).toBe('blocked')
  expect(await setUp({ refusal: new DOMException('No.', 'AbortError') }).renew()).toBe('noService')
  const unwanted = setUp({ saved: refused })
  expect(await unwanted.renew()).toBe('refused')
  // What the server did not take this time may be bound all the same, and rings.
  expect(unwanted.endpoints()).toEqual(['https://push.example/1'])
  expect((await unwanted.subscriber.getSubscription())?.toJSON().endpoint).toBe('https://push.example/1')
  const lost = setUp({ saved: gone })
  expect(await lost.renew()).toBe('refused')
  expect(lost.endpoints()).toEqual(['https://push.example/1', 'https://push.example/2'])
  expect(await setUp({ saved: unreachable }).renew()).toBe('unreachable')
  const { subscriber } = setUp()
  expect(await renewSubscription(subscriber, { key: async () => unreachable, save: async () => unreachable })).toBe('unreachable')
  expect(await subscriber.getSubscription()).toBeNull()
})
