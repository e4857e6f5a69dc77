/** Managers and admins in the console of a test's shop: the demo's own, and those of a second retailer beside it. */
import type { MemberId, RetailerId, StoreId } from '../../../src/identifiers.ts'
import type { ConsoleSession } from '../../../src/protocol/console-entry.ts'
import { hashPassword } from '../../../sync-server/console/password.ts'
import { demoPassword } from '../../../sync-server/demo/demo-data.ts'
import { tokenHash } from '../../../sync-server/http/secrets.ts'
import { hashPin } from '../../../sync-server/members/pin.ts'
import type { Answered, Ask, Shop } from '../http/shop.ts'

export const greta = 'greta@marlow-finch.example'
export const emma = 'emma@marlow-finch.example'

export class TestManager {
  readonly shop: Shop
  readonly session: ConsoleSession
  readonly cookie: string

  constructor(shop: Shop, session: ConsoleSession, cookie: string) {
    this.shop = shop
    this.session = session
    this.cookie = cookie
  }

  /** `path` comes after `/api/v1/console`. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, more: Ask = {}): Promise<Answered> {
    const headers = { cookie: this.cookie, ...more.headers }
    return this.shop.ask(method, `/api/v1/console${path}`, { ...more, headers, ...(body === undefined ? {} : { body }) })
  }

  /** The answer's body, where it went well. */
  async granted<Body>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Body> {
    const answered = await this.ask(method, path, body)
    if (answered.status >= 300) throw new Error(`${method} ${path}: ${answered.text}`)
    return answered.body as Body
  }

  /** The actions of the audit trail, the oldest first. */
  async actions(): Promise<readonly string[]> {
    const page = await this.granted<{ entries: { action: string }[] }>('GET', '/audit')
    return page.entries.map(({ action }) => action).reverse()
  }
}

export function tryToEnter(shop: Shop, login: string, password: string, more: Ask = {}): Promise<Answered> {
  return shop.ask('POST', '/api/v1/console/session', { ...more, body: { login, password } })
}

/** With a password, through the front door. */
export async function signIn(shop: Shop, login: string, password = demoPassword): Promise<TestManager> {
  const answered = await tryToEnter(shop, login, password)
  if (answered.status !== 201) throw new Error(`${login} cannot enter: ${answered.text}`)
  return new TestManager(shop, answered.body as ConsoleSession, cookieOf(answered))
}

/** As if they had signed in: passwords are slow on purpose. */
export async function enter(shop: Shop, login: string): Promise<TestManager> {
  const account = await shop.storage.accounts.byLogin(login)
  if (!account) throw new Error(`${login} has no account.`)
  sessions += 1
  const token = `session-${sessions}`
  const startedAt = Math.floor(shop.clock.now())
  const session = { id: token, tokenHash: tokenHash(token), member: account.member, startedAt, expiresAt: startedAt + 43_200_000 }
  await shop.storage.accounts.startSession(session)
  const cookie = `shopbell_console=${token}`
  const answered = await shop.ask('GET', '/api/v1/console/session', { headers: { cookie } })
  return new TestManager(shop, answered.body as ConsoleSession, cookie)
}
let sessions = 0

export function cookieOf({ headers }: Answered): string {
  return String([headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
}

const rivalStore = 'rival-store' as StoreId
export const zoe = 'zoe@rival.example'

/** Another retailer on the same server, with a store, an admin and an associate. */
export async function addRival({ storage }: Shop): Promise<void> {
  const retailer = {
    id: 'rival' as RetailerId,
    name: 'Rival & Sons',
    locale: 'fr-FR',
    currency: 'EUR',
    signingSecret: 'x'.repeat(43),
    allowedSites: [],
    isDemo: false,
  }
  await storage.setUp.addRetailer(retailer)
  await storage.setUp.addStore({ id: rivalStore, retailer: retailer.id, name: 'Rue de Rivoli', idleLockMs: 60_000 })
  const member = { store: rivalStore, pinHash: await hashPin('8305'), language: null, removedAt: null } as const
  await storage.setUp.addMember({ ...member, id: 'zoe' as MemberId, name: 'Zoé', role: 'admin' })
  await storage.setUp.addMember({ ...member, id: 'yann' as MemberId, name: 'Yann', role: 'associate' })
  await storage.accounts.put({ member: 'zoe' as MemberId, login: zoe, passwordHash: await hashPassword(demoPassword) })
}
