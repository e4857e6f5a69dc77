/** A team that changes while its store is open: over HTTP as its manager does it, and over the sockets of those who are there. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MemberId, RetailerId, StoreId } from '../../../src/identifiers.ts'
import type { ManagedMember } from '../../../src/protocol/console.ts'
import type { ShopperMessages } from '../../../src/protocol/shopper.ts'
import { demoPassword } from '../../../sync-server/demo/demo-data.ts'
import type { NewAuditEntry } from '../../../sync-server/storage/audit-trail.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { ask, granted } from '../../support/http.ts'
import { type ScriptedMember, signIn } from '../../support/member.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'

const oxfordStreet = 'oxford-street' as StoreId

let server: TestServer
let cookie: string
beforeAll(async () => {
  server = await startServer()
  const { headers } = await ask({
    method: 'POST',
    url: `${server.url}/api/v1/console/session`,
    headers: { origin: server.url },
    body: { login: 'emma@marlow-finch.example', password: demoPassword },
  })
  cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
})
afterAll(() => server.end())

function manage<Body>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Body> {
  const headers = { cookie, origin: server.url }
  return granted(ask<Body>({ method, url: `${server.url}/api/v1/console${path}`, headers, body }))
}

async function here(member: string, pin: string): Promise<ScriptedMember> {
  const signedIn = await signIn(server.url, { member: member as MemberId, pin })
  onTestFinished(() => signedIn.leave())
  return signedIn
}

const add = (name: string) =>
  manage<ManagedMember>('POST', '/stores/oxford-street/members', { name, role: 'associate', pin: '4729' })

const isInTeam = ({ team }: ScriptedMember, id: string) => team.some(({ member }) => member === id)
const names = ({ rows }: ScriptedMember) => rows.flatMap((row) => (row.kind === 'member' ? [row.name] : []))

test('who is added while the store is open is seen by the team, signs in, and is rung', async () => {
  const ben = await here('ben', '2222')
  const { id } = await add('Zora')
  await ben.until('the new colleague', (member) => names(member).includes('Zora'))

  const zora = await here(id, '4729')
  expect(zora.me).toMatchObject({ id, name: 'Zora', role: 'associate' })
  await zora.goAvailable()
  const shopper = await visit(server.url, { store: oxfordStreet })
  onTestFinished(() => shopper.goAway())
  const chat = await shopper.ask('Do you have it in blue?')
  await zora.until('her ring', ({ ringing }) => ringing?.chat === chat)
  await granted(zora.claim(chat))
  await zora.until('her chat', ({ chats }) => chats.some((row) => row.id === chat))
})

test('a new name and a new role are seen at once, also by who was away meanwhile', async () => {
  const [ben, dimitri] = [await here('ben', '2222'), await here('dimitri', '4444')]
  dimitri.disconnect()
  await manage('PUT', '/members/ben', { name: 'Benedict', role: 'manager' })
  await ben.until('his own new name', ({ me }) => me?.name === 'Benedict' && me.role === 'manager')
  await manage('PUT', '/stores/oxford-street', { name: 'Oxford Circus' })
  await ben.until('the store’s new name', ({ rows }) => rows.some((row) => row.kind === 'store' && row.name === 'Oxford Circus'))
  dimitri.connect()
  await dimitri.until('both', (member) => {
    const store = member.rows.find((row) => row.kind === 'store')
    return names(member).includes('Benedict') && store?.name === 'Oxford Circus'
  })
})

test('AV5: who is removed is gone from the team, their chat is rescued, and their name stays, after a restart as well', async () => {
  const ben = await here('ben', '2222')
  const { id } = await add('Yuki')
  const yuki = await here(id, '4729')
  await yuki.goAvailable()
  const shopper = await visit(server.url, { store: oxfordStreet })
  onTestFinished(() => shopper.goAway())
  const chat = await shopper.ask('Is it waterproof?')
  await yuki.until('the ring', ({ ringing }) => ringing?.chat === chat)
  const answer = await granted(yuki.claim(chat))
  await granted(yuki.say(chat, answer.fence ?? 0, 'Up to three metres.'))

  await ben.goAvailable()
  await manage('DELETE', `/members/${id}`)
  await yuki.until('being signed out', ({ lastClose }) => lastClose.startsWith('4401'))
  await ben.until('one colleague less', (member) => !names(member).includes('Yuki') && !isInTeam(member, id))
  const rescue = await ben.until('her chat', ({ ringing }) => ringing?.chat === chat && ringing)
  expect(rescue.why).toBe('rescue')
  expect((await granted(ben.claim(chat))).fence).toBe(2)
  await ben.until('what she wrote', ({ rows }) =>
    rows.some((row) => row.kind === 'message' && row.from.is === 'member' && row.from.name === 'Yuki'),
  )
  await shopper.until('the answer', ({ messages }) => messages.some(({ name, text }) => name === 'Yuki' && /metres/.test(text)))

  await server.restart()
  await ben.until('being back', ({ isConnected }) => isConnected)
  await ben.until('the chat', ({ chats }) => chats.some((row) => row.id === chat))
  expect(names(ben)).not.toContain('Yuki')
  const url = `${server.url}/api/v1/shopper/chats/${chat}/messages`
  const { messages } = await granted(
    ask<ShopperMessages>({ method: 'GET', url, headers: { authorization: `Bearer ${shopper.session.token}` } }),
  )
  expect(messages.map(({ name }) => name)).toEqual([null, 'Yuki'])
})

test('a team that another process changed is read anew within a second', async () => {
  const ben = await here('ben', '2222')
  const beside = await openSqliteStorage({ file: databaseFile(server.data) })
  onTestFinished(() => beside.close())
  const entry = (action: NewAuditEntry['action']): NewAuditEntry => ({
    ...{ at: Date.now(), retailer: 'marlow-finch' as RetailerId, store: oxfordStreet, by: { is: 'operator' } },
    ...{ action, subject: 'chloe', details: {} },
  })
  await beside.setUp.changeMember('chloe' as MemberId, { name: 'Clotilde' }, entry('memberChanged'))
  await ben.until('the new name', (member) => names(member).includes('Clotilde'))
  await beside.setUp.removeMember('chloe' as MemberId, Date.now(), entry('memberRemoved'))
  await ben.until('one colleague less', (member) => !names(member).includes('Clotilde') && !isInTeam(member, 'chloe'))
})
