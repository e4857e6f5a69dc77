/**
 * Which addresses a push may be sent to. Browsers name them, so anybody with a shift could name any: only https, only the port
 * and the hosts of known push services, and never an address instead of a name. Asked when one is saved and again when it is used.
 */
import { isIP } from 'node:net'

export interface PushHost {
  /** In lower case. */
  readonly name: string
  /** Every host below the name, and not the name itself. */
  readonly isWildcard: boolean
  /** Only named for a stand-in of one's own, which may then be on this very machine. */
  readonly port: number | null
}

/** `fcm.googleapis.com`, `*.push.apple.com` or `localhost:8443`; `null` for anything else, addresses included. */
export function readPushHost(text: string): PushHost | null {
  const [, wildcard, name = '', port] = /^(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::(\d{1,5}))?$/i.exec(text) ?? []
  if (name === '' || isIP(name) !== 0 || Number(port ?? 443) > 65_535) return null
  return { name: name.toLowerCase(), isWildcard: wildcard !== undefined, port: port === undefined ? null : Number(port) }
}

export type Endpoint =
  | {
      readonly is: 'allowed'
      readonly host: string
      readonly port: number
      /** `/…`, the query included. It is as good as a key: never to be logged. */
      readonly path: string
      readonly mayBeOnThisMachine: boolean
    }
  | { readonly is: 'refused' /** Goes on after “The endpoint”. Without any of its secret. */; readonly why: string }

const httpsPort = 443

export function readEndpoint(endpoint: string, hosts: readonly PushHost[]): Endpoint {
  const url = URL.parse(endpoint)
  if (url === null) return refused('is not an address')
  if (url.protocol !== 'https:') return refused('is not https')
  if (url.username !== '' || url.password !== '') return refused('has a user in it')
  // The URL has been made canonical by now: no spelling of an address is left that would not be seen.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return refused('names a machine by its address')
  const port = url.port === '' ? httpsPort : Number(url.port)
  const named = hosts.filter((host) => isMeant(host, url.hostname))
  if (named.length === 0) return refused('is not of a push service that this server sends to')
  const host = named.find((one) => (one.port ?? httpsPort) === port)
  if (!host) return refused('is on another port than its push service')
  const path = `${url.pathname}${url.search}`
  return { is: 'allowed', host: url.hostname, port, path, mayBeOnThisMachine: host.port !== null }
}

function isMeant({ name, isWildcard }: PushHost, host: string): boolean {
  return isWildcard ? host.endsWith(`.${name}`) : host === name
}

function refused(why: string): Endpoint {
  return { is: 'refused', why }
}
