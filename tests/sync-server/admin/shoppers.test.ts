/** `npm run admin -- export-shopper` and `erase-shopper`, beside a running server and without one; and copies that are put back. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ChatId, MemberId, RetailerId, StoreId } from '../../../src/identifiers.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { line, retailer } from '../../contracts/storage-samples.ts'
import { signIn } from '../../support/member.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const oxfordStreet = 'oxford-street' as StoreId
const marlow = 'marlow-finch' as RetailerId
const words = 'needs-a-zebra-lamp'

let folder: string
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shopbell-admin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function admin(...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ['sync-server/admin/command-line.ts', ...args], { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

async function serve(data?: string): Promise<TestServer> {
  const server = await startServer({ ...(data ? { data } : { data: at('data') }) })
  onTestFinished(() => server.end())
  return server
}

async function kept<Found>(data: string, look: (storage: Storage) => Promise<Found>): Promise<Found> {
  const storage = await openSqliteStorage({ file: databaseFile(data) })
  try {
    return await look(storage)
  } finally {
    await storage.close()
  }
}

/** Somebody who asked, and left a contact. */
async function aShopper(server: TestServer, address = 'crystal@quill.example') {
  const shopper = await visit(server.url, { store: oxfordStreet })
  onTestFinished(() => shopper.goAway())
  const chat = await shopper.ask(words)
  const { shopper: id } = await kept(server.data, (storage) => storage.conversations.find(chat)).then(
    (one) => one ?? { shopper: '' },
  )
  expect(await shopper.leaveContact(address)).toMatchObject({ ok: true })
  return { shopper, chat, id }
}

const bytesOf = (data: string) =>
  readdirSync(data)
    .filter((name) => !name.includes('.before-'))
    .map((name) => readFileSync(join(data, name)))

describe('export-shopper', () => {
  test('writes one document, for its owner alone, while the server runs', async () => {
    const server = await serve()
    const { chat, id } = await aShopper(server)
    expect(
      await admin('export-shopper', at('data.json'), '--contact', 'CRYSTAL@quill.example', '--data', server.data),
    ).toMatchObject({
      code: 0,
      said: expect.stringMatching(/holds 1 browser and 1 chat\./),
    })
    expect(JSON.parse(readFileSync(at('data.json'), 'utf8'))).toMatchObject({
      format: 'shopbell-shopper-export',
      shoppers: [{ id }],
      chats: [{ id: chat, question: words, contact: { address: 'crystal@quill.example' } }],
    })
    expect(statSync(at('data.json')).mode & 0o077).toBe(0)
    writeFileSync(at('there'), 'a letter')
    expect(await admin('export-shopper', at('there'), '--shopper', id, '--data', server.data)).toMatchObject({ code: 1 })
    expect(readFileSync(at('there'), 'utf8')).toBe('a letter')
  })

  test('whoever is nobody, or may be several, is told so', async () => {
    const server = await serve()
    const first = await aShopper(server)
    const second = await aShopper(server)
    const several = await admin('export-shopper', at('x'), '--contact', 'crystal@quill.example', '--data', server.data)
    expect(several.code).toBe(1)
    for (const { id } of [first, second]) expect(several.said).toContain(id)
    for (const [option, value] of [
      ['--customer', 'nobody'],
      ['--contact', 'nobody@example.org'],
      ['--shopper', 'nobody'],
    ] as const) {
      const refused = await admin('export-shopper', at('x'), option, value, '--data', server.data)
      expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/Nobody is known/) })
    }
    expect(existsSync(at('x'))).toBe(false)
    await kept(server.data, ({ directory }) => directory.addRetailer(retailer('other')))
    const whose = await admin('export-shopper', at('x'), '--shopper', first.id, '--data', server.data)
    expect(whose).toMatchObject({ code: 1, said: expect.stringMatching(/--retailer: marlow-finch, other/) })
    const theirs = ['export-shopper', at('x'), '--shopper', first.id, '--data', server.data, '--retailer']
    expect(await admin(...theirs, 'other')).toMatchObject({ code: 1, said: expect.stringMatching(/Nobody is known/) })
    expect(await admin(...theirs, 'marlow-finch')).toMatchObject({ code: 0 })
  })
})

describe('erase-shopper', () => {
  test('EN2: the running server ends the chat on every device, and nothing is brought back', async () => {
    const server = await serve()
    const ana = await signIn(server.url, { member: 'ana' as MemberId, pin: '1111' })
    onTestFinished(() => ana.leave())
    await ana.goAvailable()
    const shopper = await visit(server.url, { store: oxfordStreet })
    onTestFinished(() => shopper.goAway())
    const chat = await shopper.ask(words)
    await ana.until('the ring', ({ ringing }) => ringing?.chat === chat)
    await ana.claim(chat)
    await ana.until('the chat', ({ chats }) => chats.some((one) => one.id === chat))
    const id = (await kept(server.data, ({ conversations }) => conversations.find(chat)))?.shopper ?? ''

    const asked = await admin('erase-shopper', '--shopper', id, '--data', server.data)
    expect(asked).toMatchObject({ code: 0, said: expect.stringMatching(/would erase 1 browser and 1 chat/) })
    expect(ana.chats.some((one) => one.id === chat)).toBe(true)

    const done = await admin('erase-shopper', '--shopper', id, '--yes', '--data', server.data)
    expect(done).toMatchObject({ code: 0, said: expect.stringMatching(/Erased: 1 browser and 1 chat\. The server has ended/) })
    const trail = await kept(server.data, ({ audit }) => audit.of({ retailer: marlow, store: null }, { before: null, most: 1 }))
    expect(trail).toMatchObject([{ action: 'shopperErased', by: { is: 'operator' }, subject: id, details: { chats: 1 } }])
    await ana.until('the chat to be gone', ({ chats }) => !chats.some((one) => one.id === chat))
    expect(await kept(server.data, ({ conversations }) => conversations.find(chat))).toBeNull()
    expect(await admin('erase-shopper', '--shopper', id, '--yes', '--data', server.data)).toMatchObject({ code: 1 })
  })

  test('without a server the words go at once, with their bytes; the next server lets go of the chat', async () => {
    const server = await serve()
    const { chat, id } = await aShopper(server)
    await kept(server.data, ({ orders }) => orders.put(marlow, [line('zebra-order', 'lamp', { customer: 'zebra-customer' })]))
    await server.stop()
    expect(bytesOf(server.data).some((bytes) => bytes.includes(words))).toBe(true)
    const orders = await admin('erase-shopper', '--shopper', id, '--orders', '--yes', '--data', server.data)
    expect(orders).toMatchObject({ code: 1, said: expect.stringMatching(/no orders to erase/) })
    expect(await admin('erase-shopper', '--shopper', id, '--yes', '--data', server.data)).toMatchObject({ code: 0 })
    const customer = await admin('erase-shopper', '--customer', 'zebra-customer', '--orders', '--yes', '--data', server.data)
    expect(customer).toMatchObject({ code: 0, said: expect.stringMatching(/and the order lines/) })
    for (const gone of [words, 'crystal@quill.example', 'zebra-order', 'zebra-customer'])
      expect([gone, bytesOf(server.data).some((bytes) => bytes.includes(gone))]).toEqual([gone, false])
    await server.start()
    const emma = await signIn(server.url, { member: 'emma' as MemberId, pin: '5555' })
    onTestFinished(() => emma.leave())
    await until(async () => expect(await kept(server.data, ({ keeping }) => keeping.leftovers(1))).toEqual([]))
    expect(await kept(server.data, ({ log }) => log.load(oxfordStreet))).not.toBeNull()
    expect(emma.chats.some((one) => one.id === chat)).toBe(false)
  })
})

describe('a copy from before an erasure', () => {
  test('is erased again when it is put back, by what the database that it replaces remembers', async () => {
    const server = await serve()
    const { chat, id } = await aShopper(server)
    const other = await aShopper(server, 'zoe@example.org')
    expect(await admin('backup', at('copy.sqlite'), '--data', server.data)).toMatchObject({ code: 0 })
    expect(readFileSync(at('copy.sqlite')).includes('crystal@quill.example')).toBe(true)
    expect(await admin('erase-shopper', '--shopper', id, '--yes', '--data', server.data)).toMatchObject({ code: 0 })
    await server.stop()

    const restored = await admin('restore', at('copy.sqlite'), '--data', server.data)
    expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/erased from it again: 1\./) })
    expect(bytesOf(server.data).some((bytes) => bytes.includes('crystal@quill.example'))).toBe(false)
    await server.start()
    await until(async () => expect(await kept(server.data, ({ keeping }) => keeping.leftovers(1))).toEqual([]))
    const emma = await signIn(server.url, { member: 'emma' as MemberId, pin: '5555' })
    onTestFinished(() => emma.leave())
    const found = await kept(server.data, async ({ conversations, shoppers }) => ({
      chat: await conversations.find(chat),
      shopper: await shoppers.find(id as never),
      other: (await conversations.find(other.chat))?.chat,
    }))
    expect(found).toEqual({ chat: null, shopper: null, other: other.chat })
  })

  test('in another directory too, where a newer database is named; without one that is said', async () => {
    const server = await serve()
    const { id } = await aShopper(server)
    await admin('backup', at('copy.sqlite'), '--data', server.data)
    await admin('erase-shopper', '--shopper', id, '--yes', '--data', server.data)
    await admin('backup', at('newer.sqlite'), '--data', server.data)
    const unknown = await admin('restore', at('copy.sqlite'), '--data', at('one'))
    expect(unknown).toMatchObject({ code: 0, said: expect.stringMatching(/not known here/) })
    expect(await kept(at('one'), ({ shoppers }) => shoppers.find(id as never))).not.toBeNull()
    const known = await admin('restore', at('copy.sqlite'), '--data', at('two'), '--erasures', at('newer.sqlite'))
    expect(known).toMatchObject({ code: 0, said: expect.stringMatching(/erased from it again: 1\./) })
    expect(await kept(at('two'), ({ shoppers }) => shoppers.find(id as never))).toBeNull()
    writeFileSync(at('letter'), 'Dear Shopbell')
    const wrong = await admin('restore', at('copy.sqlite'), '--data', at('three'), '--erasures', at('letter'))
    expect(wrong).toMatchObject({ code: 1, said: expect.stringMatching(/remembers erasures/) })
    expect(existsSync(databaseFile(at('three')))).toBe(false)
  })
})

test('a backup made while chats are claimed has everything that anybody was told before, when it is put back elsewhere', async () => {
  const server = await serve()
  const team = await Promise.all(
    (['ana', 'ben', 'chloe', 'dimitri'] as const).map((member, nth) =>
      signIn(server.url, { member: member as MemberId, pin: String(nth + 1).repeat(4) }),
    ),
  )
  for (const member of team) onTestFinished(() => member.leave())
  await Promise.all(team.map((member) => member.goAvailable()))
  /** What people were told, in the order in which they were. */
  const told: { readonly chat: ChatId; readonly holder?: string; readonly said?: string }[] = []
  let isShopping = true
  let isServing = true
  const shopping = Array.from({ length: 3 }, async () => {
    while (isShopping) {
      const shopper = await visit(server.url, { store: oxfordStreet })
      const chat = await shopper.ask('Do you have it in blue?')
      told.push({ chat })
      await shopper.until('an answer', ({ stands }) => stands?.stands === 'talking')
      await shopper.write('Thank you')
      told.push({ chat, said: 'Thank you' })
      await shopper.endChat()
      shopper.goAway()
    }
  })
  const serving = team.map(async (member, nth) => {
    const holder = ['ana', 'ben', 'chloe', 'dimitri'][nth] ?? ''
    for (;;) {
      await until(() => expect(!isServing || member.ringing).toBeTruthy())
      if (!isServing) return
      const chat = member.ringing?.chat
      const reply = chat && (await member.claim(chat))
      if (chat && reply?.ok) told.push({ chat, holder })
    }
  })
  await until(() => expect(told.filter(({ holder }) => holder)).not.toHaveLength(0))
  const copies = []
  for (let nth = 0; nth < 3; nth++) {
    const before = [...told]
    const file = at(`copy-${nth}.sqlite`)
    expect(await admin('backup', file, '--data', server.data)).toMatchObject({ code: 0 })
    copies.push({ file, before })
  }
  isShopping = false
  await Promise.all(shopping)
  isServing = false
  await Promise.all(serving)

  for (const [nth, { file, before }] of copies.entries()) {
    expect(await admin('restore', file, '--data', at(`new-${nth}`))).toMatchObject({ code: 0 })
    await kept(at(`new-${nth}`), async ({ conversations, log }) => {
      const events = (await log.load(oxfordStreet))?.events ?? []
      for (const { chat, holder, said } of before) {
        expect(await conversations.find(chat)).not.toBeNull()
        if (said) expect((await conversations.messages(chat, 0, 100)).map(({ text }) => text)).toContain(said)
        if (holder) expect((await conversations.find(chat))?.lastHolder).toBe(holder)
      }
      expect(events.length).toBeGreaterThan(0)
    })
  }
  const [last] = copies.slice(-1)
  expect(last?.before.length).toBeGreaterThan(copies[0]?.before.length ?? 0)
})
