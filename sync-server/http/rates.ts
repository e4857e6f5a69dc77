/**
 * How often anybody may ask: by address before it is known who asks, by shift or shopper afterwards, because a whole store sits
 * behind one address. Questions are counted by address as well: each rings in a store, and whoever would fill it with chats
 * could be a new shopper for each.
 */
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RatesPerMinute } from '../config.ts'
import { ProblemReply } from './problem.ts'

/** Each resolves while the request may go on, and throws `too-many-requests` otherwise. */
export interface Rates {
  byAddress(request: FastifyRequest): Promise<void>
  /** A question, beside whoever asks it. */
  byQuestion(request: FastifyRequest): Promise<void>
  /** `who` is a shift or a shopper. */
  byCaller(request: FastifyRequest, kind: 'shift' | 'shopper', who: string): Promise<void>
}

const windowMs = 60_000
/** How many addresses and callers are counted at once; beyond, those not heard of for longest start afresh. */
const mostCounted = 20_000

export async function limitRates(app: FastifyInstance, perMinute: RatesPerMinute): Promise<Rates> {
  await app.register(rateLimit, { global: false, cache: mostCounted })
  const callers = new WeakMap<FastifyRequest, string>()
  const limiter = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: windowMs, keyGenerator })
  const caller = (request: FastifyRequest) => callers.get(request) ?? ''
  const limits = {
    address: limiter(perMinute.address, (request) => normalizeIP(request.ip)),
    questions: limiter(perMinute.questions, (request) => normalizeIP(request.ip)),
    shift: limiter(perMinute.shift, caller),
    shopper: limiter(perMinute.shopper, caller),
  }

  async function count(request: FastifyRequest, kind: keyof typeof limits): Promise<void> {
    const found = await limits[kind](request)
    if (found.isAllowed || !found.isExceeded) return
    const seconds = Math.max(1, found.ttlInSeconds)
    throw new ProblemReply(
      'too-many-requests',
      `Nothing happened: this was too much in a minute. Go on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      { retryAfterMs: Math.max(1, Math.ceil(found.ttl)) },
    )
  }

  return {
    byAddress: (request) => count(request, 'address'),
    byQuestion: (request) => count(request, 'questions'),
    byCaller: (request, kind, who) => {
      callers.set(request, who)
      return count(request, kind)
    },
  }
}
