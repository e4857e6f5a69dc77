/**
 * Encrypts a message for one browser (RFC 8291), signs it with this server's key (RFC 8292) and sees it through its push
 * service: 404 and 410 end the subscription, 429, 5xx and broken connections are tried again while the message is worth
 * anything, everything else is logged and let go. Neither endpoints nor keys are ever logged.
 */
import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { Counter, Gauge, type Registry } from 'prom-client'
import webPush from 'web-push'
import type { PushMessage } from '../../src/protocol/push.ts'
import type { Clock } from '../clock.ts'
import type { PushSubscription, VapidKeys } from '../storage/push-subscriptions.ts'
import type { Posted, PostTo } from './post.ts'
import { type Attempted, createPushQueue, type NotSent, type QueuedPush } from './push-queue.ts'

export interface Push {
  readonly to: Pick<PushSubscription, 'endpoint' | 'p256dh' | 'auth' | 'shift'>
  readonly message: PushMessage
  /** Undelivered messages about the same thing are replaced, at the push service and here. */
  readonly about: string
  /** Worth nothing from then on, in milliseconds since 1970. */
  readonly until: number
}

/** `accepted` by the push service, which is not yet delivered; `gone`: the subscription is dead; `refused` for good. */
export type PushResult = 'accepted' | 'gone' | 'refused' | NotSent

export interface PushSender {
  /** Resolves once the push service has it or nothing more will be tried. Never rejects. */
  send(push: Push): Promise<PushResult>
  stop(): void
}

export interface PushSenderParts {
  readonly keys: VapidKeys
  /** `mailto:` or `https:`: whom a push service may turn to. */
  readonly contact: string
  readonly postTo: PostTo
  readonly clock: Clock
  readonly chance: () => number
  readonly log: Logger
  readonly metrics: Registry
}

/** What a push service takes at the least; encryption adds little, and a message of ours has no reason to be long. */
const mostBytes = 3 * 1024
const longestTopic = 32

interface Queued extends QueuedPush {
  readonly push: Push
}

export function createPushSender({ keys, contact, postTo, clock, chance, log, metrics }: PushSenderParts): PushSender {
  const results = new Counter({
    name: 'shopbell_pushes_total',
    help: 'Pushes by what became of them: accepted, gone, refused, expired, replaced, overflow; and retried, each time.',
    labelNames: ['result'],
    registers: [metrics],
  })
  const queue = createPushQueue<Queued, Exclude<PushResult, NotSent>>({ clock, chance, attempt })
  new Gauge({
    name: 'shopbell_pushes_waiting',
    help: 'Pushes that no push service has yet.',
    registers: [metrics],
    collect() {
      this.set(queue.count())
    },
  })

  async function attempt({ push, host }: Queued, signal: AbortSignal): Promise<Attempted<Exclude<PushResult, NotSent>>> {
    const posted = await postTo(push.to.endpoint, () => encrypted(push), signal)
    const attempted = meaningOf(posted)
    const about = { shift: push.to.shift, is: push.message.is, host }
    if (attempted.is === 'again') {
      results.inc({ result: 'retried' })
      log.info({ ...about, ...saidOf(posted) }, 'a push will be tried again')
    } else if (attempted.result !== 'accepted') {
      log.warn({ ...about, ...saidOf(posted) }, 'a push was refused')
    }
    return attempted
  }

  function encrypted({ to, message, about, until }: Push) {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      JSON.stringify(message),
      {
        TTL: Math.max(0, Math.ceil((until - clock.now()) / 1_000)),
        urgency: 'high',
        topic: topicOf(about),
        contentEncoding: 'aes128gcm',
        vapidDetails: { subject: contact, ...keys },
      },
    )
    return { headers, body: body ?? Buffer.alloc(0) }
  }

  return {
    async send(push) {
      const bytes = Buffer.byteLength(JSON.stringify(push.message))
      if (bytes > mostBytes) throw new Error(`A push message of ${bytes} bytes: ${push.message.is}.`)
      const { endpoint } = push.to
      const key = `${topicOf(push.about)} ${endpoint}`
      const result = await queue.send({ key, host: hostOf(endpoint), until: push.until, push })
      results.inc({ result })
      return result
    },
    stop: () => queue.stop(),
  }
}

function meaningOf(posted: Posted): Attempted<Exclude<PushResult, NotSent>> {
  if (posted.is === 'failed') return { is: 'again', afterMs: null }
  if (posted.is === 'refused') return { is: 'done', result: 'refused' }
  const { status, retryAfterMs } = posted
  if (status >= 200 && status < 300) return { is: 'done', result: 'accepted' }
  if (status === 404 || status === 410) return { is: 'done', result: 'gone' }
  if (status === 429 || status >= 500) return { is: 'again', afterMs: retryAfterMs }
  return { is: 'done', result: 'refused' }
}

function saidOf(posted: Posted) {
  return posted.is === 'answered' ? { status: posted.status } : { reason: posted.why }
}

/** RFC 8030: at most 32 characters of base64url. A hash, because push services see it. */
function topicOf(about: string): string {
  return createHash('sha256').update(about).digest('base64url').slice(0, longestTopic)
}

function hostOf(endpoint: string): string {
  return URL.parse(endpoint)?.host ?? ''
}
