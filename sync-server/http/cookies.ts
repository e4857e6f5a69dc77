/** What every cookie of ours has in common: no script reads it, no other site's page sends it, and HTTPS keeps it to itself. */
export function cookieFor(protocol: string) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const
}
