/** `npm run admin` for who is locked out, beside a running server. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId, StoreId } from '../../../src/identifiers.ts'
import type { AuditPage } from '../../../src/protocol/console.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { ask, granted } from '../../support/http.ts'
import { signIn } from '../../support/member.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const root = join(import.meta.dirname, '../../..')
let server: TestServer
let storage: Storage
beforeAll(async () => {
  server = await startServer()
  storage = await openSqliteStorage({ file: databaseFile(server.data) })
})
afterAll(async () => {
  await storage.close()
  await server.end()
})

function admin(args: readonly string[], input = ''): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ['sync-server/admin/command-line.ts', ...args], { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  child.stdin.end(input)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}
const beside = (...args: readonly string[]) => admin([...args, '--data', server.data])

const login = 'greta@marlow-finch.example'
const enter = (password: string) =>
  ask({
    method: 'POST',
    url: `${server.url}/api/v1/console/session`,
    headers: { origin: server.url },
    body: { login, password },
  })

async function newestEntries(password: string, most: number) {
  const { headers } = await enter(password)
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await granted(ask<AuditPage>({ method: 'GET', url: `${server.url}/api/v1/console/audit`, headers: { cookie } }))
  return page.entries.slice(1, most + 1).map(({ action, by, subject }) => [action, by.is, subject])
}

test('a password is reset by a link that works once, or from the standard input', async () => {
  const linked = await beside('reset-password', 'Greta@Marlow-Finch.example')
  const [, token = ''] = /#password=([\w-]{43})/.exec(linked.said) ?? []
  expect(linked).toMatchObject({ code: 0, said: expect.stringContaining('It is for Greta') })
  const choose = () =>
    ask({
      method: 'POST',
      url: `${server.url}/api/v1/console/password-link/password`,
      headers: { origin: server.url },
      body: { token, password: 'the lantern by the window' },
    })
  expect((await choose()).ok).toBe(true)
  expect((await choose()).ok).toBe(false)
  expect((await enter('the lantern by the window')).ok).toBe(true)

  const typed = ['reset-password', login, '--stdin', '--data', server.data]
  expect(await admin(typed, 'too short\n')).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was changed') })
  expect(await admin(typed, 'the quay at low water\n')).toMatchObject({ code: 0 })
  expect((await enter('the lantern by the window')).ok).toBe(false)
  expect(await newestEntries('the quay at low water', 1)).toEqual([['accountChanged', 'operator', 'Greta']])
  expect(await beside('reset-password', 'no@body.example')).toMatchObject({ code: 1, said: expect.stringMatching(/no account/) })
})

test('a PIN is unlocked, and the list says whose was wrong', async () => {
  for (let wrong = 0; wrong < 10; wrong += 1) await storage.pinTries.countWrong('t' as DeviceId, 'ben' as MemberId, wrong)
  expect((await beside('list-devices')).said).toMatch(/member {2}ben {2}Ben, associate, 10 wrong PINs in a row/)
  expect(await beside('unlock-pin', 'ben')).toMatchObject({ code: 0, said: expect.stringMatching(/Ben can try/) })
  expect(await storage.pinTries.ofStore('oxford-street' as StoreId)).toEqual([])
  expect(await beside('unlock-pin', 'nobody')).toMatchObject({ code: 1, said: expect.stringMatching(/no member nobody/) })
})

test('a device is revoked, and the running server closes its socket within a second', async () => {
  const ana = await signIn(server.url, { member: 'ana' as MemberId, pin: '1111' })
  const device = ana.device.id
  onTestFinished(() => ana.leave())
  expect((await beside('list-devices')).said).toContain(device)
  const revoked = await beside('revoke-device', device)
  const revokedAt = performance.now()
  expect(revoked).toMatchObject({ code: 0, said: expect.stringMatching(/signed out/) })
  await ana.until('the end', () => ana.lastClose.startsWith('4401'))
  // Well under the six seconds of an echo (RE2), however busy this machine is.
  expect(performance.now() - revokedAt).toBeLessThan(4_000)
  expect(await beside('revoke-device', device)).toMatchObject({ code: 1, said: expect.stringMatching(/already/) })
})

test('an empty server gets a fresh link, also before its first start; one that is set up gets none', async () => {
  const data = mkdtempSync(join(tmpdir(), 'shopbell-admin-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  const linked = await admin(['setup-link', '--data', data])
  const [, token = ''] = /#setup=([\w-]{43})/.exec(linked.said) ?? []
  const empty = await startServer({ data, args: ['--no-demo'] })
  onTestFinished(() => empty.end())
  const isGood = async (its: string) => {
    const url = `${empty.url}/api/v1/setup/link`
    return (await ask({ method: 'POST', url, headers: { origin: empty.url }, body: { token: its } })).ok
  }
  // The start printed one of its own.
  expect(await isGood(token)).toBe(false)
  const [, fresh = ''] = /#setup=([\w-]{43})/.exec((await admin(['setup-link', '--data', data])).said) ?? []
  expect(await isGood(fresh)).toBe(true)
  expect(await beside('setup-link')).toMatchObject({ code: 1, said: expect.stringMatching(/set up already/) })
})

test.each([['unlock-pin'], ['list-devices', 'x'], ['revoke-device', 'a', 'b'], ['list-devices', '--stdin']])(
  'a wrong command says what is right: %s',
  async (...args) => {
    expect(await admin(args)).toMatchObject({ code: 2, said: expect.stringMatching(/npm run admin -- unlock-pin MEMBER/) })
  },
)
