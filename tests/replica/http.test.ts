/** HTTP answers as values: what is refused, what comes back later, what is no answer at all. */
import { describe, expect, test } from 'vitest'
import type { ChatId } from '../../src/identifiers.ts'
import { kindOf, serverHttp } from '../../src/replica/http.ts'

const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  serverHttp(async () => {
    const type = { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }
    return new Response(body === null ? null : JSON.stringify(body), { status, headers: { ...type, ...headers } })
  })

describe('the server by HTTP', () => {
  test('asks the addresses of the interface, with what they need', async () => {
    const asked: unknown[] = []
    const http = serverHttp(async (address, init) => {
      asked.push([init?.method, address, init?.body])
      return Response.json({})
    })
    await http.session()
    await http.history('a/b' as ChatId)
    await http.signOut()
    expect(asked).toEqual([
      ['GET', '/api/v1/session', null],
      ['GET', '/api/v1/chats/a%2Fb/history', null],
      ['DELETE', '/api/v1/session', null],
    ])
  })

  test('a problem is a refusal, and keeps what it says', async () => {
    const problem = { type: '/problems/wrong-pin', title: 'Wrong PIN', status: 401, detail: '' }
    expect(await answering(401, problem).session()).toEqual({ is: 'problem', problem })
    expect(kindOf(problem)).toBe('wrong-pin')
  })

  test('whatever will answer later is unreachable for now, and says for how long', async () => {
    expect(await answering(503, {}, { 'retry-after': '2' }).session()).toEqual({
      is: 'unreachable',
      retryAfterMs: 2_000,
      isTooMany: false,
    })
    expect(await answering(429, {}).session()).toEqual({ is: 'unreachable', retryAfterMs: null, isTooMany: true })
    expect(await answering(502, {}).session()).toEqual({ is: 'unreachable', retryAfterMs: null, isTooMany: false })
  })

  test('no network, and a page of somebody else’s in place of an answer, are unreachable', async () => {
    const broken = serverHttp(async () => {
      throw new TypeError('Failed to fetch')
    })
    const portal = serverHttp(async () => new Response('<html>Please pay for the Wi-Fi</html>', { status: 200 }))
    const proxy = serverHttp(async () => Response.json({ error: 'blocked' }, { status: 403 }))
    expect((await broken.session()).is).toBe('unreachable')
    expect((await portal.session()).is).toBe('unreachable')
    expect((await proxy.session()).is).toBe('unreachable')
  })

  test('CL2: a server that broke over a request has not answered it', async () => {
    const problem = { type: '/problems/server-error', title: 'Server error', status: 500, detail: '' }
    expect((await answering(500, problem).session()).is).toBe('unreachable')
  })

  test('an attempt can be given up', async () => {
    const http = serverHttp(
      (_, init) => new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error()))),
    )
    const givingUp = new AbortController()
    const reply = http.command({ id: 'x' } as never, givingUp.signal)
    givingUp.abort()
    expect((await reply).is).toBe('unreachable')
  })

  test('an answer without content is an answer', async () => {
    expect(await answering(204, null).signOut()).toEqual({ is: 'ok', value: null })
  })
})
