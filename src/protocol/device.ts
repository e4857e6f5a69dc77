/** What crosses the wire when a browser becomes a device, proves itself, and signs a member in; what is signed: proofs.ts. */
import { type Static, Type } from 'typebox'
import type { DeviceId, MemberId, RetailerId } from '../identifiers.ts'
import { StoreFace } from './staff.ts'
import { Identifier } from './text.ts'

const Signature = Type.String({
  pattern: '^[A-Za-z0-9_-]{86}$',
  description: 'ECDSA with SHA-256, 64 bytes (P1363) as base64url',
})

/** `POST /api/v1/devices`. The answer sets the device’s cookie and is a {@link DeviceHere}. */
export const EnrolDevice = Type.Object(
  {
    code: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'What a manager was shown; case and dashes do not matter. Left out on a demo server, which asks for none',
        examples: ['7K3M-X9PA'],
      }),
    ),
    publicKey: Type.String({
      pattern: '^[A-Za-z0-9_-]{80,200}$',
      description: 'ECDSA on P-256: the SubjectPublicKeyInfo as base64url',
    }),
    proof: Signature,
  },
  { additionalProperties: false },
)
export type EnrolDevice = Static<typeof EnrolDevice>

/** `GET /api/v1/device`: what this browser is, and whom it may sign in. 401 `not-enrolled` or `device-revoked` otherwise. */
export const DeviceHere = Type.Object({
  device: Type.Object({
    id: Identifier<DeviceId>('The device'),
    name: Type.String({ description: 'As the manager called it' }),
    isShared: Type.Boolean({ description: 'A tablet of the whole team’s; otherwise somebody’s own phone' }),
  }),
  retailer: Type.Object({ id: Identifier<RetailerId>('The retailer'), name: Type.String() }),
  stores: Type.Array(StoreFace, { description: 'The device’s store; a demo server’s own devices are of all its stores' }),
})
export type DeviceHere = Static<typeof DeviceHere>

/** `POST /api/v1/device/challenge`: for one proof of this device’s, for a minute. */
export const DeviceChallenge = Type.Object({ challenge: Type.String({ description: 'Goes into what is signed' }) })
export type DeviceChallenge = Static<typeof DeviceChallenge>

const Pin = Type.String({ pattern: '^\\d{4,8}$', description: 'Four to eight digits', examples: ['1111'] })
const Challenge = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$', description: 'From `POST /api/v1/device/challenge`' })

/** `POST /api/v1/session`. The answer sets the session’s cookie and is a `Session`. */
export const SignIn = Type.Object(
  { member: Identifier<MemberId>('The member'), pin: Pin, challenge: Challenge, proof: Signature },
  { additionalProperties: false },
)
export type SignIn = Static<typeof SignIn>

/** `POST /api/v1/session/unlock`: the member of the shift, again. */
export const UnlockSession = Type.Object({ pin: Pin, challenge: Challenge, proof: Signature }, { additionalProperties: false })
export type UnlockSession = Static<typeof UnlockSession>
