/**
 * Hands one encrypted message to a push service. The name is looked up once, each of its addresses has to be public, and the
 * connection goes to one of those that were looked at: a name that means another machine a moment later leads nowhere.
 * Redirects are not followed, and no answer is waited for longer than {@link answerWithinMs}.
 */
import { lookup, Resolver } from 'node:dns/promises'
import type { ClientRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
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

type Allowed = Extract<Endpoint, { is: 'allowed' }>

export interface PostParts {
  readonly hosts: readonly PushHost[]
  readonly clock: Clock
  /** Certificates to trust instead of the machine's, for a stand-in's own. */
  readonly ca?: string
  /** All addresses of a name, the best first. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/** `make` is called when the connection may be made: what it says of the time left is then right. */
export type PostTo = (endpoint: string, make: () => Post, signal: AbortSignal) => Promise<Posted>

export const answerWithinMs = 10_000

export function createPostTo({ hosts, clock, ca, resolve }: PostParts): PostTo {
  async function addressesOf({ host, mayBeOnThisMachine }: Allowed): Promise<readonly string[] | Posted> {
    const addresses = await (resolve ?? (mayBeOnThisMachine ? resolveHere : resolvePublic))(host)
    const isAllowed = (address: string) => isPublicAddress(address) || (mayBeOnThisMachine && isLoopbackAddress(address))
    if (!addresses.every(isAllowed)) return { is: 'refused', why: 'leads to a machine that is not on the public internet' }
    return addresses.length > 0 ? addresses : { is: 'failed', why: 'the push service has no address' }
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
        const addresses = await addressesOf(to)
        if ('is' in addresses) return end(addresses)
        if (isOver) return
        const { headers, body } = make()
        request = httpsRequest({
          method: 'POST',
          host: to.host,
          port: to.port,
          path: to.path,
          headers,
          lookup: alreadyLookedUp(addresses),
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

/**
 * Asks the name servers itself: the machine's own way waits in one of the few threads that files and PINs need too, so that
 * name servers which do not answer would hold up everything.
 */
async function resolvePublic(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason
  return [four, six].flatMap((found) => (found.status === 'fulfilled' ? found.value : []))
}

/** Names of this machine stand in its own list, and in no name server's. */
async function resolveHere(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** Whatever the name means by now, the connection is made to what it meant when it was looked at. */
function alreadyLookedUp(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_host, { all }, answer) => {
    const [first] = found
    if (all === true || !first) answer(null, found)
    else answer(null, first.address, first.family)
  }
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
