/** The console's devices: the code for a new one, whether each would ring, who is on it, ringing it, and taking one away. */
import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { DeviceId, MemberId, StoreId } from '../../src/identifiers.ts'
import {
  ManagedDevice,
  ManagedDevices,
  OfferEnrolment,
  OfferedEnrolment,
  RenameDevice,
  RingDevice,
} from '../../src/protocol/console.ts'
import { BellCheck } from '../../src/protocol/push.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { enrolmentLifeMs, newEnrolmentCode } from '../devices/enrolment-code.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { newestShifts } from '../members/newest-shifts.ts'
import type { Device, LastBellCheck } from '../storage/devices.ts'
import type { Shift } from '../storage/shifts.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy } from './console-sessions.ts'
import { managerOf } from './in-console.ts'
import { plainName } from './names.ts'
import { WhichStore } from './store-routes.ts'

const WhichDevice = Type.Object({ device: Identifier<DeviceId>('The device') })

/** Needs a scope that requires a manager. */
export function consoleDeviceRoutes(app: App, parts: ConsoleParts): void {
  const { storage, clock, reach, revoking, bellChecks, subscriptions, pageOf } = parts
  const now = () => Math.floor(clock.now())
  app.addHook('preHandler', refuseUnprintable)

  app.get(
    '/console/stores/:store/devices',
    {
      schema: {
        operationId: 'listManagedDevices',
        tags: ['Console'],
        summary: 'A store’s devices',
        security: byConsole,
        params: WhichStore,
        response: answers({ 200: { description: 'Those enrolled now, the first one first', schema: ManagedDevices } }, [
          'malformed-request',
          'not-signed-in',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<ManagedDevices> => {
      const { id: store } = await reach.store(managerOf(request), request.params.store)
      const [devices, about] = await Promise.all([storage.devices.ofStore(store), aboutDevices(store)])
      const enrolled = devices.filter(({ revokedAt }) => revokedAt === null)
      return { devices: await Promise.all(enrolled.map((device) => rowOf(device, about))), at: now() }
    },
  )

  app.post(
    '/console/stores/:store/enrolments',
    {
      schema: {
        operationId: 'offerEnrolment',
        tags: ['Console'],
        summary: 'A code with which one device can be enrolled',
        description:
          'For ten minutes, once. It takes the place of the code that you were given before. `owner` makes it somebody’s own phone, null a tablet of the whole team’s.',
        security: byConsole,
        params: WhichStore,
        body: OfferEnrolment,
        response: answers({ 201: { description: 'The code; it is told once', schema: OfferedEnrolment } }, [
          ...withBody,
          'not-signed-in',
          'wrong-origin',
          'unknown-store',
          'unknown-member',
        ]),
      },
    },
    async (request, reply): Promise<OfferedEnrolment> => {
      const manager = managerOf(request)
      const store = await reach.store(manager, request.params.store)
      const owner = request.body.owner === null ? null : await reach.member(manager, request.body.owner)
      if (owner && owner.store !== store.id) {
        throw new ProblemReply('unknown-member', 'They are not of this store’s team.')
      }
      const { code, codeHash } = newEnrolmentCode(randomBytes)
      const at = now()
      const expiresAt = at + enrolmentLifeMs
      const name = plainName(request.body.name, 'name')
      await storage.devices.offer({
        codeHash,
        store: store.id,
        owner: owner?.id ?? null,
        name,
        createdBy: manager.member.id,
        expiresAt,
      })
      const details = { for: owner === null ? 'team' : 'member' }
      await storage.audit.record(entryBy(manager, at, 'enrolmentOffered', owner?.id ?? store.id, details, store.id))
      reply.code(201)
      return { code, expiresAt }
    },
  )

  app.put(
    '/console/devices/:device',
    {
      schema: {
        operationId: 'renameDevice',
        tags: ['Console'],
        summary: 'Rename a device',
        security: byConsole,
        params: WhichDevice,
        body: RenameDevice,
        response: answers({ 200: { description: 'The device as it is now', schema: ManagedDevice } }, [
          ...withBody,
          'not-signed-in',
          'wrong-origin',
          'unknown-device',
        ]),
      },
    },
    async (request): Promise<ManagedDevice> => {
      const manager = managerOf(request)
      const device = await reach.device(manager, request.params.device)
      const name = plainName(request.body.name, 'name')
      await storage.devices.rename(device.id, name, entryBy(manager, clock.now(), 'deviceRenamed', device.id, {}, device.store))
      return rowOf({ ...device, name }, await aboutDevices(device.store))
    },
  )

  app.delete(
    '/console/devices/:device',
    {
      schema: {
        operationId: 'revokeDevice',
        tags: ['Console'],
        summary: 'Take a device away',
        description:
          'For ever, and at once: whoever is signed in on it is signed out, and it can be enrolled anew only with a code.',
        security: byConsole,
        params: WhichDevice,
        response: answers({ 204: { description: 'It is none of ours any more' } }, [
          'malformed-request',
          'not-signed-in',
          'wrong-origin',
          'unknown-device',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const device = await reach.device(manager, request.params.device)
      await revoking.device(device.id, { is: 'member', member: manager.member.id })
      reply.code(204)
    },
  )

  app.post(
    '/console/devices/:device/bell-checks',
    {
      schema: {
        operationId: 'ringDevice',
        tags: ['Console'],
        summary: 'Ring a device on purpose',
        description:
          'Rings whoever is signed in there, by the device’s page and by push, whichever it has. What comes of it is in the list of devices, and stays there. Idempotent by `id`.',
        security: byConsole,
        params: WhichDevice,
        body: RingDevice,
        response: answers({ 201: { description: 'It rings', schema: BellCheck } }, [
          ...withBody,
          'not-signed-in',
          'wrong-origin',
          'unknown-device',
          'not-found',
          'identifier-reused',
        ]),
      },
    },
    async (request, reply): Promise<BellCheck> => {
      const manager = managerOf(request)
      const { member } = manager
      const { id: device, store } = await reach.device(manager, request.params.device)
      const { id } = request.body
      const shift = newestShifts(await storage.shifts.ofStore(store, now())).get(device)?.id
      if (shift === undefined) throw new ProblemReply('not-found', 'Nobody is signed in there, so there is nobody to ring.')
      const { check, device: rung, startedBy } = bellChecks.start(id, { store, shift, device }, member)
      if (startedBy !== member.id || rung !== device) {
        throw new ProblemReply('identifier-reused', 'This identifier names another bell check. Make a new one.')
      }
      request.log.info({ check: id, shift, by: member.id }, 'a bell check')
      reply.code(201)
      return check
    },
  )

  async function aboutDevices(store: StoreId): Promise<AboutDevices> {
    const [shifts, checks] = await Promise.all([storage.shifts.ofStore(store, now()), storage.devices.bellChecks(store)])
    return { shifts: newestShifts(shifts), checks: new Map(checks.map((last) => [last.device, last])) }
  }

  async function rowOf(device: Device, { shifts, checks }: AboutDevices): Promise<ManagedDevice> {
    const knownName = async (id: MemberId) => (await storage.directory.member(id))?.name ?? null
    const nameOf = async (id: MemberId) => (await knownName(id)) ?? '?'
    const shift = shifts.get(device.id)
    const subscription = shift && subscriptions.ofShift(shift.id)
    const last = checks.get(device.id)
    return {
      id: device.id,
      name: device.name,
      owner: device.owner === null ? null : { id: device.owner, name: await nameOf(device.owner) },
      enrolledAt: device.enrolledAt,
      enrolledBy: device.enrolledBy === null ? null : await nameOf(device.enrolledBy),
      lastSeenAt: device.lastSeenAt,
      onShift: shift
        ? {
            shift: shift.id,
            member: { id: shift.member, name: await nameOf(shift.member) },
            startedAt: shift.startedAt,
            lockedAt: shift.lockedAt,
          }
        : null,
      bell: {
        isLive: (shift && pageOf(shift.id, device.store)?.isLive) ?? false,
        push: subscription ? (subscription.isSilent ? 'silent' : 'working') : 'none',
        lastCheck: last ? { by: await knownName(last.startedBy), check: last.check } : null,
      },
    }
  }
}

/** What is known of a store's devices besides themselves. */
interface AboutDevices {
  readonly shifts: ReadonlyMap<DeviceId, Shift>
  readonly checks: ReadonlyMap<DeviceId, LastBellCheck>
}
