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

/** Text with at least one visible character. */
export const Words = (most: number, description: string) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '\\S', description })

export const Milliseconds = (description: string) => Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000, description })
