/** The browser's push subscription and the server's knowledge of it, kept the same: by the page at every start, by the worker. */
import { kindOf, type Reply } from './http.ts'
import type { PushHttp } from './push-http.ts'

/**
 * `saved`: the server can push to this device. `blocked`: the browser does not allow it. `noService`: the browser's push service
 * cannot be reached, or there is none. `refused`: the server does not take it. `unreachable`: it did not answer; ask again later.
 */
export type Subscribed = 'saved' | 'blocked' | 'noService' | 'refused' | 'unreachable'

/** What the two sides are asked for; a part of the browser's `PushManager`. */
export type Subscriber = Pick<PushManager, 'getSubscription' | 'subscribe'>

/**
 * Subscribes where that has not been done, anew where the server's key is another one now or where the server knows that the
 * subscription is dead, and binds it to the shift. Any other refusal leaves the subscription alone: it may be bound and work. Safe to do any number of times. Asks nobody: without permission it comes to `blocked`.
 */
export async function renewSubscription(subscriber: Subscriber, http: Pick<PushHttp, 'key' | 'save'>): Promise<Subscribed> {
  const key = await http.key()
  if (key.is !== 'ok') return failureOf(key)
  const { publicKey } = key.value
  const first = await subscribeAndSave(subscriber, http, publicKey)
  if (first !== 'gone') return first
  // It may have died at its push service without the browser's knowing, which would offer it for ever.
  const isDropped = await subscriber.getSubscription().then(
    (dead) => dead?.unsubscribe(),
    () => false,
  )
  const second = isDropped ? await subscribeAndSave(subscriber, http, publicKey) : first
  return second === 'gone' ? 'refused' : second
}

async function subscribeAndSave(
  subscriber: Subscriber,
  http: Pick<PushHttp, 'save'>,
  publicKey: string,
): Promise<Subscribed | 'gone'> {
  const subscription = await subscribed(subscriber, publicKey)
  if (typeof subscription === 'string') return subscription
  const { endpoint, keys } = subscription.toJSON()
  if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) return 'noService'
  const saved = await http.save({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } })
  if (saved.is === 'ok') return 'saved'
  return saved.is === 'problem' && kindOf(saved.problem) === 'push-gone' ? 'gone' : failureOf(saved)
}

async function subscribed(subscriber: Subscriber, publicKey: string): Promise<PushSubscription | 'blocked' | 'noService'> {
  try {
    const kept = await subscriber.getSubscription()
    if (kept && isFor(kept, publicKey)) return kept
    // One key a subscription: with another it has to be a new one.
    await kept?.unsubscribe()
    return await subscriber.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
  } catch (failure) {
    return failure instanceof Error && failure.name === 'NotAllowedError' ? 'blocked' : 'noService'
  }
}

/** A browser that does not tell the key (Safari before 17) is believed. */
function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const key = options?.applicationServerKey
  if (!key) return true
  const base64 = btoa(String.fromCharCode(...new Uint8Array(key)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === publicKey.replace(/=+$/, '')
}

function failureOf(reply: Exclude<Reply<unknown>, { is: 'ok' }>): 'refused' | 'unreachable' {
  return reply.is === 'problem' ? 'refused' : 'unreachable'
}

/** One change at a time on this device, in pages and worker: what a sign-out drops must not be what the next sign-in just saved. */
export function inTurn<T>(change: () => Promise<T>): Promise<T> {
  return navigator.locks.request('push-subscription', change) as Promise<T>
}

/** Nothing more reaches this device. */
export async function dropSubscription({ pushManager }: ServiceWorkerRegistration): Promise<void> {
  await (await pushManager?.getSubscription())?.unsubscribe()
}
