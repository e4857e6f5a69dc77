/** What the staff app asks by HTTP beside commands: the session, a chat's shopping history and words. Signing in: device.ts. */
import { type Static, Type } from 'typebox'
import type { ChatId, DeviceId, MemberId, RetailerId, ShiftId, StoreId } from '../identifiers.ts'
import { Identifier, Milliseconds } from './text.ts'

const name = Type.String({ description: 'A name, as plain text' })
/** A store and the faces of its team. */
export const StoreFace = Type.Object({
  id: Identifier<StoreId>('The store'),
  name,
  members: Type.Array(
    Type.Object({
      id: Identifier<MemberId>('The member'),
      name,
      role: Type.Union([Type.Literal('associate'), Type.Literal('manager'), Type.Literal('admin')]),
    }),
  ),
})

/** `GET /api/v1/stores`: what apps of version 1 ask for; nobody can sign in by it any more. */
export const SignInFaces = Type.Object({
  retailer: Type.Object({ id: Identifier<RetailerId>('The retailer'), name }),
  stores: Type.Array(StoreFace),
})
export type SignInFaces = Static<typeof SignInFaces>

/** The languages that the staff app speaks (ISO 639). */
export const Language = Type.Union([Type.Literal('en'), Type.Literal('de'), Type.Literal('fr'), Type.Literal('es')])
export type Language = Static<typeof Language>

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const ChosenLanguage = nullable(Language)

/** `PUT /api/v1/me/language` */
export const LanguageChoice = Type.Object({ language: ChosenLanguage }, { additionalProperties: false })
export type LanguageChoice = Static<typeof LanguageChoice>

/**
 * `GET /api/v1/session`; 401 where nobody is signed in. `DELETE /api/v1/session` signs out. `POST /api/v1/session/lock` locks it:
 * it goes on ringing and takes commands, and shows no words (423 `shift-locked`) until `POST /api/v1/session/unlock`.
 */
export const Session = Type.Object({
  shift: Identifier<ShiftId>('Goes into every command'),
  member: Type.Object({ id: Identifier<MemberId>('The member'), name, role: Type.String() }),
  store: Type.Object({ id: Identifier<StoreId>('The store'), name }),
  retailer: Type.Object({ id: Identifier<RetailerId>('The retailer'), name, locale: Type.String(), currency: Type.String() }),
  /** What the member chose; `null`: they follow the browser. Absent from servers of before there were languages. */
  language: Type.Optional(ChosenLanguage),
  /** The device that the shift is on. Absent from servers of version 1. */
  device: Type.Optional(Identifier<DeviceId>('The device’s key in the presence document')),
  /** Since when it is locked; `null` while it is not. */
  lockedAt: Type.Optional(nullable(Milliseconds('Since when'))),
  /** A device that nobody touches for so long locks itself. */
  idleLockMs: Type.Optional(Type.Integer({ description: 'The store’s, in milliseconds' })),
  protocolVersion: Type.Integer(),
})
export type Session = Static<typeof Session>

export const ViewedProduct = Type.Object({
  title: Type.String(),
  url: nullable(Type.String()),
  imageUrl: nullable(Type.String()),
  price: nullable(Type.String()),
  viewedAt: nullable(Milliseconds('When, on the shopper’s own clock')),
})

/** `GET /api/v1/chats/<chat>/history`: for the holder of the chat and whoever was served in it. */
export const ShoppingHistory = Type.Object({
  /** Newest first; at most fifty, `ordersInAll` says how many there are. */
  orders: Type.Array(
    Type.Object({
      number: Type.String(),
      orderedAt: Milliseconds('When it was ordered'),
      currency: Type.String({ description: 'ISO 4217' }),
      totalMinor: Type.Integer({ description: 'In the currency’s smallest unit; without cancelled lines' }),
      lines: Type.Array(
        Type.Object({
          product: Type.String({ description: 'The stock code' }),
          title: Type.String(),
          quantity: Type.Integer(),
          unitPriceMinor: Type.Integer({ description: 'In the currency’s smallest unit, rounded' }),
          cancelledQuantity: Type.Integer({ description: '0 where nothing of it was cancelled' }),
        }),
      ),
    }),
  ),
  ordersInAll: Type.Integer(),
  viewed: Type.Array(ViewedProduct),
  earlierChats: Type.Array(
    Type.Object({
      chat: Identifier<ChatId>('The chat'),
      question: Type.String(),
      openedAt: Milliseconds('When it was opened'),
      withMember: nullable(name),
      minutes: nullable(Type.Integer()),
    }),
  ),
})
export type ShoppingHistory = Static<typeof ShoppingHistory>

const ChatMessage = Type.Object({
  number: Type.Integer({ description: 'Its place in the conversation, from 1' }),
  id: Type.String({ description: 'The identifier it was sent under' }),
  from: Type.Union([Type.Literal('shopper'), Type.Literal('member')]),
  member: nullable(Type.Object({ id: Identifier<MemberId>('The member'), name })),
  text: Type.String(),
  at: Milliseconds('When the server took it'),
})

/** `GET /api/v1/chats/<chat>/messages?after=N`: a page of the conversation, for its holder and, while missed, for the team. */
export const ChatMessages = Type.Object({
  messages: Type.Array(ChatMessage),
  hasMore: Type.Boolean({ description: 'Ask again with `after` set to the last number.' }),
})
export type ChatMessages = Static<typeof ChatMessages>
