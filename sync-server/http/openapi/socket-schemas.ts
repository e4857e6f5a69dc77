/**
 * The JSON of the socket as schemas, for whoever writes a client from the API's description. The types in src/protocol are
 * what the code goes by; a test holds these to them.
 */
import { type TSchema, Type } from 'typebox'
import type { ChatId, MemberId, OfferId } from '../../../src/identifiers.ts'
import { WishStamps } from '../../../src/protocol/commands.ts'
import { Identifier, Milliseconds } from '../../../src/protocol/text.ts'

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const choice = <T extends string>(...values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: values })
const chat = Identifier<ChatId>('The chat')
const memberId = Identifier<MemberId>('The member')
const key = <T extends string>(pattern: string) =>
  Type.Unsafe<T>({ type: 'string', pattern, description: 'Replaces the row of this key' })
const fixedKey = <T extends string>(value: T) => Type.Literal(value, { description: 'Replaces the row of this key' })
const time = Milliseconds
const row = <Kind extends string, Fields extends Record<string, TSchema>>(kind: Kind, description: string, fields: Fields) =>
  Type.Object({ kind: Type.Literal(kind), ...fields }, { description })

const Named = Type.Object({ id: memberId, name: Type.String() })
const Product = Type.Object({
  title: Type.String(),
  url: nullable(Type.String()),
  imageUrl: nullable(Type.String()),
  price: nullable(Type.String({ description: 'As the shop writes it' })),
})

export const ShopperCard = Type.Object({
  name: nullable(Type.String({ description: 'As given' })),
  isReturning: Type.Boolean(),
  hasChattedWithYou: Type.Boolean({ description: 'The reader has chatted with this shopper before (OF4)' }),
  question: Type.String(),
  lookingAt: nullable(Product),
  isWithheld: Type.Optional(
    Type.Literal(true, {
      description: 'The device is locked: name, question, product and contact are blank until it is unlocked',
    }),
  ),
})

export const MeRow = row('me', 'The reader.', {
  key: fixedKey('me/me'),
  id: memberId,
  name: Type.String(),
  role: choice('associate', 'manager', 'admin'),
  isAvailable: Type.Boolean({ description: 'By the store’s log; the device’s own document may be ahead of it' }),
  wish: WishStamps,
  madeUnavailableAt: nullable(time('Since when misses made it so (MI3)')),
  closedOutAt: Type.Optional(nullable(time('Since when closing time made it so (AV1)'))),
  missesInRow: Type.Integer(),
  openChats: Type.Integer(),
  isDeviceLocked: Type.Optional(Type.Literal(true, { description: 'The device is locked, and words are withheld from it' })),
})

export const StoreRow = row('store', 'The reader’s store.', {
  key: fixedKey('store/store'),
  id: Type.String(),
  name: Type.String(),
  capacity: Type.Integer(),
  missesInRow: Type.Integer({ description: 'So many make a member unavailable' }),
  countdownMs: Type.Integer(),
  idleLockMs: Type.Optional(Type.Integer({ description: 'A tablet that nobody touches for so long locks itself' })),
  closed: Type.Optional(
    nullable(
      Type.Object({
        since: time('Since when nobody of the store is rung (OF7)'),
        opensAt: nullable(time('When it opens again, as far as anybody can say')),
      }),
    ),
  ),
})

export const MemberRow = row('member', 'One of the team. How they are right now is in the presence.', {
  key: key<`member/${string}`>('^member/'),
  id: memberId,
  name: Type.String(),
})

export const OfferRow = row('offer', 'An offer of the reader’s, in a chat’s latest request.', {
  key: key<`offer/${string}`>('^offer/'),
  id: Identifier<OfferId>('The offer'),
  chat,
  servedAt: time('When it was served'),
  why: Type.Unsafe<'asked' | 'handedBack' | 'rescue'>({
    type: 'string',
    enum: ['asked', 'handedBack', 'rescue'],
    description:
      '`asked`: a question. `handedBack`: a colleague handed the chat back (CL7). `rescue`: its holder leaves the shopper waiting (RE3).',
  }),
  state: Type.Unsafe<'ringing' | 'waiting' | 'taken' | 'claimed' | 'declined' | 'missed' | 'withdrawn'>({
    type: 'string',
    enum: ['ringing', 'waiting', 'taken', 'claimed', 'declined', 'missed', 'withdrawn'],
    description:
      '`ringing`: show it now. `waiting`: silent, claimable while the request is open (CL3). The rest are outcomes: `taken` by a colleague, `claimed` or `declined` by the reader, `missed` by everybody, `withdrawn` because the shopper left, the chat ended, or its holder went on with it (RE3).',
  }),
  ringsUntil: nullable(time('While ringing: when it ends; null while its delivery is awaited')),
  countdownMs: Type.Integer({ description: 'The whole countdown, for the dial' }),
  requestEndsAt: time('When the request ends'),
  beingRung: Type.Array(memberId, { description: 'Who is being rung for this chat at this moment (OF4)' }),
  takenBy: nullable(Named),
  shopper: ShopperCard,
})

const Contact = Type.Object(
  { address: Type.String(), text: Type.String({ description: 'Empty where nothing was added' }) },
  { description: 'Where the shopper wants an answer if they are gone (MI1)' },
)

export const ChatRow = row(
  'chat',
  'A chat that the reader holds, held until it ended within the visit, or has lost to a colleague who rescued it.',
  {
    key: key<`chat/${string}`>('^chat/'),
    id: chat,
    fence: Type.Integer({ description: 'Goes into what is written to the chat (CL5)' }),
    openedAt: time('When the question was asked'),
    heldSince: time('When the reader got it'),
    handBackUntil: nullable(time('The reader may hand it back before this time (CL7); null where they never might')),
    isBeingRescued: Type.Boolean({ description: 'Colleagues are being asked whether they take it over (RE3)' }),
    takenOver: nullable(
      Type.Object(
        { by: Named, at: time('When') },
        { description: 'A colleague has it: nothing later is in the row, and nothing can be written (RE3)' },
      ),
    ),
    waitedMs: Type.Integer({ description: 'How long the shopper waited for a holder' }),
    isShopperHere: Type.Boolean(),
    contact: nullable(Contact),
    ended: nullable(Type.Object({ at: time('When it ended'), by: choice('member', 'shopper', 'absence') })),
    shopper: ShopperCard,
    messages: Type.Integer({ description: 'The number of the last message' }),
    last: nullable(Type.Object({ from: choice('shopper', 'member'), text: Type.String(), at: time('When') })),
    lastFromMember: Type.Integer({ description: 'The number of the last message of a member’s; those after it are unanswered' }),
  },
)

export const MissedRow = row('missed', 'A chat under Missed, for the whole team.', {
  key: key<`missed/${string}`>('^missed/'),
  chat,
  shopper: ShopperCard,
  missedAt: time('When it was missed'),
  why: Type.Unsafe<'unanswered' | 'nobodyAsked' | 'shopperLeft'>({
    type: 'string',
    enum: ['unanswered', 'nobodyAsked', 'shopperLeft'],
    description: '`unanswered`: somebody was rung. `nobodyAsked`: nobody could be. `shopperLeft`: they gave up waiting.',
  }),
  leftBy: Type.Optional(nullable(Named)),
  isShopperHere: Type.Boolean(),
  canPickUp: Type.Boolean({ description: 'False once the chat has ended: it can only be answered by the contact' }),
  contact: nullable(Contact),
})

export const MessageRow = row('message', 'A message of a chat that the reader has a ChatRow of.', {
  key: key<`message/${string}`>('^message/'),
  chat,
  number: Type.Integer({ description: 'From 1, without gaps' }),
  from: Type.Union([
    Type.Object({ is: Type.Literal('shopper') }),
    Type.Object({ is: Type.Literal('member'), id: memberId, name: Type.String() }),
  ]),
  text: Type.String(),
  at: time('When the server took it'),
  id: Type.String({ description: 'The identifier under which its writer sent it' }),
})

export const Row = Type.Union([MeRow, StoreRow, MemberRow, OfferRow, ChatRow, MissedRow, MessageRow])

export const Batch = Type.Object(
  {
    from: nullable(Type.Integer({ description: 'The version that this follows; null: forget everything, this is everything' })),
    version: Type.Integer({ description: 'With all earlier batches, the rows are complete to this version' }),
    epoch: Type.String({ description: 'Changes when the server can no longer tell differences to older versions' }),
    rows: Type.Array(Row),
    removed: Type.Array(Type.String({ description: 'A key' })),
  },
  { description: 'Rows to put in place and keys to remove.' },
)

export const MemberPresence = Type.Object(
  {
    member: memberId,
    isAvailable: Type.Boolean(),
    isReachable: Type.Boolean(),
    isBeingRung: Type.Boolean(),
    openChats: Type.Integer(),
    since: time('When the wish last changed side'),
    isMadeUnavailable: Type.Boolean({ description: 'By misses (MI3)' }),
  },
  { description: 'An awareness state that the server publishes.' },
)

export const PageReport = Type.Object(
  { delivered: Type.Array(Identifier<OfferId>('An offer')), displayed: Type.Array(Identifier<OfferId>('An offer')) },
  { description: 'The awareness state that a page sets (OF5).' },
)

export const ClockDown = Type.Object({
  n: Type.Integer(),
  serverTime: Type.Number(),
  previous: nullable(Type.Object({ pageTime: Type.Number(), receivedAt: Type.Number() }, { description: 'Of the last echo' })),
})
export const ClockUp = Type.Object({
  n: Type.Integer({ description: 'Of the ClockDown that it answers' }),
  pageTime: Type.Number(),
})
