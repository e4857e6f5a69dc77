/** Getting into the console, and out: the first set-up, sign-in with a password or a passkey, one-time links, one's own account. */
import { type Static, Type } from 'typebox'
import type { MemberId, RetailerId, StoreId } from '../identifiers.ts'
import { Identifier, limits, Milliseconds, Words } from './text.ts'

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const text = (description: string) => Type.String({ description })

/** As a person types it; kept in lower case. */
export const Login = Type.String({
  minLength: 3,
  maxLength: 200,
  pattern: '^[^\\s@]+@[^\\s@]+$',
  description: 'An e-mail address',
  examples: ['emma@shop.example'],
})
const Password = Type.String({ minLength: 12, maxLength: 200, description: 'At least twelve characters' })
/** Any text: what was once a password must still be refused as a wrong one, not as a malformed one. */
const TypedPassword = Type.String({ minLength: 1, maxLength: 200, description: 'The password' })
export const Pin = Type.String({ pattern: '^\\d{4,8}$', description: 'Four to eight digits', examples: ['4729'] })
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The token of a one-time link' })

/** `POST /api/v1/console/session`. The answer sets the console’s cookie and is a {@link ConsoleSession}. */
export const ConsoleSignIn = Type.Object({ login: Login, password: TypedPassword }, { additionalProperties: false })
export type ConsoleSignIn = Static<typeof ConsoleSignIn>

/** `GET /api/v1/console/session`; 401 where nobody is in the console. */
export const ConsoleSession = Type.Object({
  member: Type.Object({
    id: Identifier<MemberId>('The member'),
    name: text('Their name'),
    role: Type.Union([Type.Literal('manager'), Type.Literal('admin')]),
  }),
  store: Type.Object({ id: Identifier<StoreId>('The store'), name: text('Its name') }),
  retailer: Type.Object({
    id: Identifier<RetailerId>('The retailer'),
    name: text('Its name'),
    locale: text('BCP 47'),
    currency: text('ISO 4217'),
  }),
  login: text('The e-mail address of the account'),
})
export type ConsoleSession = Static<typeof ConsoleSession>

/** What the server begins a WebAuthn ceremony with, for `navigator.credentials`. */
export const PasskeyOptions = Type.Object(
  { challenge: Type.String({ description: 'To be signed within five minutes, once' }) },
  { description: 'As WebAuthn’s JSON form has it', additionalProperties: true },
)

const base64url = (most: number, description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: most, description: `${description}, base64url` })
const credential = {
  id: base64url(1_400, 'The credential’s identifier'),
  rawId: base64url(1_400, 'The same'),
  type: Type.Literal('public-key'),
  clientExtensionResults: Type.Object({}, { additionalProperties: true }),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
}
const anyMore = { additionalProperties: true } as const

/** `POST /api/v1/console/session/passkey`: the signed challenge, as the browser gives it. */
export const PasskeyAssertion = Type.Object(
  {
    ...credential,
    response: Type.Object(
      {
        clientDataJSON: base64url(8_000, 'What was signed about'),
        authenticatorData: base64url(4_000, 'What the authenticator says of itself'),
        // Those that withstand quantum computers are longer than any other.
        signature: base64url(8_000, 'The signature'),
        userHandle: Type.Optional(nullable(base64url(200, 'The member'))),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type PasskeyAssertion = Static<typeof PasskeyAssertion>

/** `POST /api/v1/console/account/passkeys`: the new credential, as the browser gives it, and what to call it. */
export const PasskeyRegistration = Type.Object(
  {
    name: Words(limits.name, 'What its owner calls it'),
    credential: Type.Object(
      {
        ...credential,
        response: Type.Object(
          {
            clientDataJSON: base64url(8_000, 'What was signed about'),
            attestationObject: base64url(20_000, 'The new key'),
            transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
          },
          anyMore,
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type PasskeyRegistration = Static<typeof PasskeyRegistration>

/** `GET /api/v1/console/account` */
export const ConsoleAccount = Type.Object({
  login: text('The e-mail address'),
  hasPassword: Type.Boolean(),
  passkeys: Type.Array(
    Type.Object({
      id: text('The credential’s identifier'),
      name: text('What its owner calls it'),
      createdAt: Milliseconds('When it was added'),
      lastUsedAt: nullable(Milliseconds('When it last let somebody in')),
    }),
  ),
})
export type ConsoleAccount = Static<typeof ConsoleAccount>

/** `PUT /api/v1/console/account/password` */
export const ChangePassword = Type.Object(
  { current: nullable(TypedPassword), password: Password },
  { additionalProperties: false, description: '`current` is null for an account that has only passkeys so far.' },
)
export type ChangePassword = Static<typeof ChangePassword>

/** `POST /api/v1/setup/link`, `POST /api/v1/console/password-link`: is the link still good? In a body, because addresses are logged. */
export const LinkToken = Type.Object({ token: Token }, { additionalProperties: false })
/** Whose password a link is for. */
export const PasswordLink = Type.Object({ name: text('The member’s name'), login: text('Their e-mail address') })
export type PasswordLink = Static<typeof PasswordLink>
/** `POST /api/v1/console/password-link/password` */
export const ChoosePassword = Type.Object({ token: Token, password: Password }, { additionalProperties: false })
export type ChoosePassword = Static<typeof ChoosePassword>
/** A one-time link, told once to whoever asked for it. */
export const OfferedLink = Type.Object({
  token: text('Goes behind `/console/#password=`'),
  expiresAt: Milliseconds('Until when it can be used'),
})
export type OfferedLink = Static<typeof OfferedLink>

const Locale = Type.String({
  minLength: 2,
  maxLength: 35,
  pattern: '^[A-Za-z0-9-]+$',
  description: 'BCP 47',
  examples: ['en-GB'],
})
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['GBP'] })
export const RetailerIdentity = { name: Words(limits.name, 'The retailer’s name'), locale: Locale, currency: Currency }

/** `POST /api/v1/setup`: what an empty server begins with. The answer sets the console’s cookie and is a {@link ConsoleSession}. */
export const SetUp = Type.Object(
  {
    token: Token,
    retailer: Type.Object(RetailerIdentity, { additionalProperties: false }),
    admin: Type.Object(
      { name: Words(limits.name, 'The first admin’s name'), login: Login, password: Password, pin: Pin },
      { additionalProperties: false },
    ),
    store: Type.Object(
      {
        name: Words(limits.name, 'The first store’s name'),
        timeZone: Type.Optional(
          Type.String({
            maxLength: 64,
            description:
              'Where it is, by a name of the IANA database; its hours are read off the clock there. UTC where left out',
            examples: ['Europe/London'],
          }),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type SetUp = Static<typeof SetUp>
