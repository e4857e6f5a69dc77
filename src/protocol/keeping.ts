/** What a retailer's admins ask about keeping and forgetting: a shopper's data, their erasure, and how long anything is kept. */
import { type Static, Type } from 'typebox'
import type { ChatId, RetailerId, ShopperId, StoreId } from '../identifiers.ts'
import { Identifier, limits, Words } from './text.ts'

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const time = (description: string) => Type.String({ format: 'date-time', description: `${description} (ISO 8601, UTC)` })
const strict = { additionalProperties: false } as const

const shopper = Identifier<ShopperId>('One browser of theirs')

/** Who is meant. A shopper whose customer number is known stands for every browser of that customer's. */
export const WhichShopper = Type.Object(
  {
    by: Type.Union([Type.Literal('customer'), Type.Literal('contact'), Type.Literal('shopper')], {
      description:
        'What `value` is: the retailer’s own number for them, the address that they left in a chat (capitals do not matter), or the identifier of one browser of theirs, as an export or a problem named it',
    }),
    value: Words(limits.contact, 'The number, the address or the identifier'),
  },
  strict,
)
export type WhichShopper = Static<typeof WhichShopper>

/** `POST /api/v1/shoppers/export` */
export const ExportShopper = Type.Object({ who: WhichShopper }, strict)

/** `POST /api/v1/shoppers/erase` */
export const EraseShopper = Type.Object(
  {
    who: WhichShopper,
    orders: Type.Boolean({ description: 'Their order lines too; an export of the shop that is imported later brings them back' }),
  },
  strict,
)

export const Erased = Type.Object({
  shoppers: Type.Array(shopper, { description: 'Who was erased: identifiers that mean nobody any more' }),
  chats: Type.Integer({ description: 'How many chats there were' }),
  orders: Type.Boolean({ description: 'Whether order lines were removed as well' }),
  isComplete: Type.Boolean({ description: 'False where the server could not finish; it goes on by itself' }),
})
export type Erased = Static<typeof Erased>

const days = (least: number, most: number, description: string) => Type.Integer({ minimum: least, maximum: most, description })
const figures = {
  conversationDays: days(1, 3_650, 'So many days after its end a chat’s words are removed'),
  logDays: days(7, 3_650, 'So many days after it was taken a decision leaves the log'),
}

/** `GET /api/v1/retention`, `PUT /api/v1/retention` */
export const RetentionBody = Type.Object(figures, strict)
export type RetentionBody = Static<typeof RetentionBody>

const product = {
  title: Type.String(),
  url: nullable(Type.String()),
  imageUrl: nullable(Type.String()),
  price: nullable(Type.String({ description: 'As the shop wrote it' })),
}
const name = nullable(Type.String({ description: 'As given' }))

/** Everything that is kept about one shopper, as one document for them to have. */
export const ShopperExport = Type.Object({
  format: Type.Literal('shopbell-shopper-export'),
  version: Type.Literal(1),
  exportedAt: time('When this was written'),
  retailer: Type.Object({ id: Identifier<RetailerId>('The retailer'), name: Type.String() }),
  customer: nullable(Type.String({ description: 'The retailer’s own number for them' })),
  shoppers: Type.Array(
    Type.Object({ id: shopper, name, customer: nullable(Type.String()), firstSeenAt: time('When it was first seen') }),
    { description: 'Each browser in which they used the chat, the first seen first' },
  ),
  chats: Type.Array(
    Type.Object({
      id: Identifier<ChatId>('The chat'),
      shopper,
      store: Type.Object({ id: Identifier<StoreId>('The store'), name: Type.String() }),
      openedAt: time('When they asked'),
      endedAt: nullable(time('When it ended')),
      name,
      isReturning: Type.Boolean({ description: 'They were known from before' }),
      question: Type.String(),
      lookingAt: nullable(Type.Object(product)),
      viewed: Type.Array(Type.Object({ ...product, viewedAt: nullable(time('By their own clock')) })),
      answeredBy: nullable(Type.String({ description: 'Who of the team had the chat last' })),
      contact: nullable(Type.Object({ address: Type.String(), text: Type.String(), leftAt: time('When they left it') })),
      messages: Type.Array(
        Type.Object({
          number: Type.Integer(),
          from: Type.Union([Type.Literal('shopper'), Type.Literal('member')]),
          member: nullable(Type.String({ description: 'Who of the team wrote it' })),
          text: Type.String(),
          at: time('When it was sent'),
        }),
      ),
    }),
    { description: 'The earliest first' },
  ),
  orders: Type.Array(
    Type.Object({
      order: Type.String(),
      orderedAt: time('When it was ordered'),
      product: Type.String({ description: 'The stock code' }),
      title: Type.String(),
      quantity: Type.Integer(),
      unitPrice: Type.Number({ description: 'In the currency’s unit' }),
      currency: Type.String({ description: 'ISO 4217' }),
      isCancellation: Type.Boolean({ description: 'This line takes back what an earlier order bought' }),
    }),
    { description: 'The lines of their orders, the newest order first' },
  ),
})
export type ShopperExport = Static<typeof ShopperExport>
