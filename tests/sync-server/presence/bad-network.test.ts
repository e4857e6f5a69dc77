/** A member whose network falls silent without closing anything, through the real server and real sockets. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { MemberId, StoreId } from '../../../src/identifiers.ts'
import { clockEveryMs, silenceMs } from '../../../src/protocol/socket.ts'
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy.ts'
import { type ScriptedMember, signIn } from '../../support/member.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { visit } from '../../support/shopper.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.end())

async function person(name: string, pin: string, url = server.url): Promise<ScriptedMember> {
  const member = await signIn(url, { member: name as MemberId, pin })
  onTestFinished(() => member.leave())
  return member
}

async function network(): Promise<FaultyProxy> {
  const proxy = await startFaultyProxy(server.url)
  onTestFinished(() => proxy.end())
  return proxy
}

// Each in a store of its own, so that they can wait at the same time.
describe.concurrent('a half-open network', () => {
  test('RE2: colleagues see within six seconds that a member whose wire is silent cannot be reached', async () => {
    const wifi = await network()
    const [farid, greta] = await Promise.all([person('farid', '6666', wifi.url), person('greta', '7777')])
    const isReachable = () => greta.team.find(({ member }) => member === farid.id)?.isReachable
    await farid.until('the clock', ({ lastServerTime }) => lastServerTime > 0)
    await greta.until('a reachable colleague', isReachable)
    wifi.silence()
    await greta.until('an unreachable colleague', () => isReachable() === false)
    // By the server's own clock, which it tells every two seconds: a busy machine may be one time late.
    expect(greta.lastServerTime - farid.lastServerTime).toBeLessThanOrEqual(silenceMs + clockEveryMs)

    wifi.heal()
    await greta.until('a reachable colleague', isReachable)
  })

  test('MI2: a member whose wire falls silent in mid-ring has no miss, and a colleague who let it ring has one', async () => {
    const wifi = await network()
    const [emma, ana, ben] = await Promise.all([person('emma', '5555'), person('ana', '1111', wifi.url), person('ben', '2222')])
    await emma.changePolicy({ requestLifeMs: 8_000, countdownMs: 1_000, leastRingMs: 1_000 })
    await Promise.all([ana.goAvailable(), ben.goAvailable()])
    const shopper = await visit(server.url, { store: 'oxford-street' as StoreId })
    onTestFinished(() => shopper.goAway())
    const chat = await shopper.ask('Is it waterproof?')
    // Delivered, so the countdown runs.
    await ana.until('the ring', ({ ringing }) => ringing?.ringsUntil)
    wifi.silence()

    await ben.until('a miss', ({ me, missed }) => me?.missesInRow === 1 && missed.some((row) => row.chat === chat))
    wifi.heal()
    await ana.until('the missed chat', ({ missed }) => missed.some((row) => row.chat === chat))
    expect(ana.me?.missesInRow).toBe(0)
  })
})
