/** A store's hours: read by its members, changed by its managers. */
import { Type } from 'typebox'
import type { StoreId } from '../../src/identifiers.ts'
import { StoreHours, StoreHoursNow } from '../../src/protocol/hours.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { ownStore } from '../members/own-store.ts'
import { unlockedOf } from '../members/signed-in.ts'
import { changeHours, hoursNow } from './given-hours.ts'

const WhichStore = Type.Object({ store: Identifier<StoreId>('The store') })

/** Needs a scope that requires a member. */
export function hoursRoutes(app: App, parts: HttpParts): void {
  const { directory } = parts.storage

  app.get(
    '/stores/:store/hours',
    {
      schema: {
        operationId: 'readHours',
        tags: ['Stores'],
        summary: 'A store’s hours',
        description: 'For the store’s members. A store whose hours nobody has given is always open.',
        security: bySession,
        params: WhichStore,
        response: answers({ 200: { description: 'The hours in force', schema: StoreHoursNow } }, [
          'malformed-request',
          'not-signed-in',
          'not-yours',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<StoreHoursNow> => {
      return hoursNow(parts, await ownStore(request.params.store, request, directory))
    },
  )

  app.put(
    '/stores/:store/hours',
    {
      schema: {
        operationId: 'changeHours',
        tags: ['Stores'],
        summary: 'Change a store’s hours',
        description:
          'For managers of the store and admins. Takes the place of all that was there, and takes effect at once: a store that is closed by them stops ringing, and one that is open by them rings (OF7). No shift ends by a change; the next closing is the first of these hours.',
        security: bySession,
        params: WhichStore,
        body: StoreHours,
        response: answers({ 200: { description: 'The hours in force now', schema: StoreHoursNow } }, [
          ...withBody,
          'not-signed-in',
          'shift-locked',
          'not-yours',
          'wrong-origin',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<StoreHoursNow> => {
      const { member, retailer } = unlockedOf(request)
      const store = await ownStore(request.params.store, request, directory)
      if (member.role === 'associate') {
        throw new ProblemReply('not-yours', 'Only a manager can change the store’s hours. Ask yours.')
      }
      return changeHours(parts, { store, retailer: retailer.id, member: member.id }, request.body)
    },
  )
}
