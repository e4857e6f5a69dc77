/**
 * Every identifier of a retailer's, tried by another retailer's people at every place of the interface where one can be said. It
 * goes by the interface's own description, so a new operation is tried without a word. Whatever is tried must be answered as a
 * name is that nobody has: a refusal which differs would tell that there is such a thing.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ChatId } from '../../src/identifiers.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import { protocolVersion, versionParameter } from '../../src/protocol/version.ts'
import { databaseFile } from '../../sync-server/storage/sqlite/open.ts'
import { Chance } from '../support/chance.ts'
import { type DescribedOperation, describedOperations, type Schema } from '../support/described-operations.ts'
import { folderWith, testRetailer } from '../support/retailers.ts'
import { rowsWith } from '../support/rows-of.ts'
import { sampleOf } from '../support/sample-value.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { type AtWork, putToWork, silentPushHost } from './identifiers.ts'

const alder = testRetailer('alder')
const birch = testRetailer('birch')

/** Where anybody may name somebody else's, and why. */
const publicNames: Readonly<Record<string, string>> = {
  'beginShopperSession store': 'a visitor of any shop begins there',
}

let folder: string
let server: TestServer
let theirs: AtWork
let ours: AtWork
let operations: readonly DescribedOperation[]
let before: readonly string[]

beforeAll(async () => {
  folder = await folderWith([alder, birch])
  const plenty = [
    '--rate-per-address',
    '10000000',
    '--rate-per-shift',
    '10000000',
    '--rate-per-shopper',
    '10000000',
    '--rate-questions',
    '10000000',
  ]
  server = await startServer({ data: folder, args: ['--no-demo', '--push-hosts', silentPushHost, ...plenty] })
  theirs = await putToWork(server.url, alder)
  ours = await putToWork(server.url, birch)
  operations = describedOperations(await (await fetch(`${server.url}/api/openapi.json`)).json())
  before = theirRows()
}, 120_000)
afterAll(async () => {
  theirs?.leave()
  ours?.leave()
  await server?.end()
  rmSync(folder, { recursive: true, force: true })
})

const theirNames = () => Object.values(theirs.identifiers).flat()
/** Without when a device of theirs was last heard of, and what comes of its bell check: that goes on all the while. */
const theirRows = () =>
  rowsWith(databaseFile(folder), [alder.id, ...theirNames()])
    .map((row) => row.replace(/"last_seen_at":\d+/, ''))
    .filter((row) => !row.startsWith('last_bell_check '))

// --- what is tried ------------------------------------------------------------------------------------------------------

/** A place in a request where an identifier can be said. */
interface Slot {
  readonly operation: DescribedOperation
  readonly where: 'path' | 'query' | 'body'
  /** In a body: the way to it, and which of the body's kinds it is in. */
  readonly path: readonly string[]
  readonly variant: Schema | null
}

const nameOf = ({ operation, path }: Slot) => `${operation.id} ${path.join('.')}`
const isIdentifier = ({ type, pattern }: Schema) => type === 'string' && /^\^\[(?:A-Za-z0-9|0-9a-f)\]/.test(pattern ?? '')

function slotsOf(operation: DescribedOperation): Slot[] {
  const inAddress = operation.parameters
    .filter((parameter) => parameter.in !== 'header' && parameter.schema.type !== 'integer')
    .map(({ in: where, name }): Slot => ({ operation, where: where as 'path' | 'query', path: [name], variant: null }))
  const variants = operation.body ? (operation.body.oneOf ?? [operation.body]) : []
  const inBody = variants.flatMap((variant) =>
    identifiersIn(variant).map((path): Slot => ({ operation, where: 'body', path, variant })),
  )
  return [...inAddress, ...inBody]
}

function identifiersIn({ properties = {}, items }: Schema): string[][] {
  const own = Object.entries(properties).flatMap(([name, schema]) =>
    isIdentifier(schema) ? [[name]] : identifiersIn(schema).map((path) => [name, ...path]),
  )
  return items ? [...own, ...identifiersIn(items)] : own
}

/** Whoever may ask the operation at all. */
function askers({
  security,
}: DescribedOperation): readonly (readonly [who: string, headers: Readonly<Record<string, string>>])[] {
  if (security.some((one) => one === 'session' || one === 'device')) {
    return [ours.associate, ours.manager].map((member) => [
      member.session.member.role,
      { cookie: member.cookie, origin: server.url },
    ])
  }
  if (security.includes('shopper')) return [['shopper', { authorization: `Bearer ${ours.shopper.session.token}` }]]
  return [['nobody', { origin: server.url }]]
}

async function say(slot: Slot, value: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const { operation, where, path, variant } = slot
  const own = (name: string): string => ours.identifiers[name]?.[0] ?? newIdentifier()
  const place = (name: string) => encodeURIComponent(where !== 'body' && path[0] === name ? value : own(name))
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => place(name))
  const query = where === 'query' ? `?${path[0]}=${place(path[0] ?? '')}` : ''
  const body = variant && bodyWith(variant, where === 'body' ? path : [], value)
  return fetch(`${server.url}${address}${query}`, {
    method: operation.method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(20_000),
  })
}

/** A body as one of ours would send it, but for the one name. */
function bodyWith(variant: Schema, path: readonly string[], value: string): unknown {
  const pin = birch.stores[0]?.members[0]?.pin
  const body = sampleOf(variant, 'body', {
    chance: new Chance(1),
    known: (name, schema) => {
      if (name === 'pin') return pin
      if (name === 'fence') return 1
      return isIdentifier(schema) ? (ours.identifiers[name]?.[0] ?? newIdentifier()) : undefined
    },
  })
  const [last, ...way] = [...path].reverse()
  const holder = way.reduceRight((at, key) => at[key] as Record<string, unknown>, body as Record<string, unknown>)
  if (last !== undefined && holder) holder[last] = value
  return body
}

/** What of an answer tells anything, without the name itself and what differs from one answer to the next. */
async function toldBy(response: Response, value: string): Promise<string> {
  const isStream = response.headers.get('content-type') === 'text/event-stream'
  const text = isStream ? 'a stream' : await response.text()
  if (isStream) await response.body?.cancel()
  const plain = text
    .replaceAll(value, 'IT')
    .replace(/"(?:instance|retryAfterMs|startedAt|sentAt|deliveredAt)":[^,}]*/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/"number":\d+/g, '')
  return `${response.status} ${plain}`
}

const toldOf = async (slot: Slot, value: string, headers: Readonly<Record<string, string>>) =>
  toldBy(await say(slot, value, headers), value)

/** A name in the very form of theirs that nobody has; it is used wherever theirs is, so that only its being theirs is different. */
function twinOf(name: string): string {
  const drawn = newIdentifier().slice(-12)
  return name.replace(/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-)[0-9a-f]{12}/, `$1${drawn}`).replaceAll(alder.id, 'cedar')
}

// --- what must come of it -----------------------------------------------------------------------------------------------

test('there is a name of theirs of every kind that there is', () => {
  const source = readFileSync(join(import.meta.dirname, '../../src/identifiers.ts'), 'utf8')
  const kinds = [...source.matchAll(/^export type (\w+)Id = Branded/gm)].map(([, kind = '']) => kind.toLowerCase())
  expect(kinds.length).toBeGreaterThan(8)
  expect(kinds.filter((kind) => !theirs.identifiers[kind]?.length)).toEqual([])
})

test('every name of theirs, said by ours at every place of the interface, is as unknown as one that nobody has', async () => {
  const different: string[] = []
  const twins = new Map(theirNames().map((name) => [name, twinOf(name)]))
  let tried = 0
  for (const slot of operations.flatMap(slotsOf)) {
    if (nameOf(slot) in publicNames) continue
    for (const [who, headers] of askers(slot.operation)) {
      for (const [name, twin] of twins) {
        // What is said first may change what is said next: a chat ends once, whoever names what.
        const usual = await toldOf(slot, twinOf(name), headers)
        const usualTwin = await toldOf(slot, twin, headers)
        const told = await toldOf(slot, name, headers)
        tried += 1
        if (told !== usual && told !== usualTwin)
          different.push(`${nameOf(slot)} by ${who}, ${name}: ${told} instead of ${usualTwin}`)
        const others = theirNames().filter((one) => !name.includes(one) && told.includes(one))
        if (others.length > 0) different.push(`${nameOf(slot)} by ${who}, ${name}: tells of ${others}`)
      }
    }
  }
  expect(different).toEqual([])
  expect(tried).toBeGreaterThan(500)
}, 600_000)

test('the excuses are of places that exist', () => {
  const places = new Set(operations.flatMap(slotsOf).map(nameOf))
  expect(Object.keys(publicNames).filter((place) => !places.has(place))).toEqual([])
})

describe('rooms', () => {
  const closeOf = (room: string, cookie: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(
        `${server.url.replace('http', 'ws')}/api/v1/rooms/${room}?${versionParameter}=${protocolVersion}`,
        {
          headers: { cookie, origin: server.url },
        },
      )
      socket.once('message', () => reject(new Error(`The room ${room} said something.`)))
      socket.once('close', (code, reason) => resolve(`${code} ${reason}`))
      socket.once('error', reject)
    })

  test('every name of theirs as a room is closed as that of nobody is, without a word', async () => {
    const usual = await closeOf('nobody', ours.associate.cookie)
    expect(usual).toMatch(new RegExp(`^${closeCodes.notYours} `))
    for (const name of theirNames()) expect([name, await closeOf(name, ours.associate.cookie)]).toEqual([name, usual])
  })

  test('a shopper’s token opens no room', async () => {
    const [member = ''] = theirs.identifiers.member ?? []
    expect(await closeOf(member, `shopbell_session=${ours.shopper.session.token}`)).toMatch(
      new RegExp(`^${closeCodes.notSignedIn} `),
    )
  })
})

test('what ours are told of by themselves has nothing of theirs in it', async () => {
  const headers = { cookie: ours.manager.cookie, origin: server.url }
  const lists = operations.filter(
    ({ method, path, security }) => method === 'GET' && !path.includes('{') && security.includes('session'),
  )
  expect(lists.length).toBeGreaterThan(2)
  for (const { path } of lists) {
    const text = await (await fetch(`${server.url}${path}`, { headers })).text()
    expect([path, theirNames().filter((name) => text.includes(name)), text.includes(alder.id)]).toEqual([path, [], false])
  }
  const fed = JSON.stringify([
    ours.manager.rows,
    ours.manager.team,
    ours.associate.rows,
    ours.shopper.messages,
    ours.shopper.stood,
  ])
  expect([theirNames().filter((name) => fed.includes(name)), fed.includes(alder.id)]).toEqual([[], false])
})

test('no row of theirs is gone or changed, and they work on', async () => {
  const after = new Set(theirRows())
  expect(before.length).toBeGreaterThan(15)
  expect(before.filter((row) => !after.has(row))).toEqual([])
  const [chat] = theirs.associate.chats
  expect(await theirs.associate.say(chat?.id as ChatId, chat?.fence ?? 0, 'Still here.')).toMatchObject({ ok: true })
  await theirs.shopper.until('the next words', ({ messages }) => messages.some(({ text }) => text === 'Still here.'))
})
