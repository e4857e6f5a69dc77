/** Signing in and out, on a device that proves itself. */

import type { RetailerId } from '../../src/identifiers.ts'
import { SignIn } from '../../src/protocol/device.ts'
import { Session, SignInFaces } from '../../src/protocol/staff.ts'
import { protocolVersion } from '../../src/protocol/version.ts'
import { deviceOf, keepDeviceCookie } from '../devices/asking-device.ts'
import type { Challenges } from '../devices/challenges.ts'
import { requireProof } from '../devices/proving.ts'
import { memberIn, teamOf } from '../devices/team-of.ts'
import { cookieFor } from '../http/cookies.ts'
import { answers, byDevice, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import type { PinGuard } from './pin-guard.ts'
import { requirePin } from './require-pin.ts'
import { type SignedIn, sessionCookie, shiftLifeMs } from './sessions.ts'
import { notSignedIn, requireOwnOrigin } from './signed-in.ts'

const setsCookie = { 'Set-Cookie': { type: 'string', description: 'The session’s cookie' } } as const

export type SessionRouteParts = HttpParts & {
  readonly rates: Rates
  readonly challenges: Challenges
  readonly pinGuard: PinGuard
}

export function sessionRoutes(app: App, parts: SessionRouteParts): void {
  const { storage, sessions, clock, rates, challenges, pinGuard } = parts
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })

  app.get(
    '/stores',
    {
      schema: {
        operationId: 'listFaces',
        tags: ['Members'],
        summary: 'For apps of version 1: nobody',
        description:
          'Who there is to sign in as is told to enrolled devices only (`GET /api/v1/device`). An app of before gets an empty list, looks for its newer version, and offers that.',
        deprecated: true,
        response: answers({ 200: { description: 'No faces', schema: SignInFaces } }, []),
      },
    },
    async (): Promise<SignInFaces> => ({ retailer: { id: 'shopbell' as RetailerId, name: 'Shopbell' }, stores: [] }),
  )

  app.post(
    '/session',
    {
      schema: {
        operationId: 'signIn',
        tags: ['Members'],
        summary: 'Sign in',
        description:
          'Starts a shift on this device and sets its cookie (`HttpOnly`, `SameSite=Strict`, 16 hours). `proof` is the device’s signature over `shopbell sign-in 1`, the challenge and the member, with a line feed between them. A shift that this browser already has is ended. Three wrong PINs in a row are free; after that each costs a wait that doubles, and the tenth locks the member out of this device until a manager unlocks it.',
        security: byDevice,
        body: SignIn,
        response: answers({ 201: { description: 'The shift that began', schema: Session, headers: setsCookie } }, [
          ...withBody,
          'not-enrolled',
          'device-revoked',
          'challenge-refused',
          'proof-refused',
          'wrong-pin',
          'pin-locked',
          'wrong-origin',
          'unknown-member',
        ]),
      },
    },
    async (request, reply): Promise<Session> => {
      const { member, pin, challenge, proof } = request.body
      const device = await deviceOf(request, storage)
      requireProof(challenges, device, { purpose: 'sign-in', member }, { challenge, proof })
      const team = await teamOf(storage, device)
      const who = team && memberIn(team, member)
      if (!who) {
        throw new ProblemReply('unknown-member', 'There is no such member on this device. Go back and choose your face again.')
      }
      await requirePin(pinGuard, who, device.id, pin)
      const before = await sessions.find(request.headers.cookie)
      if (before) await sessions.end(before.shift.id)
      const { token, signedIn } = await sessions.start(who, device.id)
      await storage.devices.seen([device.id], Math.floor(clock.now()))
      keepDeviceCookie(request, reply)
      reply.setCookie(sessionCookie, token, { ...cookieFor(request.protocol), maxAge: shiftLifeMs / 1_000 })
      reply.code(201)
      return sessionOf(signedIn)
    },
  )

  app.get(
    '/session',
    {
      schema: {
        operationId: 'readSession',
        tags: ['Members'],
        summary: 'Who is signed in here',
        security: bySession,
        response: answers({ 200: { description: 'The shift under way', schema: Session } }, ['not-signed-in']),
      },
    },
    async (request): Promise<Session> => {
      const signedIn = await sessions.find(request.headers.cookie)
      if (!signedIn) throw notSignedIn()
      return sessionOf(signedIn)
    },
  )

  app.delete(
    '/session',
    {
      schema: {
        operationId: 'signOut',
        tags: ['Members'],
        summary: 'Sign out',
        description:
          'Ends the shift and closes its socket. Also answers 204 where nobody is signed in. Changes no availability (AV1).',
        security: bySession,
        response: answers({ 204: { description: 'Nobody is signed in here now' } }, ['wrong-origin']),
      },
    },
    async (request, reply): Promise<void> => {
      const signedIn = await sessions.find(request.headers.cookie)
      if (signedIn) await sessions.end(signedIn.shift.id)
      reply.clearCookie(sessionCookie, cookieFor(request.protocol)).code(204)
    },
  )
}

function sessionOf({ shift, member, store, retailer }: SignedIn): Session {
  return {
    shift: shift.id,
    member: { id: member.id, name: member.name, role: member.role },
    store: { id: store.id, name: store.name },
    retailer: { id: retailer.id, name: retailer.name, locale: retailer.locale, currency: retailer.currency },
    language: member.language,
    device: shift.device,
    lockedAt: shift.lockedAt,
    idleLockMs: store.idleLockMs,
    protocolVersion,
  }
}
