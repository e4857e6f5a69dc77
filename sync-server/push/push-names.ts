/**
 * The names of single push messages. Each says by itself what it was about, so that what a worker reports is understood after
 * a restart too, without a list of all that was ever sent. Nothing rests on its being secret: a report moves nobody's offers but
 * those of the member who is signed in.
 */
import type { OfferId } from '../../src/identifiers.ts'
import type { PushContent } from './push-messages.ts'

export type PushName =
  | { readonly is: 'ring'; readonly offer: OfferId }
  | { readonly is: 'bellCheck'; readonly check: string }
  /** Nothing waits for a report of it, but whoever sends one is heard of (RE1). */
  | { readonly is: 'other' }

export function pushNameOf(content: PushContent, newIdentifier: () => string): string {
  switch (content.is) {
    case 'ring':
      return `ring.${content.offer}`
    case 'bellCheck':
      return `check.${content.check}`
    default:
      return newIdentifier()
  }
}

export function readPushName(push: string): PushName {
  const [, kind, rest = ''] = /^(ring|check)\.(.+)$/.exec(push) ?? []
  if (kind === 'ring') return { is: 'ring', offer: rest as OfferId }
  return kind === 'check' ? { is: 'bellCheck', check: rest } : { is: 'other' }
}
