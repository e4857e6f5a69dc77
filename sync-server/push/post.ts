/**
 * Hands one encrypted message to a push service. The name is looked up once, each of its addresses has to be public, and the
 * connection goes to the very address that was looked at: a name that means another machine a moment later leads nowhere.
 * Redirects are not followed, and no answer is waited for longer than {@link answerWithinMs}.
 */
import { lookup } from 'node:dns/promises'
import type { ClientRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Clock } from '../clock.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { type Endpoint, type PushHost, readEndpoint } from './push-hosts.ts'

interface Post {
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: Buffer
}

export type Posted =
  | { readonly is: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  /** The endpoint is not, or is no longer, one that may be sent to. */
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'failed'; readonly why: string }

export interface PostParts {
  readonly hosts: readonly PushHost[]
  readonly clock: Clock
  /** Certificates to trust instead of the machine's, for a stand-in's own. */
  readonly ca?: string
  /** All addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/** `make` is called when the connection may be made: what it says of the time left is then right. */
export type PostTo = (endpoint: string, make: () => Post, signal: AbortSignal) => Promise<Posted>

export const answerWithinMs = 10_000

export function createPostTo({ hosts, clock, ca, resolve = resolveByMachine }: PostParts): PostTo {
  async function addressOf({ host, mayBeOnThisMachine }: Extract<Endpoint, { is: 'allowed' }>): Promise<Posted | string> {
    const addresses = await resolve(host)
    const isAllowed = (address: string) => isPublicAddress(address) || (mayBeOnThisMachine && isLoopbackAddress(address))
    if (!addresses.every(isAllowed)) return { is: 'refused', why: 'leads to a machine that is not on the public internet' }
    const [first] = addresses
    return first ?? { is: 'failed', why: 'the push service has no address' }
  }

  return (endpoint, make, signal) => {
    const to = readEndpoint(endpoint, hosts)
    if (to.is === 'refused') return Promise.resolve(to)
    return new Promise<Posted>((settle) => {
      let request: ClientRequest | null = null
      let isOver = false
      const end = (posted: Posted) => {
        if (isOver) return
        isOver = true
        cancel()
        signal.removeEventListener('abort', abort)
        request?.destroy()
        settle(posted)
      }
      const abort = () => end({ is: 'failed', why: 'the server is stopping' })
      const cancel = clock.at(clock.now() + answerWithinMs, () => end({ is: 'failed', why: 'the push service did not answer' }))
      signal.addEventListener('abort', abort)
      const send = async () => {
        const address = await addressOf(to)
        if (typeof address !== 'string') return end(address)
        if (isOver) return
        const { headers, body } = make()
        request = httpsRequest({
          method: 'POST',
          host: address,
          port: to.port,
          path: to.path,
          servername: to.host,
          headers: { ...headers, Host: to.port === 443 ? to.host : `${to.host}:${to.port}` },
          // A connection of its own: one that is kept could have been made when the name meant another machine.
          agent: false,
          ...(ca === undefined ? {} : { ca }),
        })
        request.on('error', (failure) => end({ is: 'failed', why: reasonOf(failure) }))
        request.on('response', ({ statusCode = 0, headers: answered }) =>
          end({ is: 'answered', status: statusCode, retryAfterMs: retryAfter(answered['retry-after'], clock.now()) }),
        )
        request.end(body)
      }
      send().catch((failure: unknown) => end({ is: 'failed', why: reasonOf(failure) }))
    })
  }
}

async function resolveByMachine(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** Node's own code, because its messages may hold more than a log should. */
function reasonOf(failure: unknown): string {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  return typeof code === 'string' ? code : 'the connection broke'
}

/** Seconds or a date (RFC 9110). */
function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
