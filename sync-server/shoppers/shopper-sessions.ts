/**
 * Shoppers' sessions. A bearer token stands for one shopper at one store: 32 random bytes that only we can have given, a dot,
 * and the store that the widget was set up for. The shopper is found by the random part; the store needs no keeping, because
 * a shopper may move between the stores of a retailer.
 *
 * A visitor is whoever has the token. A customer is only for as long as the page says so: where it presents no identity they have
 * signed out of the shop, and whoever uses the browser then is a visitor of whom nothing is known.
 */
import type { ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import { tokenHash } from '../http/secrets.ts'
import type { Retailer, Store } from '../storage/directory.ts'
import type { Shopper } from '../storage/shoppers.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { expiredIdentity, type Identity, type PresentedIdentity } from './identity.ts'

/** A shopper who asks, at the store their token is for. */
export interface ShopperAsking {
  readonly shopper: Shopper
  readonly store: Store
  readonly retailer: Retailer
}

export interface ShopperSessions {
  /** By the `Authorization` header. `null` for no token, or one that nobody has. */
  find(authorization: string | undefined): Promise<ShopperAsking | null>
  /**
   * Goes on with the session of the header where it is the same retailer's and person's, else begins one. Throws
   * `identity-refused` where an identity that is not fresh would have to say who somebody is.
   */
  begin(start: Beginning): Promise<{ readonly asking: ShopperAsking; readonly token: string; readonly isNew: boolean }>
}

interface Beginning {
  readonly authorization: string | undefined
  readonly store: Store
  readonly retailer: Retailer
  /** What the page presents; `null` for nothing. */
  readonly identity: PresentedIdentity | null
}

export interface ShopperSessionParts {
  readonly storage: ChatStorage
  readonly clock: Clock
  readonly newIdentifier: () => string
  readonly randomToken: () => string
}

export function createShopperSessions(parts: ShopperSessionParts): ShopperSessions {
  const { storage, clock, newIdentifier, randomToken } = parts

  async function shopperBy(secret: string): Promise<Shopper | null> {
    return storage.shoppers.findByToken(tokenHash(secret))
  }

  async function add(retailer: Retailer, identity: Identity | null, secret: string): Promise<Shopper> {
    const shopper: Shopper = {
      id: newIdentifier() as ShopperId,
      retailer: retailer.id,
      tokenHash: tokenHash(secret),
      customer: identity?.customer ?? null,
      name: identity?.name ?? null,
      firstSeenAt: Math.floor(clock.now()),
    }
    await storage.shoppers.add(shopper)
    return shopper
  }

  /** The retailer's word on who a visitor is; a name that the shopper gave themselves stays. */
  async function identified(shopper: Shopper, identity: Identity | null): Promise<Shopper> {
    if (!identity) return shopper
    const name = shopper.name ?? identity.name
    const change = { customer: identity.customer, ...(name === null ? {} : { name }) }
    if (shopper.customer !== identity.customer || shopper.name !== name) await storage.shoppers.update(shopper.id, change)
    return { ...shopper, customer: identity.customer, name }
  }

  return {
    async find(authorization) {
      const token = tokenIn(authorization)
      const shopper = token && (await shopperBy(token.secret))
      if (!token || !shopper) return null
      const store = await storage.directory.store(token.store)
      if (store?.retailer !== shopper.retailer) return null
      const retailer = await storage.directory.retailer(store.retailer)
      return retailer && { shopper, store, retailer }
    },

    async begin({ authorization, store, retailer, identity }) {
      const token = tokenIn(authorization)
      const known = token && (await shopperBy(token.secret))
      if (token && known && known.retailer === retailer.id && isSamePerson(known, identity)) {
        const shopper = await identified(known, identity?.isFresh ? identity : null)
        return { asking: { shopper, store, retailer }, token: tokenFor(token.secret, store), isNew: false }
      }
      if (identity?.isFresh === false) throw expiredIdentity()
      const secret = randomToken()
      const shopper = await add(retailer, identity, secret)
      return { asking: { shopper, store, retailer }, token: tokenFor(secret, store), isNew: true }
    },
  }
}

/**
 * Another customer in the same browser is another shopper, and so is a visitor after a customer: what the first one said is not
 * theirs to see. A visitor becomes the customer whom a fresh identity names.
 */
function isSamePerson({ customer }: Shopper, identity: PresentedIdentity | null): boolean {
  if (identity === null) return customer === null
  return customer === identity.customer || (customer === null && identity.isFresh)
}

function tokenFor(secret: string, store: Store): string {
  return `${secret}.${store.id}`
}

function tokenIn(authorization: string | undefined): { readonly secret: string; readonly store: StoreId } | null {
  const found = /^Bearer ([A-Za-z0-9_-]{43})\.([A-Za-z0-9_.-]{1,100})$/i.exec(authorization ?? '')
  return found?.[1] && found[2] ? { secret: found[1], store: found[2] as StoreId } : null
}
