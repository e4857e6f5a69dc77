/** A command's content in one canonical form, by which a retry is told from a reused identifier (CL2). */
import { createHash } from 'node:crypto'

/** SHA-256 (hex) of the value's JSON with its keys in order, so that a client may write them in any. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
