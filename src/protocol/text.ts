/** The bounds of every text and list that crosses the wire, and the schemas that say so. Text is text: never HTML. */
import { Type } from 'typebox'
import { type CommandId, identifierPattern, timeOrderedPattern } from '../identifiers.ts'

export const limits = {
  name: 80,
  question: 2_000,
  message: 4_000,
  contact: 200,
  productTitle: 200,
  productsViewed: 20,
  url: 2_000,
  /** Bytes of any HTTP body but an upload's. */
  body: 64 * 1024,
} as const

/** A branded identifier: `Identifier<ChatId>('…')`. */
export const Identifier = <Id extends string>(description: string) =>
  Type.Unsafe<Id>(Type.String({ pattern: identifierPattern, description }))

export const CommandIdentifier = Type.Unsafe<CommandId>(
  Type.String({
    pattern: timeOrderedPattern,
    description:
      'Names this command before it is sent (UUID version 7). A retry with the same identifier and content gets the first answer (CL2).',
    examples: ['01932f6e-5b7c-7a3e-9c4d-2f1e8a6b7c5d'],
  }),
)

/**
 * At least one character that is seen. Beside white space, these are not: joiners, fillers, variation selectors, and marks that
 * turn the direction of what follows.
 */
export const visiblePattern =
  '[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]'

/** Text with at least one visible character. */
export const Words = (most: number, description: string) =>
  Type.String({ minLength: 1, maxLength: most, pattern: visiblePattern, description })

/**
 * A name, or whatever else is one line and stands within sentences of ours: without controls, line breaks, and marks that would
 * turn the direction of what follows it there. What belongs to the writing of a language (joiners, a letter's own direction)
 * stays. Longer texts keep what was typed: each is shown as a paragraph of its own, which such marks do not reach out of.
 */
export function singleLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/g, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

export const Milliseconds = (description: string) => Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000, description })
