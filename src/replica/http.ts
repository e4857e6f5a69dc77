/** What the device asks of the server by HTTP, with every failure as a value: a refusal is a problem, silence is its own case. */
import type { ChatId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Problem, ProblemKind } from '../protocol/problems.ts'
import type { Language, Session, ShoppingHistory } from '../protocol/staff.ts'

/**
 * `problem`: the server refused, and asking again would not help. `unreachable`: no usable answer came (no network, too slow,
 * restarting, too many requests); the same request may be sent again, not sooner than `retryAfterMs` where that is given.
 */
export type Reply<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'unreachable'; readonly retryAfterMs: number | null; readonly isTooMany: boolean }

export interface ServerHttp {
  /** A `not-signed-in` problem where nobody is. */
  session(): Promise<Reply<Session>>
  signOut(): Promise<Reply<null>>
  chooseLanguage(language: Language | null): Promise<Reply<null>>
  history(chat: ChatId): Promise<Reply<ShoppingHistory>>
  /** Goes on where the page is closed meanwhile. `signal` gives the attempt up. */
  command(command: MemberCommand, signal?: AbortSignal): Promise<Reply<CommandAccepted>>
}

/** The `kind` at the end of a problem's type, for choosing words; `null` for what this app does not know. */
export function kindOf(problem: Partial<Pick<Problem, 'type'>>): ProblemKind | null {
  const found = /^\/problems\/([a-z-]+)$/.exec(problem.type ?? '')
  return found ? (found[1] as ProblemKind) : null
}

/** Long enough for slow Wi-Fi, short enough that a person who waits is told. */
const answerWithinMs = 10_000
const base = '/api/v1'
const unreachable = { is: 'unreachable', retryAfterMs: null, isTooMany: false } as const
/** Statuses of a server (or of what stands before it) that will answer later. */
const comesBack = new Set([408, 429, 500, 502, 503, 504])

/** The browser's own, which must not be called as another object's method. */
const pageFetch: typeof fetch = (...args) => fetch(...args)

/** Asks the server one thing. `path` comes after `/api/v1`; never rejects. */
export type Ask = <T>(method: string, path: string, body?: unknown, more?: RequestInit) => Promise<Reply<T>>

export function serverAsk(fetcher: typeof fetch = pageFetch): Ask {
  return async <T>(method: string, path: string, body?: unknown, more: RequestInit = {}): Promise<Reply<T>> => {
    try {
      const inTime = AbortSignal.timeout(answerWithinMs)
      const response = await fetcher(base + path, {
        ...more,
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        credentials: 'same-origin',
        signal: more.signal ? AbortSignal.any([inTime, more.signal]) : inTime,
      })
      return await read<T>(response)
    } catch {
      // The network's failures all look alike here, and to the person too.
      return unreachable
    }
  }
}

export function serverHttp(fetcher?: typeof fetch): ServerHttp {
  const ask = serverAsk(fetcher)
  return {
    session: () => ask('GET', '/session'),
    signOut: () => ask('DELETE', '/session'),
    chooseLanguage: (language) => ask('PUT', '/me/language', { language }),
    history: (chat) => ask('GET', `/chats/${encodeURIComponent(chat)}/history`),
    command: (command, signal) => ask('POST', '/commands', command, { keepalive: true, ...(signal && { signal }) }),
  }
}

async function read<T>(response: Response): Promise<Reply<T>> {
  if (comesBack.has(response.status)) {
    const seconds = Number(response.headers.get('retry-after'))
    return { is: 'unreachable', retryAfterMs: seconds > 0 ? seconds * 1000 : null, isTooMany: response.status === 429 }
  }
  if (response.status === 204) return { is: 'ok', value: null as T }
  // A hotel's Wi-Fi answers everything, with a page of its own: what is not ours is no answer.
  if (!/^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')) return unreachable
  const body: unknown = await response.json()
  if (response.ok) return { is: 'ok', value: body as T }
  return kindOf(body as Problem) ? { is: 'problem', problem: body as Problem } : unreachable
}
