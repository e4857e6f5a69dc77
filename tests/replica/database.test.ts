/** What the browser keeps, in a real Chromium: over closing and opening, lost connections, a full disk, evicted data. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import type { ChatId, CommandId, DeviceId, MemberId, ShiftId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import type { Session } from '../../src/protocol/staff.ts'
import type { Database, openDatabase as open } from '../../src/replica/database.ts'
import type { OutboxEntry, RowChange } from '../../src/replica/disk.ts'
import type { earlyDatabase as early } from '../../src/replica/early-database.ts'
import type { readFirst as read } from '../../src/replica/first-reading.ts'
import { session } from '../staff/fixtures/rows.ts'
import { launchChromium, browserTest as test } from '../support/browser.ts'

declare global {
  var readFirst: typeof read
  var earlyDatabase: typeof early
  var openDatabase: typeof open
  var database: Database
}

let server: Server
let origin: string
let browser: Browser
let page: Page
let devtools: CDPSession

beforeAll(async () => {
  const entry = new URL('database-page.ts', import.meta.url).pathname
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  })) as Rolldown.RolldownOutput[]
  const script = built[0]?.output[0].code ?? ''
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})
beforeEach(async () => {
  page = await (await browser.newContext()).newPage()
  devtools = await page.context().newCDPSession(page)
  await load()
})
afterEach(() => page.context().close())

/** Opens the app anew, as after it was closed. */
async function load(): Promise<void> {
  await page.goto(origin)
  await page.waitForFunction(() => 'openDatabase' in globalThis)
  await page.evaluate(() => {
    globalThis.database = openDatabase()
  })
}

const member = (id: string): Row => ({ kind: 'member', key: `member/${id}`, id: id as MemberId, name: id })
const rows = (version: number, put: readonly Row[], remove: readonly string[] = [], isEverything = false): RowChange => ({
  isEverything,
  put,
  remove,
  place: { position: { epoch: 'e1', version }, asOf: version },
})
const entry = (order: number): OutboxEntry => ({
  command: {
    kind: 'sendMessage',
    id: `id-${order}`,
    chat: 'c1',
    fence: 1,
    text: `${order}`,
    shift: 's',
  } as OutboxEntry['command'],
  member: 'ana' as MemberId,
  order,
  since: order,
  refused: null,
})
const kept = (id = 'ana') => page.evaluate((id) => database.shiftDisk(id as MemberId).load(), id)
const save = (change: RowChange, id = 'ana') =>
  page.evaluate(([change, id]) => database.shiftDisk(id as MemberId).saveRows(change as RowChange), [change, id] as const)
const put = (one: OutboxEntry) => page.evaluate((one) => database.shiftDisk(one.member).putCommand(one as OutboxEntry), one)
/** `kept`, or why it could not be. */
const tryToPut = (text: string) =>
  page.evaluate(
    ([text, one]) =>
      database
        .shiftDisk('ana' as MemberId)
        .putCommand({ ...one, command: { ...one.command, text } } as OutboxEntry)
        .then(
          () => 'kept',
          (failure) => `${failure.name} ${failure.why}`,
        ),
    [text, entry(1)] as const,
  )

describe('what the device keeps', () => {
  test('is there after the app was closed: rows with their position, the outbox in its order, the wish, drafts', async () => {
    await save(rows(7, [member('ana'), member('ben')], [], true))
    expect(await save(rows(8, [member('chloe')], ['member/ben']))).toBe(true)
    for (const order of [2, 1, 3]) await put(entry(order))
    await page.evaluate(async () => {
      await database.shiftDisk('ana' as MemberId).dropCommand('id-3' as CommandId)
      await database.shiftDisk('ana' as MemberId).saveWish({ on: 5, off: 4 })
      await database.keepDraft('ana' as MemberId, 'c1' as ChatId, 'half a sen')
      await database.keepClockOffsetMs(-86_400_000)
    })
    await load()
    expect(await kept()).toEqual({
      rows: [member('ana'), member('chloe')],
      place: { position: { epoch: 'e1', version: 8 }, asOf: 8 },
      outbox: [entry(1), entry(2)],
      wish: { on: 5, off: 4 },
    })
    expect(await page.evaluate(() => database.shiftDisk('ana' as MemberId).loadOutbox())).toEqual([entry(1), entry(2)])
    expect(await page.evaluate(() => database.draft('ana' as MemberId, 'c1' as ChatId))).toBe('half a sen')
    expect(await page.evaluate(() => database.clockOffsetMs())).toBe(-86_400_000)
  })

  test('a page that is behind does not write over one that is ahead, nor one of another epoch but with everything', async () => {
    await save(rows(9, [member('ana')], [], true))
    expect(await save(rows(8, [member('ben')]))).toBe(false)
    const other = rows(12, [member('chloe')])
    const restarted = { ...other, place: { position: { epoch: 'e2', version: 2 }, asOf: 12 } }
    expect(await save(restarted)).toBe(false)
    expect((await kept()).rows).toEqual([member('ana')])
    expect(await save({ ...restarted, isEverything: true })).toBe(true)
    expect((await kept()).rows).toEqual([member('chloe')])
  })

  test('AV3: two members in turn on one tablet have nothing of each other', async () => {
    await save(rows(9, [member('ana')], [], true), 'ana')
    await save(rows(9, [member('ben')], [], true), 'ben')
    await put(entry(1))
    await page.evaluate(() => database.shiftDisk('ben' as MemberId).saveWish({ on: 5, off: 4 }))
    expect(await kept('ben')).toMatchObject({ rows: [member('ben')], outbox: [], wish: { on: 5, off: 4 } })
    expect(await kept('ana')).toMatchObject({ rows: [member('ana')], outbox: [entry(1)], wish: null })
    await page.evaluate(() => database.forgetMember('ana' as MemberId))
    expect(await kept('ana')).toEqual({ rows: [], place: null, outbox: [], wish: null })
    expect((await kept('ben')).rows).toEqual([member('ben')])
  })

  test('what a member could see can go while what they wrote stays', async () => {
    await save(rows(9, [member('ana')], [], true))
    await put(entry(1))
    await page.evaluate(() => database.forgetRows('ana' as MemberId))
    expect(await kept()).toMatchObject({ rows: [], place: null, outbox: [entry(1)] })
  })

  test('what was seen of the chats is there after a reload, of every page the most, and gone with the member', async () => {
    const keepSeen = (counts: Record<string, number>) =>
      page.evaluate((counts) => database.keepSeen('ana' as MemberId, counts), counts)
    const seen = () => page.evaluate(() => database.seen('ana' as MemberId))
    expect(await seen()).toEqual({})
    await keepSeen({ c1: 4, c2: 1 })
    await keepSeen({ c1: 3, c3: 2 })
    await load()
    expect(await seen()).toEqual({ c1: 4, c3: 2 })
    await page.evaluate(() => database.forgetRows('ana' as MemberId))
    expect(await seen()).toEqual({ c1: 4, c3: 2 })
    await page.evaluate(() => database.forgetMember('ana' as MemberId))
    expect(await seen()).toEqual({})
  })

  test('the device keeps its identifier, and a first one is made only once', async () => {
    const made = () => page.evaluate(() => database.device(() => crypto.randomUUID() as never))
    const first = await made()
    await load()
    expect(await made()).toBe(first)
  })

  test('the device’s language stays; a member’s, while it is not told, until they are gone', async () => {
    const ben = { member: 'ben' as MemberId, language: 'de' as const }
    await page.evaluate((ben) => Promise.all([database.keepLanguage('fr'), database.keepUntoldLanguage(ben)]), ben)
    await page.evaluate(() => database.forgetMember('ana' as MemberId))
    await load()
    expect(await page.evaluate(() => Promise.all([database.language(), database.untoldLanguage()]))).toEqual(['fr', ben])
    await page.evaluate(() => database.forgetMember('ben' as MemberId))
    expect(await page.evaluate(() => Promise.all([database.language(), database.untoldLanguage()]))).toEqual(['fr', null])
    await page.evaluate(() => database.keepLanguage(null))
    expect(await page.evaluate(() => database.language())).toBeNull()
  })
})

describe('the first reading', () => {
  const signIn = () =>
    page.evaluate(async (session) => {
      await database.device(() => 'tablet' as DeviceId)
      await database.keepSession(session as Session)
      await database.keepClockOffsetMs(7)
      await database.keepLanguage('fr')
      await database.keepUntoldLanguage({ member: 'ana' as MemberId, language: 'de' })
      await database.keepSeen('ana' as MemberId, { ['c1' as ChatId]: 4 })
    }, session)
  /** What the app's first questions are answered with where Dexie never comes. */
  const begin = () =>
    page.evaluate(async () => {
      const first = earlyDatabase(readFirst(), () => new Promise(() => {}))
      const ana = 'ana' as MemberId
      return {
        session: (await Promise.all([first.session(), first.session()]))[1],
        language: await first.language(),
        untoldLanguage: await first.untoldLanguage(),
        device: await first.device(() => 'another' as DeviceId),
        clockOffsetMs: await first.clockOffsetMs(),
        lastStore: await first.lastStore(),
        bell: await first.bell(),
        kept: await first.shiftDisk(ana).load(),
        seen: await first.seen(ana),
      }
    })

  test('is what Dexie would say, of the member who is signed in', async () => {
    await signIn()
    await save(rows(7, [member('ana')], [], true))
    for (const order of [2, 1]) await put(entry(order))
    await put({ ...entry(3), member: 'ben' as MemberId })
    await page.evaluate(async () => {
      await database.shiftDisk('ana' as MemberId).saveWish({ on: 5, off: 4 })
      await database.keepLastStore('os')
      await database.keepBell({ volume: 0.5, vibrates: false })
    })
    const said = await kept()
    expect(said.outbox).toHaveLength(2)
    await load()
    expect(await begin()).toEqual({
      session,
      language: 'fr',
      untoldLanguage: { member: 'ana', language: 'de' },
      device: 'tablet',
      clockOffsetMs: 7,
      lastStore: 'os',
      bell: { volume: 0.5, vibrates: false },
      kept: said,
      seen: { c1: 4 },
    })
  })

  test('of a browser without databases is that there is nothing, and leaves the making of them to Dexie', async () => {
    const nothing = {
      session: null,
      language: null,
      untoldLanguage: null,
      device: 'another',
      clockOffsetMs: 0,
      lastStore: null,
      bell: { volume: 1, vibrates: true },
      kept: { rows: [], place: null, outbox: [], wish: null },
      seen: {},
    }
    expect(await begin()).toEqual(nothing)
    expect(await begin()).toEqual(nothing)
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
    await page.evaluate(() => database.keepLastStore('os'))
    expect(await page.evaluate(() => database.lastStore())).toBe('os')
  })

  test('says who was here last where nobody is signed in, and of whoever comes then nothing', async () => {
    await signIn()
    await page.evaluate(async () => {
      await database.keepLastStore('os')
      await database.shiftDisk('ana' as MemberId).load()
      await database.dropSession('shift-1' as ShiftId)
    })
    await load()
    const said = await page.evaluate(async () => {
      const first = await readFirst()
      return first && [first.session, first.lastStore, first.memberOf('ana' as MemberId)]
    })
    expect(said).toEqual([null, 'os', null])
  })

  test('is none where the databases are not as this app leaves them: then Dexie is asked at once', async () => {
    await page.evaluate(() => database.keepLastStore('os'))
    const said = await page.evaluate(async () => {
      const reading = readFirst()
      return [await reading, await earlyDatabase(reading, async () => database).lastStore()]
    })
    expect(said).toEqual([null, 'os'])
  })

  test('does not say what has been changed since', async () => {
    await signIn()
    const said = await page.evaluate(async () => {
      const first = earlyDatabase(readFirst(), async () => database)
      const before = (await first.session())?.shift
      await first.dropSession('shift-1' as ShiftId)
      await first.forgetMember('ana' as MemberId)
      return [before, await first.session(), await first.seen('ana' as MemberId)]
    })
    expect(said).toEqual(['shift-1', null, {}])
  })

  test('once the first screen stands is old: another page may have gone on', async () => {
    await signIn()
    const said = await page.evaluate(async () => {
      const first = earlyDatabase(readFirst(), async () => database)
      const before = await first.seen('ana' as MemberId)
      first.settle()
      await database.keepSeen('ana' as MemberId, { ['c1' as ChatId]: 9 })
      return [before, await first.seen('ana' as MemberId)]
    })
    expect(said).toEqual([{ c1: 4 }, { c1: 9 }])
  })
})

describe('before Dexie is there', () => {
  test('what a first page learns waits until its screen stands, and is kept then', async () => {
    const said = await page.evaluate(async (session) => {
      let asked = 0
      const first = earlyDatabase(readFirst(), async () => {
        asked += 1
        return database
      })
      const device = await first.device(() => 'tablet' as DeviceId)
      const keeping = first.keepSession(session as Session)
      const before = [asked, (await first.session())?.shift, (await indexedDB.databases()).length]
      first.settle()
      await keeping
      return [device, before, await database.device(() => 'another' as DeviceId), (await database.session())?.shift]
    }, session)
    expect(said).toEqual(['tablet', [0, 'shift-1', 0], 'tablet', 'shift-1'])
  })

  test('a shift that is over before its screen stood is not kept after all', async () => {
    const said = await page.evaluate(async (session) => {
      const first = earlyDatabase(readFirst(), async () => database)
      await first.session()
      const keeping = first.keepSession(session as Session)
      await first.dropSession('shift-1' as ShiftId)
      await keeping
      return [await first.session(), await database.session()]
    }, session)
    expect(said).toEqual([null, null])
  })

  test('code that does not come is a disk that gives nothing, until it comes', async () => {
    const said = await page.evaluate(async (one) => {
      let isThere = false
      const first = earlyDatabase(readFirst(), async () => {
        if (!isThere) throw new TypeError('Failed to fetch dynamically imported module')
        return database
      })
      const disk = first.shiftDisk('ana' as MemberId)
      const put = () =>
        disk.putCommand(one as OutboxEntry).then(
          () => 'kept',
          (failure) => `${failure.name} ${failure.why}`,
        )
      const before = await put()
      isThere = true
      return [before, await put()]
    }, entry(1))
    expect(said).toEqual(['DiskFailure unavailable', 'kept'])
    expect((await kept()).outbox).toEqual([entry(1)])
  })
})

describe('what browsers do to it', () => {
  test('a connection that was lost in the background is opened again', async () => {
    await put(entry(1))
    // Deleting asks every open connection to close, which is what the page sees when iOS takes it away.
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase('shopbell')
          request.onsuccess = () => resolve()
          request.onblocked = () => reject(new Error('The connection stayed open.'))
        }),
    )
    await put(entry(2))
    expect((await kept()).outbox).toEqual([entry(2)])
  })

  test('data that was evicted is simply not there, and everything can be kept anew', async () => {
    await save(rows(7, [member('ana')], [], true))
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
    expect(await kept()).toEqual({ rows: [], place: null, outbox: [], wish: null })
    expect(await save(rows(8, [member('ben')]))).toBe(false)
    expect(await save(rows(8, [member('ana'), member('ben')], [], true))).toBe(true)
    expect((await kept()).rows).toHaveLength(2)
  })

  test('a full disk says that it is full, and goes on when there is room', async () => {
    // Before anything was written: Chromium remembers for a while how much room it found.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 10_000 })
    expect(await tryToPut('x'.repeat(1_000_000))).toBe('DiskFailure full')
    await devtools.send('Storage.overrideQuotaForOrigin', { origin })
    expect(await tryToPut('x'.repeat(100_000))).toBe('kept')
  })

  test('a browser without storage says so', async () => {
    await page.evaluate(() => {
      globalThis.database = openDatabase('other')
      Object.defineProperty(globalThis, 'indexedDB', {
        value: {
          open: () => {
            throw new DOMException('no', 'SecurityError')
          },
        },
      })
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'SecurityError')
      }
    })
    expect(await tryToPut('x')).toBe('DiskFailure unavailable')
  })
})
