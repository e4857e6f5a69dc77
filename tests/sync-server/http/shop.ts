/**
 * A whole shop for a test of the HTTP interface: the real server over a real database file, the real coordinator, the demo's
 * stores and people. Every answer is held against the API's own description, so that no test can pass on an undescribed one.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { Registry } from 'prom-client'
import { v7 as newIdentifier } from 'uuid'
import type { ChatId, DeviceId, MemberId, StoreId } from '../../../src/identifiers.ts'
import type { MemberCommand } from '../../../src/protocol/commands.ts'
import type { DeviceChallenge } from '../../../src/protocol/device.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat, ShopperSession } from '../../../src/protocol/shopper.ts'
import type { Session } from '../../../src/protocol/staff.ts'
import type { Clock } from '../../../sync-server/clock.ts'
import { type Config, readConfig } from '../../../sync-server/config.ts'
import { createCoordinator, type RunningCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { demoStores } from '../../../sync-server/demo/demo-data.ts'
import { ensureDemo } from '../../../sync-server/demo/ensure-demo.ts'
import { createStoresHours } from '../../../sync-server/hours/store-hours.ts'
import { tokenHash } from '../../../sync-server/http/secrets.ts'
import { buildHttpServer } from '../../../sync-server/http/server.ts'
import { createDataKeeping } from '../../../sync-server/keeping/data-keeping.ts'
import { createEraser } from '../../../sync-server/keeping/eraser.ts'
import { createHousekeeping } from '../../../sync-server/keeping/housekeeping.ts'
import type { KeepingRecord } from '../../../sync-server/keeping/record.ts'
import { createSessions, type Sessions } from '../../../sync-server/members/sessions.ts'
import { createTeamChanges } from '../../../sync-server/members/team-changes.ts'
import { createBellChecks } from '../../../sync-server/push/bell-checks.ts'
import { createPush, type PushParts } from '../../../sync-server/push/push.ts'
import { createSubscriptions } from '../../../sync-server/push/subscriptions.ts'
import type { Device } from '../../../sync-server/storage/devices.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { DeviceKey } from '../../support/device.ts'
import { describedAnswer } from './described-answer.ts'

export const oxfordStreet = 'oxford-street' as StoreId
export const brightonLanes = 'brighton-lanes' as StoreId

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  /** As described; a test says which of the described bodies it takes it for. */
  readonly body: unknown
  readonly text: string
}

export interface ShopOptions {
  readonly clock?: Clock
  readonly config?: Partial<Config>
  /** Puts something between the server and its storage. */
  readonly through?: (storage: Storage) => Storage
  readonly hasDemo?: boolean
  readonly builtPages?: string
  /** Whether a page of everybody's echoes the server; it does unless told otherwise. */
  readonly isHeard?: boolean
  /** Whom to trust among push services, and where their names lead. */
  readonly network?: PushParts['network']
}

/** Opens a shop; `close` it when the tests are over. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const { clock = systemClock(), through = (storage) => storage, hasDemo = true, isHeard = true } = options
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-http-'))
  const log = pino({ level: 'silent' })
  const randomToken = () => randomBytes(32).toString('base64url')
  const storage = await openSqliteStorage({ file: databaseFile(folder) })
  const between = through(storage)
  const config = { ...defaults(), ...options.config }
  const metrics = new Registry()
  const team = demoStores.flatMap(({ members }) => members.map(({ id }) => id))
  const coordinator = createCoordinator({
    storage: between,
    clock,
    log,
    heardAt: () => Object.fromEntries(team.map((member) => [member, isHeard ? clock.now() : 0])),
    push: (store) => subscriptions.facts(store),
  })
  const subscriptions = createSubscriptions({
    storage: between,
    clock,
    log,
    onReachability: (store) => coordinator.look(store),
  })
  await subscriptions.load()
  await coordinator.start()
  const push = await createPush({
    storage: between,
    coordinator,
    subscriptions,
    clock,
    config,
    log,
    metrics,
    newIdentifier,
    chance: () => 0.5,
    ...(options.network ? { network: options.network } : {}),
  })
  if (hasDemo) await ensureDemo({ storage, coordinator, clock, randomToken })
  const sessions = createSessions({ storage: between, clock, newIdentifier, randomToken })
  sessions.onEnd((shift) => subscriptions.shiftEnded(shift))
  sessions.onStart((shift) => subscriptions.shiftStarted(shift))
  const hours = createStoresHours({ storage: between, coordinator, sessions, clock, log })
  await hours.start()
  const teams = createTeamChanges({ directory: between.directory, coordinator, clock, log })
  const eraser = createEraser({ storage: between, coordinator, clock, log })
  const records: KeepingRecord[] = []
  const app = await buildHttpServer({
    storage: between,
    coordinator,
    clock,
    config,
    log,
    metrics,
    sessions,
    hours,
    push,
    subscriptions,
    // Nobody has a page here: its frames are the rooms' business.
    bellChecks: createBellChecks({
      clock,
      subscriptions,
      bell: push.bell,
      devices: between.devices,
      log,
      ringPages: () => false,
    }),
    dataKeeping: createDataKeeping({
      storage: between,
      clock,
      log,
      record: (entry) => void records.push(entry),
      finish: eraser.finish,
    }),
    pageOf: () => null,
    lockChanged: () => {},
    teamChanged: teams.changed,
    newIdentifier,
    randomToken,
    builtPages: options.builtPages ?? join(folder, 'nothing-built'),
  })
  const close = async () => {
    await app.close()
    push.stop()
    teams.stop()
    hours.stop()
    subscriptions.stop()
    await coordinator.stop()
    await storage.close()
    rmSync(folder, { recursive: true })
  }
  const { tidy } = createHousekeeping({ storage: between, eraser, clock, log })
  return new Shop(app, storage, coordinator, sessions, clock, close, { folder, records, tidy, finishErasures: eraser.finish })
}

function defaults(): Config {
  const read = readConfig([], {})
  if (read.is !== 'config') throw new Error('The defaults are no configuration.')
  // Everybody in a test sits behind one address.
  return { ...read.config, ratesPerMinute: { ...read.config.ratesPerMinute, questions: 10_000 } }
}

export interface Ask {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly from?: string
}

/** For tests of keeping and forgetting. */
interface ShopKeeping {
  /** Where everything of the shop lies. */
  readonly folder: string
  /** What the audit trail was told. */
  readonly records: readonly KeepingRecord[]
  readonly tidy: () => Promise<void>
  readonly finishErasures: () => Promise<void>
}

export class Shop {
  readonly app: FastifyInstance
  readonly storage: Storage
  readonly coordinator: RunningCoordinator
  readonly sessions: Sessions
  readonly clock: Clock
  readonly close: () => Promise<void>
  readonly #devices = new Map<string, TestDevice>()
  readonly keeping: ShopKeeping

  constructor(
    app: FastifyInstance,
    storage: Storage,
    coordinator: RunningCoordinator,
    sessions: Sessions,
    clock: Clock,
    close: () => Promise<void>,
    keeping: ShopKeeping,
  ) {
    this.keeping = keeping
    this.close = close
    this.app = app
    this.storage = storage
    this.coordinator = coordinator
    this.sessions = sessions
    this.clock = clock
  }

  async ask(method: Method, url: string, { body, headers = {}, from = '127.0.0.1' }: Ask = {}): Promise<Answered> {
    const response = await this.app.inject({
      method,
      url,
      headers: { ...headers },
      remoteAddress: from,
      ...(body === undefined ? {} : { payload: body as string | object }),
    })
    const isJson = /json/.test(String(response.headers['content-type'] ?? ''))
    const answered = {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: isJson ? response.json() : null,
    }
    describedAnswer(this.app.swagger(), method, url.split('?')[0] ?? url, answered)
    return answered
  }

  /** A browser that is enrolled already, under a name that is its identifier; of all stores of the demo unless told otherwise. */
  async device(name: string, over: Partial<Device> = {}): Promise<TestDevice> {
    const known = this.#devices.get(name)
    if (known) return known
    const [key, token] = [await DeviceKey.make(), randomBytes(32).toString('base64url')]
    const at = Math.floor(this.clock.now())
    await this.storage.devices.add({
      id: name as DeviceId,
      store: oxfordStreet,
      owner: null,
      name,
      tokenHash: tokenHash(token),
      publicKey: key.publicKey,
      enrolledAt: at,
      enrolledBy: null,
      lastSeenAt: at,
      revokedAt: null,
      ...over,
    })
    const device = new TestDevice(this, name as DeviceId, key, `shopbell_device=${token}`)
    this.#devices.set(name, device)
    return device
  }

  async signIn(member: string, device = 'tablet-1'): Promise<TestMember> {
    const browser = await this.device(device)
    const answered = await browser.signIn(member, pinOf(member))
    if (answered.status !== 201) throw new Error(`${member} cannot sign in: ${answered.text}`)
    return new TestMember(this, browser, answered.body as Session, cookieOf(answered, 'shopbell_session'))
  }

  async visit(store: StoreId = oxfordStreet, identity?: string): Promise<TestShopper> {
    const answered = await this.ask('POST', '/api/v1/shopper/session', { body: { store, ...(identity ? { identity } : {}) } })
    if (answered.status !== 201) throw new Error(`No shopper can visit: ${answered.text}`)
    return new TestShopper(this, answered.body as ShopperSession)
  }
}

/** A command without what every command carries. */
type CommandContent = MemberCommand extends infer One ? (One extends MemberCommand ? Omit<One, 'id' | 'shift'> : never) : never

/** A browser with a key and a cookie. */
export class TestDevice {
  readonly shop: Shop
  readonly id: DeviceId
  readonly key: DeviceKey
  readonly cookie: string

  constructor(shop: Shop, id: DeviceId, key: DeviceKey, cookie: string) {
    this.shop = shop
    this.id = id
    this.key = key
    this.cookie = cookie
  }

  ask(method: Method, url: string, { headers, ...ask }: Ask = {}): Promise<Answered> {
    return this.shop.ask(method, url, { ...ask, headers: { cookie: this.cookie, ...headers } })
  }

  async challenge(): Promise<string> {
    return ((await this.ask('POST', '/api/v1/device/challenge')).body as DeviceChallenge).challenge
  }

  /** What is sent to sign in, proven. */
  async signInBody(member: string, pin: string) {
    return { member, pin, ...(await this.key.proof('sign-in', await this.challenge(), member as MemberId)) }
  }

  async signIn(member: string, pin: string, ask: Ask = {}): Promise<Answered> {
    return this.ask('POST', '/api/v1/session', { ...ask, body: await this.signInBody(member, pin) })
  }
}

export class TestMember {
  readonly shop: Shop
  readonly device: TestDevice
  readonly session: Session
  /** The session's and the device's, as the browser sends them. */
  readonly cookie: string

  constructor(shop: Shop, device: TestDevice, session: Session, cookie: string) {
    this.shop = shop
    this.device = device
    this.session = session
    this.cookie = `${cookie}; ${device.cookie}`
  }

  get id(): MemberId {
    return this.session.member.id
  }

  ask(method: Method, url: string, { headers, ...ask }: Ask = {}): Promise<Answered> {
    return this.shop.ask(method, url, { ...ask, headers: { cookie: this.cookie, ...headers } })
  }

  command(content: CommandContent, over: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    return this.ask('POST', '/api/v1/commands', { body: { id: newIdentifier(), shift: this.session.shift, ...content, ...over } })
  }

  async goAvailable(): Promise<void> {
    const now = Math.floor(this.shop.clock.now())
    const answered = await this.command({ kind: 'setWish', wish: { on: now + 1, off: now } })
    if (answered.status !== 200) throw new Error(answered.text)
  }
}

export class TestShopper {
  readonly shop: Shop
  readonly session: ShopperSession

  constructor(shop: Shop, session: ShopperSession) {
    this.shop = shop
    this.session = session
  }

  get bearer(): { readonly authorization: string } {
    return { authorization: `Bearer ${this.session.token}` }
  }

  get(path: string): Promise<Answered> {
    return this.shop.ask('GET', `/api/v1/shopper/${path}`, { headers: this.bearer })
  }

  post(path: string, content: object): Promise<Answered> {
    const body = { id: newIdentifier(), ...content }
    return this.shop.ask('POST', `/api/v1/shopper/${path}`, { headers: this.bearer, body })
  }

  /** Asks, and resolves to the chat. */
  async asks(question: string, more: object = {}): Promise<ChatId> {
    const answered = await this.post('chats', { question, ...more })
    if (answered.status !== 201) throw new Error(answered.text)
    return (answered.body as ShopperChat).chat
  }
}

export function kindOf(answered: Answered): string {
  const { type } = answered.body as Problem
  return type.replace('/problems/', '')
}

export function pinOf(member: string): string {
  const found = demoStores.flatMap(({ members }) => members).find(({ id }) => id === member)
  if (!found) throw new Error(`There is no ${member}.`)
  return found.pin
}

/** `name=value` of a cookie that an answer sets. */
export function cookieOf({ headers }: Answered, name: string): string {
  const all = [headers['set-cookie']].flat().map((line) => String(line).split(';')[0] ?? '')
  return all.find((one) => one.startsWith(`${name}=`)) ?? ''
}
