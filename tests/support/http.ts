/** Plain JSON over HTTP for the scripted clients: an answer, or the server's problem as a value. */
import type { Problem } from '../../src/protocol/problems.ts'

export type Reply<Body> = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly problem: Problem }

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/**
 * Rejects where there is no answer, or one that is neither JSON nor a problem. `headers` are the answer's. Tries once more where
 * the server closed a connection that had been idle in the very moment in which it was used: a command may be sent twice,
 * because its identifier makes it one (CL2).
 */
export async function ask<Body>(asked: Asked): Promise<Reply<Body> & { readonly headers: Headers }> {
  const response = await send(asked)
    .catch((failure: unknown) => (wasReset(failure) ? send(asked) : Promise.reject(failure)))
    .catch((cause: unknown) => {
      throw new Error(`${asked.method} ${asked.url} got no answer`, { cause })
    })
  const text = await response.text()
  const answer = text === '' ? null : JSON.parse(text)
  return response.ok
    ? { ok: true, body: answer, headers: response.headers }
    : { ok: false, problem: answer, headers: response.headers }
}

function send({ method, url, headers = {}, body }: Asked): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return fetch(url, { method, headers: { ...headers, ...type }, ...content })
}

function wasReset(failure: unknown): boolean {
  const cause: unknown = failure instanceof TypeError ? failure.cause : null
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'UND_ERR_SOCKET')
}

/** The body of an answer that a test takes for granted; throws the problem otherwise. */
export async function granted<Body>(reply: Promise<Reply<Body>>): Promise<Body> {
  const settled = await reply
  if (settled.ok) return settled.body
  throw new Error(`${settled.problem.title} (${settled.problem.status}): ${settled.problem.detail}`)
}
