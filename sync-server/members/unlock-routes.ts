/** Unlocking a colleague's PIN from the team's own app: for a manager who stands beside them. */
import { Type } from 'typebox'
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, bySession } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { unlockedOf } from './signed-in.ts'
import { unlockPin } from './unlock-pin.ts'

const Which = Type.Object({ device: Identifier<DeviceId>('The device'), member: Identifier<MemberId>('The member') })

/** Needs a scope that requires a member. */
export function unlockRoutes(app: App, parts: HttpParts): void {
  const { storage } = parts
  app.post(
    '/devices/:device/members/:member/unlock',
    {
      schema: {
        operationId: 'unlockPin',
        tags: ['Devices'],
        summary: 'Let a member try their PIN again',
        description:
          'For managers of the member’s store. Ten wrong PINs in a row lock a member on one device; this forgives them. Also answers 204 where nothing was locked.',
        security: bySession,
        params: Which,
        response: answers({ 204: { description: 'The member can try again' } }, [
          'malformed-request',
          'not-signed-in',
          'not-yours',
          'shift-locked',
          'wrong-origin',
          'unknown-member',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const by = unlockedOf(request)
      const { device, member: id } = request.params
      if (by.member.role === 'associate') {
        throw new ProblemReply('not-yours', 'Only a manager can unlock a PIN. Ask yours.')
      }
      const member = await storage.directory.member(id)
      if (!member || member.removedAt !== null || member.store !== by.store.id) {
        throw new ProblemReply('unknown-member', 'There is no such member in your store.')
      }
      await unlockPin(parts, { device, member, retailer: by.retailer, by: { is: 'member', member: by.member.id } })
      reply.code(204)
    },
  )
}
