/** The bell check over HTTP: which devices there are to ring, ringing one, and what became of it. */
import { Type } from 'typebox'
import type { ShiftId } from '../../src/identifiers.ts'
import { BellCheck, RingableDevices, StartBellCheck } from '../../src/protocol/push.ts'
import { CommandIdentifier } from '../../src/protocol/text.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { newestShifts } from '../members/newest-shifts.ts'
import type { SignedIn } from '../members/sessions.ts'
import { signedInOf } from '../members/signed-in.ts'
import type { DirectoryMember } from '../storage/directory.ts'
import type { Shift } from '../storage/shifts.ts'

const WhichCheck = Type.Object({ check: CommandIdentifier })

/** Needs a scope that requires a member. */
export function bellCheckRoutes(app: App, { storage, clock, bellChecks, subscriptions, pageOf }: HttpParts): void {
  app.get(
    '/devices',
    {
      schema: {
        operationId: 'listDevices',
        tags: ['Push'],
        summary: 'Where one could ring',
        description: 'The devices on which somebody is signed in: one’s own, and for managers those of the whole store.',
        security: bySession,
        response: answers({ 200: { description: 'The devices', schema: RingableDevices } }, ['not-signed-in']),
      },
    },
    async (request): Promise<RingableDevices> => {
      const who = signedInOf(request)
      const names = new Map((await storage.directory.members(who.store.id)).map((member) => [member.id, member]))
      const devices = (await shiftsToRing(who)).flatMap((shift) => {
        const member = names.get(shift.member)
        return member ? [deviceOf(who, shift, member)] : []
      })
      return { devices }
    },
  )

  app.post(
    '/bell-checks',
    {
      schema: {
        operationId: 'startBellCheck',
        tags: ['Push'],
        summary: 'Ring a device on purpose',
        description:
          'Rings by the device’s page and by push, whichever it has, and says what became of it; ask for the check again to see how it goes on. Members ring their own devices, managers those of their store. Idempotent by `id`.',
        security: bySession,
        body: StartBellCheck,
        response: answers({ 201: { description: 'It rings', schema: BellCheck } }, [
          ...withBody,
          'not-signed-in',
          'not-yours',
          'not-found',
          'wrong-origin',
          'identifier-reused',
        ]),
      },
    },
    async (request, reply): Promise<BellCheck> => {
      const who = signedInOf(request)
      const { id, shift } = request.body
      const { device } = await mayRing(who, shift)
      const { check, startedBy } = bellChecks.start(id, { store: who.store.id, shift, device }, who.member)
      if (startedBy !== who.member.id || check.shift !== shift) {
        throw new ProblemReply('identifier-reused', 'This identifier names another bell check. Make a new one.')
      }
      request.log.info({ check: id, shift, by: who.member.id }, 'a bell check')
      reply.code(201)
      return check
    },
  )

  app.get(
    '/bell-checks/:check',
    {
      schema: {
        operationId: 'readBellCheck',
        tags: ['Push'],
        summary: 'What became of a bell check',
        description: 'For whoever started it, and the managers of the store, for ten minutes.',
        security: bySession,
        params: WhichCheck,
        response: answers({ 200: { description: 'The check so far', schema: BellCheck } }, [
          'malformed-request',
          'not-signed-in',
          'not-found',
        ]),
      },
    },
    async (request): Promise<BellCheck> => {
      const { member, store } = signedInOf(request)
      const found = bellChecks.find(store.id, request.params.check)
      const isTheirs = found?.startedBy === member.id || isManager(member)
      if (found && isTheirs) return found.check
      throw new ProblemReply('not-found', 'There is no such bell check, or it is more than ten minutes old. Start another.')
    },
  )

  async function mayRing({ member, store }: SignedIn, id: ShiftId): Promise<Shift> {
    const shift = (await storage.shifts.ofStore(store.id, clock.now())).find((one) => one.id === id)
    if (!shift) throw new ProblemReply('not-found', 'Nobody is signed in there any more. Look at the list of devices again.')
    if (shift.member !== member.id && !isManager(member)) {
      throw new ProblemReply('not-yours', 'Only a manager can ring a colleague’s device. Ring your own, or ask yours.')
    }
    return shift
  }

  async function shiftsToRing({ member, store }: SignedIn): Promise<readonly Shift[]> {
    const newest = newestShifts(await storage.shifts.ofStore(store.id, clock.now()))
    return [...newest.values()].filter((shift) => isManager(member) || shift.member === member.id)
  }

  function deviceOf(who: SignedIn, shift: Shift, member: DirectoryMember): RingableDevices['devices'][number] {
    const page = pageOf(shift.id, who.store.id)
    const subscription = subscriptions.ofShift(shift.id)
    const heardAt = Math.max(page?.heardAt ?? 0, subscriptions.reportedAt(shift.id) ?? 0)
    return {
      shift: shift.id,
      device: shift.device,
      isThis: shift.id === who.shift.id,
      member: { id: member.id, name: member.name },
      isLive: page?.isLive ?? false,
      lastHeardAt: heardAt > 0 ? Math.floor(heardAt) : null,
      push: subscription === null ? 'none' : subscription.isSilent ? 'silent' : 'working',
    }
  }
}

function isManager({ role }: DirectoryMember): boolean {
  return role !== 'associate'
}
