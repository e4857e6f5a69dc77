/** The console's hours: when a store is open, for its manager and the admins. */
import { StoreHours, StoreHoursNow } from '../../src/protocol/hours.ts'
import { changeHours, hoursNow } from '../hours/given-hours.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import type { App } from '../http/typed.ts'
import type { ConsoleParts } from './console-parts.ts'
import { managerOf } from './in-console.ts'
import { WhichStore } from './store-routes.ts'

/** Needs a scope that requires a manager. */
export function consoleHoursRoutes(app: App, parts: ConsoleParts): void {
  app.get(
    '/console/stores/:store/hours',
    {
      schema: {
        operationId: 'readManagedHours',
        tags: ['Console'],
        summary: 'The hours of a store that you manage',
        description: 'A store whose hours nobody has given is always open.',
        security: byConsole,
        params: WhichStore,
        response: answers({ 200: { description: 'The hours in force', schema: StoreHoursNow } }, [
          'malformed-request',
          'not-signed-in',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<StoreHoursNow> =>
      hoursNow(parts, (await parts.reach.store(managerOf(request), request.params.store)).id),
  )

  app.put(
    '/console/stores/:store/hours',
    {
      schema: {
        operationId: 'changeManagedHours',
        tags: ['Console'],
        summary: 'Change the hours of a store that you manage',
        description:
          'Takes the place of all that was there, and takes effect at once: a store that is closed by them stops ringing, and one that is open by them rings (OF7). No shift ends by a change; the next closing is the first of these hours. It is told to the audit trail.',
        security: byConsole,
        params: WhichStore,
        body: StoreHours,
        response: answers({ 200: { description: 'The hours in force now', schema: StoreHoursNow } }, [
          ...withBody,
          'not-signed-in',
          'wrong-origin',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<StoreHoursNow> => {
      const manager = managerOf(request)
      const { id: store, retailer } = await parts.reach.store(manager, request.params.store)
      return changeHours(parts, { store, retailer, member: manager.member.id }, request.body)
    },
  )
}
