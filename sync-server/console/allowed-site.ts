/** Sites that may carry the widget, as origins: what a browser compares, and nothing that a person could read two ways. */

/** `https://www.shop.example` of whatever address of it somebody pasted; `null` for what is no site of anybody's. */
export function readSite(typed: string): string | null {
  const text = typed.trim()
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+(\/|$)/.test(text) ? text : `https://${text}`
  if (!URL.canParse(full)) return null
  const { protocol, hostname, origin, username, password } = new URL(full)
  if (username !== '' || password !== '' || hostname.includes('*')) return null
  if (protocol === 'https:') return /[.]|^localhost$|^\[/.test(hostname) ? origin : null
  const isThisMachine = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return protocol === 'http:' && isThisMachine ? origin : null
}
