/**
 * Text is text: characters that no person types (control characters but newline, return and tab, and halves of characters)
 * are refused at the boundary, because they vanish, deceive, or do not survive being stored. HTML is let through: it is never
 * taken for anything but text.
 */
import type { FastifyRequest } from 'fastify'
import { ProblemReply } from './problem.ts'

const control = /(?![\n\r\t])\p{Cc}/u

/** A `preHandler` hook: body and query have been validated by then, so their depth and size are bounded. */
export async function refuseUnprintable({ body, query }: FastifyRequest): Promise<void> {
  const at = unprintableAt(body, '') ?? unprintableAt(query, '')
  if (at === null) return
  const errors = [{ at, message: 'has a control character or half a character in it' }]
  throw new ProblemReply('malformed-request', `“${at}” has a character in it that is not text. Remove it and send it again.`, {
    errors,
  })
}

/** The place of the first such text in a value, or `null`. */
export function unprintableAt(value: unknown, at: string): string | null {
  if (typeof value === 'string') return control.test(value) || !value.isWellFormed() ? at : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const found = unprintableAt(inner, Array.isArray(value) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`)
    if (found !== null) return found
  }
  return null
}
