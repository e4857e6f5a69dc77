/**
 * Web push on the wire: a shift's subscription, what the push service carries to its worker, what the worker reports back, and
 * the bell check, which rings a device on purpose and says what happened.
 *
 * No words of a shopper's and no name of theirs are ever in a push message: it shows on locked screens.
 */
import { type Static, Type } from 'typebox'
import type { ChatId, DeviceId, MemberId, OfferId, ShiftId } from '../identifiers.ts'
import { CommandIdentifier, Identifier, limits, Milliseconds } from './text.ts'

const base64url = (least: number, most: number, description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]+={0,2}$', minLength: least, maxLength: most, description })

/** `GET /api/v1/push/key`: what a browser subscribes with. */
export const PushKey = Type.Object({
  publicKey: base64url(87, 88, 'The server’s VAPID key: an uncompressed P-256 point, base64url'),
})
export type PushKey = Static<typeof PushKey>

/** `PUT /api/v1/push/subscription`: binds it to the session’s device and shift, instead of an earlier one. `DELETE` unbinds. */
export const SavePushSubscription = Type.Object(
  {
    endpoint: Type.String({ pattern: '^https://', maxLength: limits.url, description: 'Where the push service takes messages' }),
    keys: Type.Object(
      {
        p256dh: base64url(87, 88, 'The browser’s key: an uncompressed P-256 point'),
        auth: base64url(22, 24, 'The browser’s secret: 16 bytes'),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type SavePushSubscription = Static<typeof SavePushSubscription>

/** What the service worker is sent, as JSON of at most 3 KiB. `push` names this one message in {@link ReportPush}. */
export type PushMessage = {
  readonly version: 1
  readonly push: string
  /** A worker whose person is on another shift by now shows nothing of it. */
  readonly shift: ShiftId
} & (PushedRing | PushedOutcome | PushedNotice)

/** An offer (OF4, without the shopper's own words). */
interface PushedRing {
  readonly is: 'ring'
  readonly chat: ChatId
  readonly offer: OfferId
  readonly isReturning: boolean
  readonly hasChattedBefore: boolean
  /** How many members were being rung when it was sent, this one among them. */
  readonly ringing: number
  /** Server time after which nobody can claim it any more (CL3). */
  readonly claimableUntil: number
}
/** Takes the place of the ring on screen. */
interface PushedOutcome {
  readonly is: 'outcome'
  readonly chat: ChatId
  /** `mine`: claimed by this member, on any device. `over`: the shopper left, or the offer was withdrawn. */
  readonly how: 'taken' | 'mine' | 'missed' | 'over'
  /** taken: the holder's name. */
  readonly by: string | null
}
type PushedNotice =
  /** MI3. */
  | { readonly is: 'madeUnavailable'; readonly misses: number }
  | { readonly is: 'bellCheck'; readonly check: string; readonly by: string }

/** `POST /api/v1/push/received`: the worker has it (said before it shows it), shows it, or the person tapped it. */
export const ReportPush = Type.Object(
  {
    push: Identifier<string>('The message’s own name'),
    shift: Identifier<ShiftId>('The shift it was sent to; refused where it is not the session’s'),
    seen: Type.Union([Type.Literal('delivered'), Type.Literal('displayed'), Type.Literal('tapped')]),
  },
  { additionalProperties: false },
)
export type ReportPush = Static<typeof ReportPush>

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** Whether a push reaches a shift’s device. */
export const Reached = Type.Union([Type.Literal('none'), Type.Literal('working'), Type.Literal('silent')], {
  description: 'none: no subscription. silent: the last push was not received (RE1).',
})

/** `GET /api/v1/devices`: where one could ring. One's own shifts; for a manager those of the whole store. */
export const RingableDevices = Type.Object({
  devices: Type.Array(
    Type.Object({
      shift: Identifier<ShiftId>('The shift'),
      device: Identifier<DeviceId>('The device'),
      isThis: Type.Boolean({ description: 'The device that asks' }),
      member: Type.Object({ id: Identifier<MemberId>('The member'), name: Type.String() }),
      isLive: Type.Boolean({ description: 'A page of it echoes the server right now' }),
      lastHeardAt: nullable(Milliseconds('When anything was last heard of it')),
      push: Reached,
    }),
  ),
})
export type RingableDevices = Static<typeof RingableDevices>

/** `POST /api/v1/bell-checks`: rings that shift’s device, by its page and by push, whichever it has. */
export const StartBellCheck = Type.Object(
  { id: CommandIdentifier, shift: Identifier<ShiftId>('The shift whose device is to ring') },
  { additionalProperties: false },
)
export type StartBellCheck = Static<typeof StartBellCheck>

const pushFailure = Type.Union(
  [
    Type.Literal('gone'),
    Type.Literal('refused'),
    Type.Literal('expired'),
    Type.Literal('replaced'),
    Type.Literal('overflow'),
    Type.Literal('stopped'),
  ],
  { description: 'The same, for whoever has words of their own. Servers of before do not say it.' },
)
export type PushFailure = Static<typeof pushFailure>

const times = Type.Object({
  sentAt: nullable(Milliseconds('Handed to the connection or to the push service')),
  deliveredAt: nullable(Milliseconds('The page or the worker had it')),
  displayedAt: nullable(Milliseconds('It was on screen')),
  tappedAt: nullable(Milliseconds('The person answered it')),
  failure: nullable(Type.String({ description: 'Why it could not be sent, in words' })),
  failureKind: Type.Optional(nullable(pushFailure)),
})
/** `GET /api/v1/bell-checks/<id>`, and the answer to starting one. `null` for a way that the device does not have. */
export const BellCheck = Type.Object({
  id: Type.String(),
  shift: Identifier<ShiftId>('The shift'),
  startedAt: Milliseconds('When it was asked for'),
  page: nullable(times),
  push: nullable(times),
})
export type BellCheck = Static<typeof BellCheck>

/** Server to page on the room's connection, type `bellCheck`; the page answers each step with {@link BellCheckUp}. */
export interface BellCheckDown {
  readonly is: 'bellCheck'
  readonly check: string
  readonly by: string
}
export interface BellCheckUp {
  readonly is: 'bellCheck'
  readonly check: string
  readonly seen: 'delivered' | 'displayed' | 'tapped'
}
