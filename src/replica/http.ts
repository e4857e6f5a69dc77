/** What the device asks of the server by HTTP, with every failure as a value: a refusal is a problem, silence is its own case. */
import type { ChatId } from '../identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../protocol/commands.ts'
import type { Problem, ProblemKind } from '../protocol/problems.ts'
import type { Session, ShoppingHistory, SignIn, SignInFaces } from '../protocol/staff.ts'

/**
 * `problem`: the server refused, and asking again would not help. `unreachable`: no usable answer came (no network, too slow,
 * restarting, too many requests); the same request may be sent again, not sooner than `retryAfterMs` where that is given.
 */
export type Reply<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'unreachable'; readonly retryAfterMs: number | null; readonly isTooMany: boolean }

export interface ServerHttp {
  faces(): Promise<Reply<SignInFaces>>
  /** A `not-signed-in` problem where nobody is. */
  session(): Promise<Reply<Session>>
  signIn(body: SignIn): Promise<Reply<Session>>
  signOut(): Promise<Reply<null>>
  history(chat: ChatId): Promise<Reply<ShoppingHistory>>
  command(command: MemberCommand): Promise<Reply<CommandAccepted>>
}

/** The `kind` at the end of a problem's type, for choosing words; `null` for what this app does not know. */
export function kindOf(problem: Pick<Problem, 'type'>): ProblemKind | null {
  const found = /^\/problems\/([a-z-]+)$/.exec(problem.type)
  return found ? (found[1] as ProblemKind) : null
}

/** Long enough for slow Wi-Fi, short enough that a person who waits is told. */
const answerWithinMs = 10_000
const base = '/api/v1'
/** Statuses of a server (or of what stands before it) that will answer later. */
const comesBack = new Set([408, 429, 502, 503, 504])

export function serverHttp(fetcher: typeof fetch = (...args) => fetch(...args)): ServerHttp {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<Reply<T>> => {
    try {
      const response = await fetcher(base + path, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        credentials: 'same-origin',
        signal: AbortSignal.timeout(answerWithinMs),
      })
      return await read<T>(response)
    } catch {
      // The network's failures all look alike here, and to the person too.
      return { is: 'unreachable', retryAfterMs: null, isTooMany: false }
    }
  }
  return {
    faces: () => ask('GET', '/stores'),
    session: () => ask('GET', '/session'),
    signIn: (body) => ask('POST', '/session', body),
    signOut: () => ask('DELETE', '/session'),
    history: (chat) => ask('GET', `/chats/${encodeURIComponent(chat)}/history`),
    command: (command) => ask('POST', '/commands', command),
  }
}

async function read<T>(response: Response): Promise<Reply<T>> {
  if (comesBack.has(response.status)) {
    const seconds = Number(response.headers.get('retry-after'))
    return { is: 'unreachable', retryAfterMs: seconds > 0 ? seconds * 1000 : null, isTooMany: response.status === 429 }
  }
  if (response.status === 204) return { is: 'ok', value: null as T }
  const body: unknown = await response.json()
  if (response.ok) return { is: 'ok', value: body as T }
  return { is: 'problem', problem: body as Problem }
}
