/** Plain JSON over HTTP for the scripted clients: an answer, or the server's problem as a value. */
import type { Problem } from '../../src/protocol/problems.ts'

export type Reply<Body> = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly problem: Problem }

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Rejects where there is no answer, or one that is neither JSON nor a problem. `headers` are the answer's. */
export async function ask<Body>({
  method,
  url,
  headers = {},
  body,
}: Asked): Promise<Reply<Body> & { readonly headers: Headers }> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers: { ...headers, ...type }, ...content }).catch((cause: unknown) => {
    throw new Error(`${method} ${url} got no answer`, { cause })
  })
  const text = await response.text()
  const answer = text === '' ? null : JSON.parse(text)
  return response.ok
    ? { ok: true, body: answer, headers: response.headers }
    : { ok: false, problem: answer, headers: response.headers }
}

/** The body of an answer that a test takes for granted; throws the problem otherwise. */
export async function granted<Body>(reply: Promise<Reply<Body>>): Promise<Body> {
  const settled = await reply
  if (settled.ok) return settled.body
  throw new Error(`${settled.problem.title} (${settled.problem.status}): ${settled.problem.detail}`)
}
