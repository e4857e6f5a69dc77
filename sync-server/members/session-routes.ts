/** Signing in and out, and the faces to sign in as. */
import { Type } from 'typebox'
import type { MemberId, RetailerId } from '../../src/identifiers.ts'
import { Session, SignIn, SignInFaces } from '../../src/protocol/staff.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { protocolVersion } from '../../src/protocol/version.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import type { Retailer } from '../storage/storage.ts'
import { isPinRight } from './pin.ts'
import { PinGuard } from './pin-guard.ts'
import { type SignedIn, sessionCookie, shiftLifeMs } from './sessions.ts'
import { notSignedIn, requireOwnOrigin } from './signed-in.ts'

const WhichRetailer = Type.Object(
  { retailer: Type.Optional(Identifier<RetailerId>('May be left out where there is only one')) },
  { additionalProperties: false },
)

const setsCookie = { 'Set-Cookie': { type: 'string', description: 'The session’s cookie' } } as const

export function sessionRoutes(app: App, parts: HttpParts & { readonly rates: Rates }): void {
  const { storage, sessions, clock, rates } = parts
  const guard = new PinGuard(clock)
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
        summary: 'Who there is to sign in as',
        description: 'The stores of a retailer and the members of each, for the sign-in screen.',
        querystring: WhichRetailer,
        response: answers({ 200: { description: 'The faces', schema: SignInFaces } }, ['malformed-request', 'not-found']),
      },
    },
    async (request): Promise<SignInFaces> => {
      const retailer = await retailerAsked(request.query.retailer)
      const stores = await storage.directory.stores(retailer.id)
      const faces = stores.map(async ({ id, name }) => ({
        id,
        name,
        members: (await storage.directory.members(id)).map((member) => ({ id: member.id, name: member.name, role: member.role })),
      }))
      return { retailer: { id: retailer.id, name: retailer.name }, stores: await Promise.all(faces) }
    },
  )

  app.post(
    '/session',
    {
      schema: {
        operationId: 'signIn',
        tags: ['Members'],
        summary: 'Sign in',
        description:
          'Starts a shift and sets its cookie (`HttpOnly`, `SameSite=Strict`, 16 hours). A shift that this browser already has is ended. Three wrong PINs on a device are free; after that each costs a wait that doubles.',
        body: SignIn,
        response: answers({ 201: { description: 'The shift that began', schema: Session, headers: setsCookie } }, [
          ...withBody,
          'wrong-pin',
          'wrong-origin',
          'unknown-member',
        ]),
      },
    },
    async (request, reply): Promise<Session> => {
      const { member: id, pin, device } = request.body
      const who = await whoIs(id)
      const waitMs = guard.begin(id, device)
      if (waitMs > 0) {
        throw new ProblemReply(
          'too-many-requests',
          `After several wrong PINs, please wait ${inWords(waitMs)} before the next try.`,
          {
            retryAfterMs: waitMs,
          },
        )
      }
      if (!(await isPinRight(pin, who.member.pinHash))) {
        const retryAfterMs = guard.waitAfterWrong(id, device)
        const wait = retryAfterMs > 0 ? ` Wait ${inWords(retryAfterMs)} before the next try.` : ' Try again.'
        throw new ProblemReply(
          'wrong-pin',
          `This is not ${who.member.name}’s PIN.${wait}`,
          retryAfterMs > 0 ? { retryAfterMs } : {},
        )
      }
      guard.right(id, device)
      const before = await sessions.find(request.headers.cookie)
      if (before) await sessions.end(before.shift.id)
      const { token, signedIn } = await sessions.start(who, device)
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

  async function retailerAsked(id: RetailerId | undefined): Promise<Retailer> {
    if (id !== undefined) {
      const retailer = await storage.directory.retailer(id)
      if (retailer) return retailer
      throw new ProblemReply('not-found', 'There is no such retailer. Check the address that you were given.')
    }
    const [first] = await storage.directory.retailers()
    if (first) return first
    throw new ProblemReply('not-found', 'No retailer has been set up on this server yet.')
  }

  async function whoIs(id: MemberId): Promise<Omit<SignedIn, 'shift'>> {
    const member = await storage.directory.member(id)
    const store = member && (await storage.directory.store(member.store))
    const retailer = store && (await storage.directory.retailer(store.retailer))
    if (retailer && member.removedAt === null) return { member, store, retailer }
    throw new ProblemReply('unknown-member', 'There is no such member. Go back and choose your face again.')
  }
}

function cookieFor(protocol: string) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return seconds === 1 ? 'a second' : `${seconds} seconds`
}

function sessionOf({ shift, member, store, retailer }: SignedIn): Session {
  return {
    shift: shift.id,
    member: { id: member.id, name: member.name, role: member.role },
    store: { id: store.id, name: store.name },
    retailer: { id: retailer.id, name: retailer.name, locale: retailer.locale, currency: retailer.currency },
    language: member.language,
    protocolVersion,
  }
}
