/** Keeping and forgetting: who is found, what is removed and in which pieces, and how a log loses its oldest events. */
import { sql } from 'kysely'
import type { StoreEvent } from '../../../src/decider/events.ts'
import { type StoreState, stateFormat } from '../../../src/decider/state.ts'
import type { ChatId, RetailerId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Erasure, Keeping, Leftover } from '../keeping.ts'
import { removeOldAsides } from './copies.ts'
import { chatName, customerName, erasedHash, shopperName } from './erased-names.ts'
import type { Statements } from './statements.ts'
import type { Wiping } from './wiping.ts'

const shopperColumns = [
  'shopper.id',
  'shopper.retailer',
  'shopper.token_hash as tokenHash',
  'shopper.customer',
  'shopper.name',
  'shopper.first_seen_at as firstSeenAt',
] as const

export function sqliteKeeping(statements: Statements, file: string, wiping: Wiping): Keeping {
  const ofCustomer = statements.prepare((db, given: { retailer: RetailerId; customer: string }) =>
    db
      .selectFrom('shopper')
      .select(shopperColumns)
      .where('retailer', '=', given.retailer)
      .where('customer', '=', given.customer)
      .orderBy('first_seen_at')
      .orderBy('id'),
  )
  const withContact = statements.prepare((db, given: { retailer: RetailerId; address: string }) =>
    db
      .selectFrom('conversation')
      .innerJoin('shopper', 'shopper.id', 'conversation.shopper')
      .select(shopperColumns)
      .distinct()
      .where('shopper.retailer', '=', given.retailer)
      .where('contact_address', 'is not', null)
      .where(sql<boolean>`contact_address = ${given.address} collate nocase`)
      .orderBy('first_seen_at')
      .orderBy('shopper.id'),
  )
  const chatsOf = statements.prepare((db, given: { shopper: ShopperId }) =>
    db.selectFrom('conversation').select(['chat', 'store']).where('shopper', '=', given.shopper),
  )
  const removeShopper = statements.prepare((db, given: { shopper: ShopperId; retailer: RetailerId }) =>
    db.deleteFrom('shopper').where('id', '=', given.shopper).where('retailer', '=', given.retailer),
  )
  const noteErased = statements.prepare((db, given: { hash: string; at: number }) =>
    db
      .insertInto('erased')
      .values({ hash: given.hash, at: given.at })
      .onConflict((on) => on.doNothing()),
  )
  const findErased = statements.prepare((db, given: { hash: string }) =>
    db.selectFrom('erased').select('hash').where('hash', '=', given.hash),
  )
  const leave = statements.prepare(
    (db, given: { what: 'shopper' | 'chat' | 'orders'; owner: string; name: string; at: number }) =>
      db
        .insertInto('erasing')
        .values({ what: given.what, owner: given.owner, name: given.name, at: given.at })
        .onConflict((on) => on.doNothing()),
  )
  const leftOver = statements.prepare((db, given: { most: number }) =>
    db
      .selectFrom('erasing')
      .select(['what', 'owner', 'name'])
      .where('what', '!=', 'shopper')
      .orderBy('at')
      .orderBy('what')
      .orderBy('name')
      .limit(given.most),
  )
  const done = statements.prepare((db, given: { what: 'chat' | 'orders'; owner: string; name: string }) =>
    db.deleteFrom('erasing').where('what', '=', given.what).where('owner', '=', given.owner).where('name', '=', given.name),
  )
  const erasedLately = statements.prepare((db) => db.selectFrom('erasing').select(['name', 'at']).where('what', '=', 'shopper'))
  const forgetErased = statements.prepare((db, given: { before: number }) =>
    db.deleteFrom('erasing').where('what', '=', 'shopper').where('at', '<', given.before),
  )
  const removeMessages = statements.prepare((db, given: { chat: ChatId; most: number }) =>
    db
      .deleteFrom('message')
      .where('chat', '=', given.chat)
      .where('number', 'in', (part) =>
        part.selectFrom('message').select('number').where('chat', '=', given.chat).orderBy('number').limit(given.most),
      ),
  )
  const removeConversation = statements.prepare((db, given: { chat: ChatId }) =>
    db.deleteFrom('conversation').where('chat', '=', given.chat),
  )
  const removeLines = statements.prepare((db, given: { retailer: RetailerId; customer: string; most: number }) =>
    db
      .deleteFrom('order_line')
      .where(
        sql`rowid`,
        'in',
        sql`(select rowid from order_line where retailer = ${given.retailer} and customer = ${given.customer} limit ${given.most})`,
      ),
  )
  const retention = statements.prepare((db, given: { retailer: RetailerId }) =>
    db
      .selectFrom('retention')
      .select(['conversation_days as conversationDays', 'log_days as logDays'])
      .where('retailer', '=', given.retailer),
  )
  const putRetention = statements.prepare((db, given: { retailer: RetailerId; conversationDays: number; logDays: number }) =>
    db
      .insertInto('retention')
      .values({ retailer: given.retailer, conversation_days: given.conversationDays, log_days: given.logDays })
      .onConflict((on) =>
        on.column('retailer').doUpdateSet((row) => ({
          conversation_days: row.ref('excluded.conversation_days'),
          log_days: row.ref('excluded.log_days'),
        })),
      ),
  )
  const endedBefore = statements.prepare((db, given: { retailer: RetailerId; before: number; most: number }) =>
    db
      .selectFrom('conversation')
      .select(['chat', 'store'])
      .where('ended_at', 'is not', null)
      .where('ended_at', '<', given.before)
      .where('store', 'in', (part) => part.selectFrom('store').select('id').where('retailer', '=', given.retailer))
      .orderBy('ended_at')
      .limit(given.most),
  )
  const shoppersAfter = statements.prepare((db, given: { retailer: RetailerId; after: string; most: number }) =>
    db
      .selectFrom('shopper')
      .select((row) => [
        'id',
        'first_seen_at as firstSeenAt',
        row
          .exists(row.selectFrom('conversation').select('chat').whereRef('conversation.shopper', '=', 'shopper.id'))
          .as('hasChatted'),
      ])
      .where('retailer', '=', given.retailer)
      .where('id', '>', sql<ShopperId>`${given.after}`)
      .orderBy('id')
      .limit(given.most),
  )
  const baseOf = statements.prepare((db, given: { store: StoreId }) =>
    db.selectFrom('log_base').select(['version', 'format', 'state']).where('store', '=', given.store),
  )
  const firstEvents = statements.prepare((db, given: { store: StoreId; most: number }) =>
    db.selectFrom('event').select(['at', 'body']).where('store', '=', given.store).orderBy('version').limit(given.most),
  )
  const putBase = statements.prepare((db, given: { store: StoreId; version: number; format: number; state: string }) =>
    db
      .insertInto('log_base')
      .values({ store: given.store, version: given.version, format: given.format, state: given.state })
      .onConflict((on) =>
        on.column('store').doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          format: row.ref('excluded.format'),
          state: row.ref('excluded.state'),
        })),
      ),
  )
  const cutEvents = statements.prepare((db, given: { store: StoreId; version: number }) =>
    db.deleteFrom('event').where('store', '=', given.store).where('version', '<=', given.version),
  )

  function leaveChats(shopper: ShopperId, at: number): void {
    for (const { chat, store } of chatsOf.all({ shopper })) {
      noteErased.run({ hash: erasedHash(chatName(store, chat)), at })
      leave.run({ what: 'chat', owner: store, name: chat, at })
    }
  }

  function begin({ retailer, shoppers, ordersOf, at }: Erasure): void {
    for (const shopper of shoppers) {
      if (removeShopper.run({ shopper, retailer }) === 0) continue
      noteErased.run({ hash: erasedHash(shopperName(shopper)), at })
      leave.run({ what: 'shopper', owner: retailer, name: shopper, at })
      leaveChats(shopper, at)
    }
    if (ordersOf === null) return
    noteErased.run({ hash: erasedHash(customerName(retailer, ordersOf)), at })
    leave.run({ what: 'orders', owner: retailer, name: ordersOf, at })
  }

  function remove(leftover: Leftover, most: number): boolean {
    if (leftover.what === 'orders') {
      const { retailer, customer } = leftover
      if (removeLines.run({ retailer, customer, most }) === most) return false
      done.run({ what: 'orders', owner: retailer, name: customer })
      return true
    }
    const { chat, store } = leftover
    if (removeMessages.run({ chat, most }) === most) return false
    removeConversation.run({ chat })
    done.run({ what: 'chat', owner: store, name: chat })
    return true
  }

  return {
    shoppersOfCustomer: (retailer, customer) =>
      statements.attempt('The customer could not be looked for', () => ofCustomer.all({ retailer, customer })),
    shoppersWithContact: (retailer, address) =>
      statements.attempt('The contact could not be looked for', () => withContact.all({ retailer, address })),

    beginErasure: (erasure) => statements.transaction('The erasure could not be begun', () => begin(erasure)),
    leftovers: (most) =>
      statements.attempt('What erasures have left to do could not be read', () => leftOver.all({ most }).map(leftoverOf)),
    remove: (leftover, most) => statements.transaction('What is to be erased could not be removed', () => remove(leftover, most)),
    eraseLatecomers: (forgetBefore) =>
      statements.transaction('Those who were erased could not be looked for', () => {
        for (const { name, at } of erasedLately.all({})) leaveChats(name as ShopperId, at)
        forgetErased.run({ before: forgetBefore })
      }),
    wasErased: (store, chat) =>
      statements.attempt(
        'Whether the chat was erased could not be read',
        () => findErased.first({ hash: erasedHash(chatName(store, chat)) }) !== null,
      ),

    retention: (retailer) => statements.attempt('The retention could not be read', () => retention.first({ retailer })),
    setRetention: (retailer, { conversationDays, logDays }) =>
      statements.attempt('The retention could not be changed', () => {
        putRetention.run({ retailer, conversationDays, logDays })
      }),
    endedBefore: (retailer, before, most) =>
      statements.attempt('The chats whose time is over could not be read', () =>
        endedBefore.all({ retailer, before, most }).map((row) => ({ what: 'chat', ...row }) as const),
      ),
    removeIdleShoppers: (retailer, firstSeenBefore, after, most) =>
      statements.transaction('Shoppers whose time is over could not be removed', () => {
        const found = shoppersAfter.all({ retailer, after: after ?? '', most })
        for (const { id, firstSeenAt, hasChatted } of found)
          if (!hasChatted && firstSeenAt < firstSeenBefore) removeShopper.run({ shopper: id, retailer })
        return found.length < most ? null : (found.at(-1)?.id ?? null)
      }),

    oldestEvents: (store, before, most) =>
      statements.attempt(`The beginning of the log of store ${store} could not be read`, () => {
        const base = baseOf.first({ store })
        const old = firstEvents.all({ store, most })
        const young = old.findIndex(({ at }) => at >= before)
        return {
          base: base && base.format === stateFormat ? (JSON.parse(base.state) as StoreState) : null,
          // What a base of another format was made of is gone: nothing more is cut from such a log.
          events: base && base.format !== stateFormat ? [] : (young < 0 ? old : old.slice(0, young)).map(eventOf),
        }
      }),
    cutLog: (store, base) =>
      statements.transaction(`The log of store ${store} could not be cut`, () => {
        putBase.run({ store, version: base.version, format: stateFormat, state: JSON.stringify(base) })
        cutEvents.run({ store, version: base.version })
      }),

    wipe: (part) => statements.attempt('The file could not be wiped', () => wiping.part(part)),
    removeOldCopies: (before) => statements.attempt('Old copies could not be removed', () => removeOldAsides(file, before)),
  }
}

function leftoverOf({ what, owner, name }: { what: 'shopper' | 'chat' | 'orders'; owner: string; name: string }): Leftover {
  return what === 'orders'
    ? { what, customer: name, retailer: owner as RetailerId }
    : { what: 'chat', chat: name as ChatId, store: owner as StoreId }
}

const eventOf = ({ body }: { body: string }) => JSON.parse(body) as StoreEvent
