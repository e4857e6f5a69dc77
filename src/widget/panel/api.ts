/** Posts to the shopper's part of the HTTP interface, and makes of every outcome a value. */
import type { CommandId } from '../../identifiers.ts'
import type { Problem, ProblemKind } from '../../protocol/problems.ts'
import { timeOrderedId } from '../../time-ordered.ts'

export type Answer<Value> = { readonly is: 'taken'; readonly value: Value } | Refusal | Unreachable

export interface Refusal {
  readonly is: 'refused'
  readonly kind: ProblemKind | ''
  /** The server's own words for a person; may be empty. */
  readonly detail: string
  /** open-chat-exists. */
  readonly chat: string
  /** How long to wait before another attempt; 0 where nothing was said. */
  readonly retryAfterMs: number
}

/** No network, no answer in time, a server in trouble, or a page that is not our server's: worth another attempt. */
interface Unreachable {
  readonly is: 'unreachable'
  readonly retryAfterMs?: undefined
}

const patienceMs = 15_000

/** The server's clock less this device's (milliseconds), as its answers' `Date` says, to a second or so. */
let aheadMs = 0
/** By the server's clock: it takes no identifier of another day (CL2), and a shopper's own clock may be years off. */
export const serverNow = (): number => Date.now() + aheadMs
export const newId = (): CommandId => timeOrderedId(serverNow())

/**
 * @param path below `/api/v1/shopper/`.
 * @param token none for a first session.
 */
export async function post<Value>(path: string, body: object, token: string | null): Promise<Answer<Value>> {
  try {
    const response = await fetch(`/api/v1/shopper/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    })
    const now = Date.now()
    aheadMs = (Date.parse(response.headers.get('date') ?? '') || now) - now
    if (response.status < 500) {
      const said: unknown = await response.json()
      if (response.ok) return { is: 'taken', value: said as Value }
      const { type = '', detail = '', chat = '', retryAfterMs } = said as Partial<Problem>
      const kind = type.replace('/problems/', '') as ProblemKind
      const inSeconds = Number(response.headers.get('retry-after'))
      return { is: 'refused', kind, detail, chat, retryAfterMs: retryAfterMs ?? inSeconds * 1_000 }
    }
  } catch {
    // Not an answer of our server's.
  }
  return { is: 'unreachable' }
}
