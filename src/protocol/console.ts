/** What a manager or an admin sets up in the console: stores, members, devices, the retailer and its widget. */
import { type Static, Type } from 'typebox'
import type { DeviceId, MemberId, RetailerId, ShiftId, StoreId } from '../identifiers.ts'
import { Login, Pin, RetailerIdentity } from './console-entry.ts'
import { BellCheck, Reached } from './push.ts'
import { CommandIdentifier, Identifier, limits, Milliseconds, Words } from './text.ts'

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const text = (description: string) => Type.String({ description })
const closed = { additionalProperties: false } as const
const someOf = { additionalProperties: false, minProperties: 1 } as const

const StoreName = Words(limits.name, 'The store’s name')
const IdleLock = Type.Integer({
  minimum: 15_000,
  maximum: 3_600_000,
  description: 'A tablet that nobody touches for so long locks itself (milliseconds)',
})

export const ManagedStore = Type.Object({
  id: Identifier<StoreId>('The store'),
  name: text('Its name'),
  idleLockMs: Type.Integer(),
  members: Type.Integer({ description: 'How many are on its team' }),
  devices: Type.Integer({ description: 'How many are enrolled' }),
})
export type ManagedStore = Static<typeof ManagedStore>
/** `GET /api/v1/console/stores`: all of the retailer’s for an admin, their own for a manager. */
export const ManagedStores = Type.Object({ stores: Type.Array(ManagedStore) })
export type ManagedStores = Static<typeof ManagedStores>
/** `POST /api/v1/console/stores` */
export const AddStore = Type.Object({ name: StoreName }, closed)
export type AddStore = Static<typeof AddStore>
/** `PUT /api/v1/console/stores/<store>` */
export const ChangeStore = Type.Object({ name: Type.Optional(StoreName), idleLockMs: Type.Optional(IdleLock) }, someOf)
export type ChangeStore = Static<typeof ChangeStore>

const Role = Type.Union([Type.Literal('associate'), Type.Literal('manager'), Type.Literal('admin')])
const MemberName = Words(limits.name, 'The member’s name')

export const ManagedMember = Type.Object({
  id: Identifier<MemberId>('The member'),
  name: text('Their name'),
  role: Role,
  isYou: Type.Boolean(),
  /** `null`: no way into the console. */
  account: nullable(Type.Object({ login: text('The e-mail address'), hasPassword: Type.Boolean(), passkeys: Type.Integer() })),
  /** On which devices wrong PINs have locked them out. */
  lockedOn: Type.Array(Type.Object({ device: Identifier<DeviceId>('The device'), name: text('Its name') })),
})
export type ManagedMember = Static<typeof ManagedMember>
/** `GET /api/v1/console/stores/<store>/members` */
export const ManagedMembers = Type.Object({ members: Type.Array(ManagedMember) })
export type ManagedMembers = Static<typeof ManagedMembers>
/** `POST /api/v1/console/stores/<store>/members` */
export const AddTeamMember = Type.Object({ name: MemberName, role: Role, pin: Pin }, closed)
export type AddTeamMember = Static<typeof AddTeamMember>
/** `PUT /api/v1/console/members/<member>` */
export const ChangeMember = Type.Object({ name: Type.Optional(MemberName), role: Type.Optional(Role) }, someOf)
export type ChangeMember = Static<typeof ChangeMember>
/** `PUT /api/v1/console/members/<member>/pin` */
export const NewPin = Type.Object({ pin: Pin }, closed)
/** `PUT /api/v1/console/members/<member>/account`: a way into the console, or a new link for whoever has one. */
export const OfferAccount = Type.Object({ login: Login }, closed)

export const ManagedDevice = Type.Object({
  id: Identifier<DeviceId>('The device'),
  name: text('Its name'),
  owner: nullable(Type.Object({ id: Identifier<MemberId>('Whose phone it is'), name: text('Their name') })),
  enrolledAt: Milliseconds('When it was enrolled'),
  enrolledBy: nullable(text('Whose code it was')),
  lastSeenAt: Milliseconds('When it last signed somebody in'),
  onShift: nullable(
    Type.Object(
      {
        shift: Identifier<ShiftId>('The shift'),
        member: Type.Object({ id: Identifier<MemberId>('Who is signed in'), name: text('Their name') }),
        startedAt: Milliseconds('Since when'),
        lockedAt: nullable(Milliseconds('Since when the device is locked: it rings, and shows no words')),
      },
      { description: 'Who is signed in on it now' },
    ),
  ),
  bell: Type.Object(
    {
      isLive: Type.Boolean({ description: 'A page of it echoes the server right now' }),
      push: Reached,
      lastCheck: nullable(
        Type.Object(
          { by: nullable(text('Who rang; null where they are not known any more')), check: BellCheck },
          { description: 'What came of the last time that it was rung on purpose' },
        ),
      ),
    },
    { description: 'Whether it would ring' },
  ),
})
export type ManagedDevice = Static<typeof ManagedDevice>
/** `GET /api/v1/console/stores/<store>/devices`: those that are enrolled now. */
export const ManagedDevices = Type.Object({
  devices: Type.Array(ManagedDevice),
  at: Milliseconds('When it was so, by the server’s clock'),
})
export type ManagedDevices = Static<typeof ManagedDevices>
/** `POST /api/v1/console/stores/<store>/enrolments` */
export const OfferEnrolment = Type.Object(
  {
    name: Words(limits.name, 'What to call the device'),
    owner: nullable(Identifier<MemberId>('Whose phone; null for a tablet')),
  },
  closed,
)
export type OfferEnrolment = Static<typeof OfferEnrolment>
export const OfferedEnrolment = Type.Object({
  code: text('To be typed or scanned on the new device; it is told once and kept by nobody'),
  expiresAt: Milliseconds('Until when it can be used'),
})
export type OfferedEnrolment = Static<typeof OfferedEnrolment>
/** `PUT /api/v1/console/devices/<device>` */
export const RenameDevice = Type.Object({ name: Words(limits.name, 'What to call the device') }, closed)

/** `POST /api/v1/console/devices/<device>/bell-checks`: rings whoever is signed in there. The answer is a `BellCheck`. */
export const RingDevice = Type.Object({ id: CommandIdentifier }, closed)

/** `GET /api/v1/console/retailer` */
export const ManagedRetailer = Type.Object({
  id: Identifier<RetailerId>('The retailer'),
  name: text('Its name'),
  locale: text('BCP 47'),
  currency: text('ISO 4217'),
  allowedSites: Type.Array(text('An origin')),
})
export type ManagedRetailer = Static<typeof ManagedRetailer>
/** `PUT /api/v1/console/retailer` */
export const ChangeRetailer = Type.Partial(Type.Object(RetailerIdentity), someOf)
export type ChangeRetailer = Static<typeof ChangeRetailer>
/** `PUT /api/v1/console/retailer/allowed-sites`: origins whose pages may carry the widget. */
export const AllowedSites = Type.Object(
  { allowedSites: Type.Array(Type.String({ minLength: 1, maxLength: 200, description: 'An origin' }), { maxItems: 50 }) },
  closed,
)
export type AllowedSites = Static<typeof AllowedSites>
/** `GET` and `POST /api/v1/console/retailer/signing-secret`: as it is, and a new one. */
export const SigningSecret = Type.Object({ signingSecret: text('base64url; HS256 with its bytes') })
export type SigningSecret = Static<typeof SigningSecret>

const Details = Type.Unsafe<Readonly<Record<string, string | number | boolean | null>>>(
  Type.Object({}, { additionalProperties: true, description: 'What changed, such as a figure and its new value' }),
)

/** `GET /api/v1/console/audit?store=…&before=N`: a page of the audit trail, the newest first. */
export const AuditPage = Type.Object({
  entries: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Milliseconds('When'),
      by: Type.Object({
        is: Type.Union([Type.Literal('member'), Type.Literal('operator'), Type.Literal('server')]),
        name: nullable(text('The member’s name')),
      }),
      action: text('What was done'),
      subject: nullable(text('The name of what it was done to')),
      store: nullable(Type.Object({ id: Identifier<StoreId>('The store'), name: text('Its name') })),
      details: Details,
    }),
  ),
  hasMore: Type.Boolean({ description: 'Ask again with `before` set to the last number.' }),
})
export type AuditPage = Static<typeof AuditPage>
