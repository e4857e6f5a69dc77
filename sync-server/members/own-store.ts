/** Whose store an address may name: the member's own, and nobody is told more of others than that they are there. */
import type { FastifyRequest } from 'fastify'
import type { StoreId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Directory } from '../storage/directory.ts'
import { signedInOf } from './signed-in.ts'

/** The store that was asked for, where the member who asks is of its team; throws the problem where not. */
export async function ownStore(asked: StoreId, request: FastifyRequest, directory: Directory): Promise<StoreId> {
  const own = signedInOf(request).store.id
  if (asked === own) return own
  const [there, here] = await Promise.all([directory.store(asked), directory.store(own)])
  if (there && there.retailer === here?.retailer) throw new ProblemReply('not-yours', 'You are not of this store’s team.')
  throw new ProblemReply('unknown-store', 'There is no such store.')
}
