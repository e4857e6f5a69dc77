/** The console's shifts: somebody is signed out on one device. Who is signed in where is in the list of devices. */
import { Type } from 'typebox'
import type { ShiftId, StoreId } from '../../src/identifiers.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, byConsole } from '../http/description.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import type { ConsoleParts } from './console-parts.ts'
import { managerOf } from './in-console.ts'

const WhichShift = Type.Object({ store: Identifier<StoreId>('The store'), shift: Identifier<ShiftId>('The shift') })

/** Needs a scope that requires a manager. */
export function shiftRoutes(app: App, { storage, clock, reach, revoking }: ConsoleParts): void {
  app.delete(
    '/console/stores/:store/shifts/:shift',
    {
      schema: {
        operationId: 'revokeShift',
        tags: ['Console'],
        summary: 'Sign somebody out on one device',
        description:
          'At once: its pages are closed. Shifts that were left behind on the device before it end too. Availability stays as it is (AV1), and what the device has not sent yet waits there for the same member.',
        security: byConsole,
        params: WhichShift,
        response: answers({ 204: { description: 'Nobody is signed in there now' } }, [
          'malformed-request',
          'not-signed-in',
          'wrong-origin',
          'unknown-store',
          'not-found',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const { id: store } = await reach.store(manager, request.params.store)
      const shifts = await storage.shifts.ofStore(store, Math.floor(clock.now()))
      const asked = shifts.findIndex(({ id }) => id === request.params.shift)
      const device = shifts[asked]?.device
      if (device === undefined) throw new ProblemReply('not-found', 'Nobody is signed in there any more.')
      const there = shifts.slice(0, asked + 1).filter((shift) => shift.device === device)
      for (const shift of there.reverse()) await revoking.shift(shift, { is: 'member', member: manager.member.id })
      reply.code(204)
    },
  )
}
