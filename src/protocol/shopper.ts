/** What the widget asks by HTTP and hears by server-sent events. The shopper's bearer token goes into `Authorization`. */
import { type Static, Type } from 'typebox'
import type { ChatId, ShopperId, StoreId } from '../identifiers.ts'
import { CommandIdentifier, Identifier, limits, Milliseconds, Words } from './text.ts'

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * `POST /api/v1/shopper/session`, at each load; 201 where somebody new begins. With a known bearer token it only refreshes, a
 * customer's only where `identity` is presented with it.
 */
export const ShopperSessionRequest = Type.Object(
  {
    store: Identifier<StoreId>('The store that answers'),
    identity: Type.Optional(
      Type.String({
        maxLength: 4_000,
        description:
          'A token (JWT, HS256, at most five minutes) signed by the retailer: `sub` is the customer number, `name` optional. At each load, for as long as the customer is signed in to the shop.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ShopperSessionRequest = Static<typeof ShopperSessionRequest>

/**
 * OF7: there while the store is closed, so that nobody of it is asked; absent while it is open. `opensAt` is `null` where nobody
 * knows when it opens again.
 */
const closed = Type.Optional(
  Type.Object(
    { opensAt: nullable(Milliseconds('When the store opens again')) },
    { description: 'There while the store is closed, and only then (OF7)' },
  ),
)

export const ShopperSession = Type.Object({
  token: Type.String({ description: 'Bearer token; kept by the widget, shown once' }),
  shopper: Identifier<ShopperId>('The shopper'),
  name: nullable(Type.String({ description: 'The name last given, or the retailer’s' })),
  isReturning: Type.Boolean(),
  store: Type.Object({ id: Identifier<StoreId>('The store'), name: Type.String() }),
  /** The open chat, or the last one while it can be reopened. */
  chat: nullable(Identifier<ChatId>('The chat to show')),
  closed,
})
export type ShopperSession = Static<typeof ShopperSession>

export const ProductSent = Type.Object(
  {
    title: Words(limits.productTitle, 'The product'),
    url: Type.Optional(Type.String({ maxLength: limits.url, pattern: '^https?://' })),
    imageUrl: Type.Optional(Type.String({ maxLength: limits.url, pattern: '^https?://' })),
    price: Type.Optional(Type.String({ maxLength: 40, description: 'As the shop writes it' })),
    viewedAt: Type.Optional(Milliseconds('When, on the shopper’s own clock')),
  },
  { additionalProperties: false },
)
export type ProductSent = Static<typeof ProductSent>

/** `POST /api/v1/shopper/chats`: asks the question; 201 with {@link ShopperChat}, also for a retry. */
export const AskQuestion = Type.Object(
  {
    id: CommandIdentifier,
    question: Words(limits.question, 'The question, as plain text'),
    name: Type.Optional(Words(limits.name, 'The shopper’s name')),
    lookingAt: Type.Optional(ProductSent),
    viewed: Type.Optional(Type.Array(ProductSent, { maxItems: limits.productsViewed, description: 'Newest first' })),
    /** From the browser: they have been on the site on an earlier visit. */
    isReturningVisitor: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type AskQuestion = Static<typeof AskQuestion>

/** `POST /api/v1/shopper/chats/<chat>/messages`. In an ended chat within the visit it reopens the chat (EN1). */
export const WriteMessage = Type.Object(
  { id: CommandIdentifier, text: Words(limits.message, 'The message, as plain text') },
  { additionalProperties: false },
)
export type WriteMessage = Static<typeof WriteMessage>

/** `POST /api/v1/shopper/chats/<chat>/contact`: leaves a message with a contact (MI1, OF7). */
export const LeaveContact = Type.Object(
  {
    id: CommandIdentifier,
    address: Words(limits.contact, 'An e-mail address or telephone number'),
    text: Type.Optional(Words(limits.message, 'Anything to add to the question')),
  },
  { additionalProperties: false },
)
export type LeaveContact = Static<typeof LeaveContact>

/** `POST /api/v1/shopper/chats/<chat>/end`. */
export const EndByShopper = Type.Object({ id: CommandIdentifier }, { additionalProperties: false })
export type EndByShopper = Static<typeof EndByShopper>

/**
 * Where the chat stands, as the shopper is told: `asking` (`asked` members are being rung now; 0 while the next is sought),
 * `nobody` (OF7: invited to leave a message, the request runs on), `talking` (`with` has it), `missed` (MI1: invited to leave
 * a message), `ended`.
 */
export const ShopperChat = Type.Object(
  {
    chat: Identifier<ChatId>('The chat'),
    stands: Type.Union([
      Type.Literal('asking'),
      Type.Literal('nobody'),
      Type.Literal('talking'),
      Type.Literal('missed'),
      Type.Literal('ended'),
    ]),
    asked: Type.Integer({ description: 'asking: how many of the team are being rung at this moment' }),
    askedInAll: Type.Integer({ description: 'how many different members have been rung for this chat so far' }),
    with: nullable(Type.String({ description: 'talking: the member’s name; ended: whoever had it last' })),
    endedBy: nullable(Type.Union([Type.Literal('member'), Type.Literal('shopper'), Type.Literal('absence')])),
    hasLeftContact: Type.Boolean(),
    /** While ended: writing still reopens it. */
    canReopen: Type.Boolean(),
    /** Beside `nobody` and `missed`: why nobody can be asked. */
    closed,
  },
  {
    examples: [
      {
        chat: '01932f6e-5b7c-7a3e-9c4d-2f1e8a6b7c5d',
        stands: 'asking',
        asked: 3,
        askedInAll: 3,
        with: null,
        endedBy: null,
        hasLeftContact: false,
        canReopen: false,
      },
    ],
  },
)
export type ShopperChat = Static<typeof ShopperChat>

export const ShopperMessage = Type.Object({
  number: Type.Integer({ description: 'Its place in the conversation, from 1' }),
  id: Type.String({ description: 'The identifier it was sent under' }),
  from: Type.Union([Type.Literal('shopper'), Type.Literal('member')]),
  name: nullable(Type.String({ description: 'The member’s name' })),
  text: Type.String(),
  at: Milliseconds('When the server took it'),
})
export type ShopperMessage = Static<typeof ShopperMessage>

/** `GET /api/v1/shopper/chats/<chat>/messages?after=N`: a page of the conversation, in order. */
export const ShopperMessages = Type.Object({
  messages: Type.Array(ShopperMessage),
  hasMore: Type.Boolean({ description: 'Ask again with `after` set to the last number.' }),
})
export type ShopperMessages = Static<typeof ShopperMessages>

/**
 * `GET /api/v1/shopper/chats/<chat>/events` (`text/event-stream`). Event `chat` carries a {@link ShopperChat}, event `message`
 * a {@link ShopperMessage}; each has an `id` to resume from with `Last-Event-ID`: the messages missed meanwhile come first,
 * then how the chat stands. A comment comes at least every ten seconds; silence for longer means that the connection is dead.
 *
 * The client echoes what it hears with `POST /api/v1/shopper/chats/<chat>/here` (204, no body), at most every
 * {@link echoEveryMs}: once it has, its silence for {@link shopperSilenceMs} closes the stream.
 */
export const streamHeartbeatMs = 10_000
/** Half of the above, so that of two echoes in a row one may be lost. */
export const echoEveryMs = 5_000
/** Leaves whoever is there after all the rest of twenty seconds to come back (OF1). */
export const shopperSilenceMs = 15_000
