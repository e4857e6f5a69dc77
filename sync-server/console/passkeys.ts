/**
 * Passkeys: WebAuthn's two ceremonies, each begun with a challenge that is good once and for five minutes. The site is that of
 * the request, so a passkey of one host is worth nothing on another. The person is always verified (a finger, a face, a PIN).
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import type { PasskeyAssertion, PasskeyRegistration } from '../../src/protocol/console-entry.ts'
import type { Clock } from '../clock.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Passkey } from '../storage/accounts.ts'
import type { Storage } from '../storage/storage.ts'
import type { Manager } from './console-sessions.ts'

export interface Passkeys {
  /** For signing in with whichever passkey the browser has. */
  beginSignIn(request: FastifyRequest): Promise<object>
  /** Resolves to the passkey that signed. Throws `passkey-refused`. */
  signIn(request: FastifyRequest, assertion: PasskeyAssertion): Promise<Passkey>
  beginAdding(request: FastifyRequest, manager: Manager): Promise<object>
  /** Resolves to the passkey, not kept yet. Throws `passkey-refused`. */
  add(request: FastifyRequest, manager: Manager, registration: PasskeyRegistration): Promise<Passkey>
}

/** On first use: a start, and a restart above all, does not wait for a library that reads certificates. */
const webAuthn = () => import('@simplewebauthn/server')

const challengeLifeMs = 300_000
/** Beyond so many at once, the oldest are forgotten. */
const mostChallenges = 10_000

export function createPasskeys({ storage, clock }: { readonly storage: Storage; readonly clock: Clock }): Passkeys {
  const { accounts } = storage
  const now = () => Math.floor(clock.now())
  /** Until when each is good, and for whom: a member who adds a passkey, or anybody who signs in. */
  const challenges = new Map<string, { readonly until: number; readonly of: string | null }>()

  function keep(challenge: string, of: string | null): void {
    challenges.set(challenge, { until: now() + challengeLifeMs, of })
    const oldest = challenges.keys().next()
    if (challenges.size > mostChallenges && !oldest.done) challenges.delete(oldest.value)
  }
  const use = (of: string | null) => (challenge: string) => {
    const kept = challenges.get(challenge)
    challenges.delete(challenge)
    return kept !== undefined && kept.of === of && kept.until > now()
  }

  return {
    async beginSignIn(request) {
      const { generateAuthenticationOptions } = await webAuthn()
      const options = await generateAuthenticationOptions({ rpID: siteOf(request), userVerification: 'required' })
      keep(options.challenge, null)
      return options
    },

    async signIn(request, assertion) {
      const passkey = await accounts.passkey(assertion.id)
      if (!passkey) throw refused('it is not known here any more; sign in with your password')
      const { verifyAuthenticationResponse } = await webAuthn()
      const { verified, authenticationInfo } = await ceremony(() =>
        verifyAuthenticationResponse({
          response: assertion as AuthenticationResponseJSON,
          expectedChallenge: use(null),
          expectedOrigin: originOf(request),
          expectedRPID: siteOf(request),
          requireUserVerification: true,
          credential: {
            id: passkey.id,
            publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
        }),
      )
      if (!verified) throw refused('its signature is wrong')
      await accounts.passkeyUsed(passkey.id, authenticationInfo.newCounter, now())
      return passkey
    },

    async beginAdding(request, { member, account, retailer }) {
      const { generateRegistrationOptions } = await webAuthn()
      const known = await accounts.passkeys(member.id)
      const options = await generateRegistrationOptions({
        rpName: `Shopbell, ${retailer.name}`,
        rpID: siteOf(request),
        userID: new TextEncoder().encode(member.id),
        userName: account.login,
        userDisplayName: member.name,
        attestationType: 'none',
        excludeCredentials: known.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      keep(options.challenge, member.id)
      return options
    },

    async add(request, { member }, { name, credential }) {
      const { verifyRegistrationResponse } = await webAuthn()
      const { verified, registrationInfo } = await ceremony(() =>
        verifyRegistrationResponse({
          response: credential as RegistrationResponseJSON,
          expectedChallenge: use(member.id),
          expectedOrigin: originOf(request),
          expectedRPID: siteOf(request),
          requireUserVerification: true,
        }),
      )
      if (!verified || !registrationInfo) throw refused('it does not prove that it has the key')
      const { id, publicKey, counter } = registrationInfo.credential
      if (await accounts.passkey(id)) throw refused('it is there already')
      return {
        id,
        member: member.id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        name,
        createdAt: now(),
        lastUsedAt: null,
      }
    },
  }
}

/** The library throws where what it is given is not as it should be; to whoever asks that is a refusal. */
async function ceremony<Result>(verify: () => Promise<Result>): Promise<Result> {
  try {
    return await verify()
  } catch (failure) {
    if (failure instanceof Error) throw refused('it was not signed for this page, by its owner, just now')
    throw failure
  }
}

function refused(why: string): ProblemReply {
  return new ProblemReply('passkey-refused', `The passkey was refused: ${why}. Try again.`)
}

const siteOf = ({ hostname }: FastifyRequest): string => hostname
const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`
