/** How long a retailer keeps conversations and decisions. */
import type { RetailerId } from '../../src/identifiers.ts'
import type { Retention } from '../storage/keeping.ts'
import type { Storage } from '../storage/storage.ts'

/** A year: a shop can still look up what was said before the last of the same season. The bounds are in src/protocol/keeping.ts. */
const defaultRetention: Retention = { conversationDays: 365, logDays: 365 }

const dayMs = 86_400_000

export async function retentionOf({ keeping }: Storage, retailer: RetailerId): Promise<Retention> {
  return (await keeping.retention(retailer)) ?? defaultRetention
}

/** The time (milliseconds since 1970) before which something is to go, by its retention. */
export const keptSince = (days: number, now: number): number => now - days * dayMs
