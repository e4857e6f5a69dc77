/** `npm run admin -- backup` and `restore`, on a real server that people are using. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { MemberId, StoreId } from '../../../src/identifiers.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { signIn } from '../../support/member.ts'
import { startServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'

const root = join(import.meta.dirname, '../../..')
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

async function emptyData(name: string): Promise<string> {
  await (await openSqliteStorage({ file: databaseFile(at(name)) })).close()
  return at(name)
}

describe('backup', () => {
  test('a copy made while chats go on is whole, and a server started on it has them', async () => {
    const server = await startServer()
    onTestFinished(() => server.end())
    const ana = await signIn(server.url, { member: 'ana' as MemberId, pin: '1111' })
    onTestFinished(() => ana.leave())
    await ana.goAvailable()
    const shopper = await visit(server.url, { store: 'oxford-street' as StoreId })
    onTestFinished(() => shopper.goAway())
    const chat = await shopper.ask('Do you have it in blue?')
    await ana.until('the ring', ({ ringing }) => ringing?.chat === chat)
    await ana.claim(chat)
    let written = 0
    let isCopied = false
    const writing = (async () => {
      while (!isCopied) await ana.say(chat, 1, `Message ${++written}`)
    })()
    const done = await admin('backup', at('copies/today.sqlite'), '--data', server.data)
    isCopied = true
    await writing
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('is a whole copy') })
    expect(readdirSync(at('copies'))).toEqual(['today.sqlite'])

    expect(await admin('restore', at('copies/today.sqlite'), '--data', at('new'))).toMatchObject({ code: 0 })
    const second = await startServer({ data: at('new') })
    onTestFinished(() => second.end())
    const again = await signIn(second.url, { member: 'ana' as MemberId, pin: '1111' })
    onTestFinished(() => again.leave())
    const row = again.chats.find(({ id }) => id === chat)
    expect(row).toMatchObject({ fence: 1, ended: null })
    // Every message up to the copy's moment, and none without those before it.
    const storage = await openSqliteStorage({ file: databaseFile(at('new')) })
    const texts = (await storage.conversations.messages(chat, 0, 10_000)).map(({ text }) => text)
    await storage.close()
    expect(texts.slice(1)).toEqual(texts.slice(1).map((_, nth) => `Message ${nth + 1}`))
  })

  test('nothing of what was removed is in a copy', async () => {
    const data = await emptyData('data')
    const database = new DatabaseSync(databaseFile(data))
    database.exec('create table note (words text); pragma secure_delete = off')
    database.prepare('insert into note values (?)').run(`Crystal was here ${'.'.repeat(5_000)}`)
    database.exec('delete from note')
    database.close()
    expect(readFileSync(databaseFile(data)).includes('Crystal was here')).toBe(true)
    await admin('backup', at('copy.sqlite'), '--data', data)
    expect(readFileSync(at('copy.sqlite')).includes('Crystal was here')).toBe(false)
  })

  test('a file that is there already is not overwritten, and a folder without data is named', async () => {
    const data = await emptyData('data')
    writeFileSync(at('there'), 'a letter')
    expect(await admin('backup', at('there'), '--data', data)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/there already/),
    })
    expect(readFileSync(at('there'), 'utf8')).toBe('a letter')
    expect(await admin('backup', at('new'), '--data', at('nowhere'))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/no Shopbell data/),
    })
    expect(existsSync(at('nowhere'))).toBe(false)
  })
})

describe('restore', () => {
  test('what was there before is kept aside', async () => {
    const data = await emptyData('data')
    await admin('backup', at('copy.sqlite'), '--data', data)
    const database = new DatabaseSync(databaseFile(data))
    database.exec('create table later (id integer)')
    database.close()
    expect(await admin('restore', at('copy.sqlite'), '--data', data)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/What was there before/),
    })
    const hasLater = (file: string) => {
      const opened = new DatabaseSync(join(data, file), { readOnly: true })
      const found = opened.prepare("select 1 from sqlite_schema where name = 'later'").get() !== undefined
      opened.close()
      return found
    }
    const aside = readdirSync(data).find((name) => name.includes('.before-')) ?? ''
    expect(hasLater(aside)).toBe(true)
    expect(hasLater('shopbell.sqlite')).toBe(false)
  })

  test('a database that was damaged is replaced, and kept aside with its log', async () => {
    const data = await emptyData('data')
    await admin('backup', at('copy.sqlite'), '--data', data)
    writeFileSync(databaseFile(data), 'no database any more'.repeat(1_000))
    writeFileSync(`${databaseFile(data)}-wal`, 'nor a log')
    expect(await admin('restore', at('copy.sqlite'), '--data', data)).toMatchObject({ code: 0 })
    const kept = readdirSync(data).map((name) => name.replace(/before-.*Z/, 'before'))
    expect(kept).toEqual(expect.arrayContaining(['shopbell.sqlite.before', 'shopbell.sqlite.before-wal']))
    expect(kept).not.toContain('shopbell.sqlite-wal')
    await (await openSqliteStorage({ file: databaseFile(data) })).close()
  })

  test('a running server is not pulled from under its team', async () => {
    const server = await startServer()
    onTestFinished(() => server.end())
    await admin('backup', at('copy.sqlite'), '--data', server.data)
    const refused = await admin('restore', at('copy.sqlite'), '--data', server.data)
    expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/A server is running/) })
    expect(await fetch(`${server.url}/readyz`)).toMatchObject({ status: 200 })
  })

  test('a copy that is damaged, of another program or newer changes nothing', async () => {
    const data = await emptyData('data')
    const untouched = () => readdirSync(data).filter((name) => !/-(wal|shm)$/.test(name))
    const refused = async (file: string, why: RegExp) => {
      expect(await admin('restore', file, '--data', data)).toMatchObject({ code: 1, said: expect.stringMatching(why) })
      expect(untouched()).toEqual(['shopbell.sqlite'])
    }
    await admin('backup', at('cut.sqlite'), '--data', data)
    truncateSync(at('cut.sqlite'), 8_192)
    await refused(at('cut.sqlite'), /damaged|cannot be read/)
    writeFileSync(at('letter'), 'Dear Shopbell'.repeat(1_000))
    await refused(at('letter'), /cannot be read as a Shopbell database/)
    const other = new DatabaseSync(at('other.sqlite'))
    other.exec('create table recipe (id integer)')
    other.close()
    await refused(at('other.sqlite'), /not a copy of a Shopbell database/)
    await admin('backup', at('newer.sqlite'), '--data', data)
    const newer = new DatabaseSync(at('newer.sqlite'))
    newer.exec('pragma user_version = 9999')
    newer.close()
    await refused(at('newer.sqlite'), /newer Shopbell/)
    await refused(at('missing.sqlite'), /There is no file/)
  })
})

test('a wrong command says what is right', async () => {
  for (const args of [[], ['backup'], ['erase', 'everything'], ['restore', 'a', 'b'], ['backup', 'a', '--date', 'b']]) {
    expect(await admin(...args)).toMatchObject({ code: 2, said: expect.stringMatching(/npm run admin -- backup FILE/) })
  }
  expect(await admin('--help')).toMatchObject({ code: 0, said: expect.stringMatching(/puts a copy back/) })
})
