/** Enrolling a browser, what it is then, and the challenges with which it proves so. */
import type { FastifyRequest } from 'fastify'
import type { DeviceId } from '../../src/identifiers.ts'
import { DeviceChallenge, DeviceHere, EnrolDevice } from '../../src/protocol/device.ts'
import { enrolmentText, readEnrolmentCode } from '../../src/protocol/proofs.ts'
import { answers, byDevice, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import { tokenHash } from '../http/secrets.ts'
import type { App } from '../http/typed.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import type { NewAuditEntry } from '../storage/audit-trail.ts'
import type { Device } from '../storage/devices.ts'
import { deviceOf, keepDeviceCookie } from './asking-device.ts'
import type { Challenges } from './challenges.ts'
import { enrolmentCodeHash } from './enrolment-code.ts'
import { isProven } from './proofs.ts'
import { teamOf } from './team-of.ts'
import { WrongCodes } from './wrong-codes.ts'

const setsCookie = { 'Set-Cookie': { type: 'string', description: 'The device’s cookie' } } as const

type DeviceRouteParts = HttpParts & { readonly rates: Rates; readonly challenges: Challenges }

export function deviceRoutes(app: App, parts: DeviceRouteParts): void {
  const { storage, sessions, clock, rates, challenges, newIdentifier, randomToken } = parts
  const wrongCodes = new WrongCodes(clock)
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })

  app.post(
    '/devices',
    {
      schema: {
        operationId: 'enrolDevice',
        tags: ['Devices'],
        summary: 'Enrol this browser',
        description:
          'Makes the browser a device of the store that the code was made for, and sets its cookie (`HttpOnly`, `SameSite=Strict`). `proof` is the key’s signature over `shopbell enrolment 1`, a line feed, and the code in capitals without its dash (O as 0, I and L as 1). A code works for ten minutes and once; a shift that this browser has is ended. A demo server takes browsers without a code.',
        body: EnrolDevice,
        response: answers({ 201: { description: 'What the browser is now', schema: DeviceHere, headers: setsCookie } }, [
          ...withBody,
          'proof-refused',
          'enrolment-refused',
          'wrong-origin',
        ]),
      },
    },
    async (request, reply): Promise<DeviceHere> => {
      const { code, publicKey, proof } = request.body
      const plain = code === undefined ? '' : readEnrolmentCode(code)
      // What can be no code is refused as a wrong one is.
      if (plain !== null && !isProven(publicKey, enrolmentText(plain), proof)) {
        throw new ProblemReply('proof-refused', 'This browser could not show that it holds the key it sent. Try again.')
      }
      const token = randomToken()
      const fresh = { tokenHash: tokenHash(token), publicKey }
      const device = await (code === undefined ? enrolForDemo(fresh) : enrolByCode(code, fresh, request))
      const before = await sessions.find(request.headers.cookie)
      if (before) await sessions.end(before.shift.id)
      request.log.info({ device: device.id, store: device.store }, 'a device was enrolled')
      keepDeviceCookie(request, reply, token)
      reply.code(201)
      return hereOf(device)
    },
  )

  app.get(
    '/device',
    {
      schema: {
        operationId: 'readDevice',
        tags: ['Devices'],
        summary: 'What this browser is, and whom it may sign in',
        description:
          'The device, and the faces for its sign-in screen: the team of its store, or only its owner on somebody’s own phone.',
        security: byDevice,
        response: answers({ 200: { description: 'The device and its faces', schema: DeviceHere } }, [
          'not-enrolled',
          'device-revoked',
        ]),
      },
    },
    async (request): Promise<DeviceHere> => hereOf(await deviceOf(request, storage)),
  )

  app.post(
    '/device/challenge',
    {
      schema: {
        operationId: 'challengeDevice',
        tags: ['Devices'],
        summary: 'Something to sign',
        description: 'For one proof of this device, within a minute.',
        security: byDevice,
        response: answers({ 201: { description: 'The challenge', schema: DeviceChallenge } }, [
          'not-enrolled',
          'device-revoked',
          'wrong-origin',
        ]),
      },
    },
    async (request, reply): Promise<DeviceChallenge> => {
      const { id } = await deviceOf(request, storage)
      reply.code(201)
      return { challenge: challenges.give(id) }
    },
  )

  type Fresh = Pick<Device, 'tokenHash' | 'publicKey'>

  async function enrolByCode(code: string, fresh: Fresh, { ip, log }: FastifyRequest): Promise<Device> {
    const waitMs = wrongCodes.begin(ip)
    if (waitMs > 0) {
      throw new ProblemReply(
        'too-many-requests',
        `After several wrong codes, please wait ${Math.ceil(waitMs / 1_000)} seconds before the next try.`,
        { retryAfterMs: waitMs },
      )
    }
    const device = await enrolled(code, fresh)
    if (device) {
      wrongCodes.right(ip)
      return device
    }
    log.warn({ address: ip }, 'an enrolment code was refused')
    throw new ProblemReply(
      'enrolment-refused',
      'This code does not work: it is mistyped, used already, or more than ten minutes old. Check it, or ask for a new one.',
    )
  }

  /** `null` for a code that is wrong, late or used: which of them is nobody's business. */
  async function enrolled(code: string, fresh: Fresh): Promise<Device | null> {
    const codeHash = enrolmentCodeHash(code)
    const offered = codeHash === null ? null : await storage.devices.enrolment(codeHash)
    const now = Math.floor(clock.now())
    if (!codeHash || !offered || offered.expiresAt <= now) return null
    const { store, owner, name, createdBy } = offered
    const there = await storage.directory.store(store)
    const itsOwner = owner === null ? null : await storage.directory.member(owner)
    if (!there || (itsOwner && itsOwner.removedAt !== null)) return null
    const device = deviceFrom({ ...fresh, store, owner, name, enrolledBy: createdBy }, now)
    const entry: NewAuditEntry = {
      at: now,
      retailer: there.retailer,
      store,
      by: { is: 'member', member: createdBy },
      action: 'deviceEnrolled',
      subject: device.id,
      details: { owner },
    }
    return (await storage.devices.enrol(device, codeHash, entry)) ? device : null
  }

  /** Whoever looks at the demo has no manager to ask. */
  async function enrolForDemo(fresh: Fresh): Promise<Device> {
    const retailer = (await storage.directory.retailers()).find(({ isDemo }) => isDemo)
    const [store] = retailer ? await storage.directory.stores(retailer.id) : []
    if (!retailer || !store) {
      throw new ProblemReply('enrolment-refused', 'A code is needed here. Ask a manager for one.')
    }
    const now = Math.floor(clock.now())
    const device = deviceFrom({ ...fresh, store: store.id, owner: null, name: 'Demo browser', enrolledBy: null }, now)
    await storage.devices.add(device, {
      at: now,
      retailer: retailer.id,
      store: store.id,
      by: { is: 'server' },
      action: 'deviceEnrolled',
      subject: device.id,
      details: { owner: null },
    })
    return device
  }

  function deviceFrom(given: Omit<Device, 'id' | 'enrolledAt' | 'lastSeenAt' | 'revokedAt'>, now: number): Device {
    return { ...given, id: newIdentifier() as DeviceId, enrolledAt: now, lastSeenAt: now, revokedAt: null }
  }

  async function hereOf(device: Device): Promise<DeviceHere> {
    const team = await teamOf(storage, device)
    if (!team) throw new ProblemReply('not-enrolled', 'The store of this device is no longer there. Ask a manager.')
    return {
      device: { id: device.id, name: device.name, isShared: device.owner === null },
      retailer: { id: team.retailer.id, name: team.retailer.name },
      stores: team.stores.map(({ store, members }) => ({
        id: store.id,
        name: store.name,
        members: members.map(({ id, name, role }) => ({ id, name, role })),
      })),
    }
  }
}
