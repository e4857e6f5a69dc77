/** Whether a request was sent by one of our own pages: the check behind every use of a member's cookie that changes anything. */

/** What of a request the check looks at. `host` is the one the browser asked for, with its port. */
export interface Asking {
  readonly host: string
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
}

/**
 * Browsers name the asking page in `Origin` on every unsafe request and every socket; it must be this very host. Whoever sends
 * neither `Origin` nor `Sec-Fetch-Site` is not a browser, and has no cookie that somebody else's page could abuse.
 */
export function isOwnOrigin({ host, origin, fetchSite }: Asking): boolean {
  if (origin === undefined) return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase()
}
