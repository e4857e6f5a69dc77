/** What a locked shift is sent: that it rings, and the words of its member's own chats; of no other. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MemberId, StoreId } from '../../../src/identifiers.ts'
import { granted } from '../../support/http.ts'
import { type ScriptedMember, signIn } from '../../support/member.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { type ScriptedShopper, visit } from '../../support/shopper.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.end())

async function here(member: string, pin: string): Promise<ScriptedMember> {
  const signedIn = await signIn(server.url, { member: member as MemberId, pin })
  onTestFinished(() => signedIn.leave())
  return signedIn
}

async function shopperComes(store: string): Promise<ScriptedShopper> {
  const shopper = await visit(server.url, { store: store as StoreId })
  onTestFinished(() => shopper.goAway())
  return shopper
}

/** Everything that the member's device was left with, as one text. */
const all = ({ rows }: ScriptedMember) => JSON.stringify(rows)

test('CL5: a ring has no words until it is claimed; then the chat is there whole, for a PIN that no network helps', async () => {
  const tablet = await here('ana', '1111')
  const phone = await here('ana', '1111')
  await tablet.goAvailable()
  await tablet.lock()
  const shopper = await shopperComes('oxford-street')
  const chat = await shopper.ask('Is the blue one waterproof?', { name: 'Crystal Minh' })
  const ring = await tablet.until('the ring', ({ ringing }) => ringing?.chat === chat && ringing)
  expect(ring.shopper).toMatchObject({ name: null, question: '', lookingAt: null, isReturning: false, isWithheld: true })
  await phone.until('the ring', ({ ringing }) => ringing?.shopper.question === 'Is the blue one waterproof?')
  expect(all(tablet)).not.toMatch(/waterproof|Crystal/)
  expect([tablet.me?.isDeviceLocked, phone.me?.isDeviceLocked]).toEqual([true, undefined])

  await granted(tablet.claim(chat))
  const row = await tablet.until('the chat', ({ chats }) => chats.find(({ id }) => id === chat))
  expect(row.shopper).toMatchObject({ name: 'Crystal Minh', question: 'Is the blue one waterproof?' })
  await shopper.write('Anybody there?')
  await tablet.until('what they go on writing', ({ rows }) =>
    rows.some((one) => one.kind === 'message' && one.text === 'Anybody there?'),
  )
  // What rang is still without words.
  expect(tablet.offer(chat)?.shopper.isWithheld).toBe(true)
  await granted(tablet.unlock('1111'))
  await tablet.until('everything', (member) => member.offer(chat)?.shopper.name === 'Crystal Minh')
})

test('MI1: of the Missed list it is sent neither words nor contacts; on unlocking all of it is there', async () => {
  const farid = await here('farid', '6666')
  const shopper = await shopperComes('brighton-lanes')
  const chat = await shopper.ask('Do you mend zips?', { name: 'Zebedee' })
  await shopper.leaveContact('zeb@example.org', 'After six, please')
  await shopper.endChat()
  await farid.until('it under Missed', ({ missed }) => missed.some((row) => row.chat === chat && row.contact))
  await farid.lock()
  await farid.until('blanks', ({ missed }) => missed.some((row) => row.chat === chat && row.shopper.isWithheld))
  expect(all(farid)).not.toMatch(/zips|Zebedee|zeb@|After six/)

  // Back on a new connection, it is as locked as before.
  farid.disconnect()
  farid.connect()
  await farid.until('being back', ({ isConnected }) => isConnected)
  expect((await granted(farid.unlock('9999')).catch((failure) => failure)).message).toMatch(/PIN/)
  expect(all(farid)).not.toMatch(/zips|Zebedee|zeb@|After six/)
  await granted(farid.unlock('6666'))
  const row = await farid.until('everything', ({ missed }) => missed.find((one) => one.chat === chat && one.contact))
  expect(row).toMatchObject({ shopper: { name: 'Zebedee' }, contact: { address: 'zeb@example.org', text: 'After six, please' } })
})
