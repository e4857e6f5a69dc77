/** Locking a shift's tablet and unlocking it. Locked it goes on ringing and takes commands, and shows no words. */
import { UnlockSession } from '../../src/protocol/device.ts'
import { deviceOf } from '../devices/asking-device.ts'
import { requireProof } from '../devices/proving.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { requirePin } from './require-pin.ts'
import type { SessionRouteParts } from './session-routes.ts'
import { signedInOf } from './signed-in.ts'

/** Needs a scope that requires a member. */
export function lockRoutes(app: App, { storage, clock, challenges, pinGuard, lockChanged }: SessionRouteParts): void {
  app.post(
    '/session/lock',
    {
      schema: {
        operationId: 'lockSession',
        tags: ['Members'],
        summary: 'Lock the device',
        description:
          'From now on the shift reads no words by HTTP (423 `shift-locked`) until its member gives the PIN, and its socket brings none but those of chats that are the member’s. It goes on ringing, and commands are taken as before. Also answers 204 where it is locked.',
        security: bySession,
        response: answers({ 204: { description: 'Locked' } }, ['not-signed-in', 'wrong-origin']),
      },
    },
    async (request, reply): Promise<void> => {
      const { shift } = signedInOf(request)
      if (shift.lockedAt === null) await storage.shifts.setLocked(shift.id, Math.floor(clock.now()))
      lockChanged(shift.id, true)
      reply.code(204)
    },
  )

  app.post(
    '/session/unlock',
    {
      schema: {
        operationId: 'unlockSession',
        tags: ['Members'],
        summary: 'Unlock the device',
        description:
          'With the PIN of the shift’s member, on the shift’s device. `proof` is the device’s signature over `shopbell unlock 1`, the challenge and the member, with a line feed between them. Wrong PINs count as those at the door do.',
        security: bySession,
        body: UnlockSession,
        response: answers({ 204: { description: 'Unlocked' } }, [
          ...withBody,
          'not-signed-in',
          'not-enrolled',
          'device-revoked',
          'challenge-refused',
          'proof-refused',
          'not-yours',
          'wrong-pin',
          'pin-locked',
          'wrong-origin',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const signedIn = signedInOf(request)
      const { pin, challenge, proof } = request.body
      const device = await deviceOf(request, storage)
      if (device.id !== signedIn.shift.device) {
        throw new ProblemReply('not-yours', 'This shift is on another device. Sign in here instead.')
      }
      requireProof(challenges, device, { purpose: 'unlock', member: signedIn.member.id }, { challenge, proof })
      await requirePin(pinGuard, signedIn, device.id, pin)
      await storage.shifts.setLocked(signedIn.shift.id, null)
      lockChanged(signedIn.shift.id, false)
      reply.code(204)
    },
  )
}
