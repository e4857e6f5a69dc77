/**
 * One chaos run: a real server that is killed again and again, people who work through a bad network meanwhile, and the verdict
 * on what they were told.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { StoreId } from '../../src/identifiers.ts'
import { Chance } from '../support/chance.ts'
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts'
import { startServer, type TestServer } from '../support/server.ts'
import type { ScriptedShopper } from '../support/shopper.ts'
import { type AtTheEnd, Recorder, type Sent } from './history.ts'
import { untilAnswered } from './insisting.ts'
import { readKept } from './kept.ts'
import { type Kills, killAgainAndAgain } from './killing.ts'
import { keepAsking, noteWhatWasRead } from './shoppers.ts'
import { type Play, playTablet, signInTeam, type Tablet } from './team.ts'
import { judge, type Verdict } from './verdict.ts'
import { makeWeather } from './weather.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly kills: number
  /** Stores of the demo data. */
  readonly stores: readonly StoreId[]
  readonly tabletsEach: number
  readonly shoppersPerStore: number
  readonly say: (line: string) => void
}

export interface ChaosReport extends Verdict {
  readonly kills: Kills
  readonly restartsMs: readonly number[]
  readonly tablets: number
  readonly badWeather: number
}

/** In proportion to the defaults, and so short that a chat is over in seconds. */
const quickPolicy = {
  requestLifeMs: 4_000,
  shopperLeftAfterMs: 2_500,
  askAgainAfterMs: 300,
  leastRingMs: 400,
  deliverWithinMs: 600,
  countdownMs: 1_000,
  answerMarginMs: 200,
  endAfterLeftMs: 1_000,
  visitMs: 2_000,
  handBackWithinMs: 1_000,
  reachableWithinMs: 3_000,
  rescueSilentAfterMs: 3_000,
  rescueUnansweredAfterMs: 1_500,
}
/** Unlike the one before, so that whoever shows it knows the newest. */
const lastCountdownMs = 1_001
/** Everybody has gone: a request lives out its life, a held chat ends by absence, and a busy machine is late for both. */
const timeToEndMs = 30_000
const noLimits = [
  '--rate-per-address',
  '9999999',
  '--rate-per-shift',
  '9999999',
  '--rate-per-shopper',
  '9999999',
  '--rate-questions',
  '9999999',
]

/** Rejects where the server does not come back, or where something did not end at all; the rest is in the verdict. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const server = await startServer({ args: ['--log-level', 'warn', ...noLimits] })
  const chance = new Chance(options.seed)
  const networks: FaultyProxy[] = []
  const tablets: Tablet[] = []
  try {
    // The Wi-Fi of each store, and the network that all shoppers come by.
    for (const _ of [...options.stores, 'shoppers']) networks.push(await startFaultyProxy(server.url, chance.fork()))
    return await playOn(server, networks, tablets, chance, options)
  } catch (failure) {
    const what = failure instanceof Error ? failure.message : String(failure)
    throw new Error(`${what}\nThe server had printed:\n${server.log}`, { cause: failure })
  } finally {
    for (const { member } of tablets) member.leave()
    for (const network of networks) await network.end()
    await server.end()
  }
}

async function playOn(
  server: TestServer,
  networks: readonly FaultyProxy[],
  tablets: Tablet[],
  chance: Chance,
  { stores, kills, tabletsEach, shoppersPerStore, say }: ChaosOptions,
): Promise<ChaosReport> {
  const recorder = new Recorder()
  const over = new AbortController()
  const play: Play = { recorder, isOver: over.signal }
  const shoppersUrl = networks.at(-1)?.url ?? server.url
  for (const [index, store] of stores.entries()) {
    const team = await signInTeam(networks[index]?.url ?? server.url, store, tabletsEach, chance)
    const manager = team.find(isManagers)
    await manager?.member.changePolicy(quickPolicy)
    tablets.push(...team)
  }
  const ofMember = Map.groupBy(tablets, ({ member }) => member.id)
  const playing = Promise.all(
    tablets.map((tablet) => playTablet(tablet, ofMember.get(tablet.member.id) ?? [], chance.fork(), play)),
  )
  const asking = Promise.all(
    stores.flatMap((store) =>
      Array.from({ length: shoppersPerStore }, () => keepAsking(shoppersUrl, store, chance.fork(), play)),
    ),
  )
  const weather = makeWeather(networks, chance.fork(), over.signal)

  const killing = await killAgainAndAgain(server, kills, recorder, chance.fork())
  say(`killed ${kills} times; ${recorder.answers} commands were answered so far, ${recorder.underWay} are under way`)
  over.abort()
  const badWeather = await weather
  await playing
  const shoppers = (await asking).flat()
  for (const shopper of shoppers) noteWhatWasRead(shopper, recorder)
  await untilAllEnded(shoppers)
  say(`${shoppers.length} visits are over; asking for every answer again after one more kill -9`)

  await server.kill()
  // Read before anything is asked again, because what was lost would then be done anew.
  const kept = readKept(server.data)
  await server.start()
  await askAgain(recorder.sent, chance)
  recorder.endsWith(await gather(tablets, chance))
  await server.stop()
  const history = recorder.history()
  const verdict = judge(history, kept)
  const { diverged } = judge(history, readKept(server.data)).findings
  return { ...verdict, findings: { ...verdict.findings, diverged }, ...killing, tablets: tablets.length, badWeather }
}

/** As shoppers would find them: every chat has ended or is missed. */
async function untilAllEnded(shoppers: readonly ScriptedShopper[]): Promise<void> {
  const until = performance.now() + timeToEndMs
  for (const shopper of shoppers) {
    if (shopper.stands === undefined) continue
    while (performance.now() < until) {
      const { stands } = await shopper.readChat()
      if (stands === 'ended' || stands === 'missed') break
      await delay(50)
    }
  }
}

/** Gives up where nothing is answered any more; what has no second answer is a finding. */
async function askAgain(sent: readonly Sent[], chance: Chance): Promise<void> {
  const waiting = [...sent]
  let answeredAt = performance.now()
  const askOnes = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      while (one.given.answeredAgain === null && performance.now() < answeredAt + timeToEndMs) {
        one.given.answeredAgain = await one.send()
        if (one.given.answeredAgain) answeredAt = performance.now()
        else await delay(chance.between(20, 200))
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, askOnes))
}

/**
 * Waits until every tablet is back and knows the newest: a figure of the store's policy that is changed only now. What it then
 * takes for the wish may still be on its way between two tablets of one member; differences that stay are for the verdict.
 */
async function gather(tablets: readonly Tablet[], chance: Chance): Promise<AtTheEnd> {
  for (const { member } of tablets.filter(isManagers)) {
    await untilAnswered(() => member.changePolicy({ countdownMs: lastCountdownMs }).then(toTrue, () => null), chance)
  }
  const isBack = ({ member }: Tablet) => member.rows.some((row) => row.kind === 'store' && row.countdownMs === lastCountdownMs)
  const wishes = () =>
    tablets.filter(isBack).flatMap(({ name, member: { id, me } }) => (me ? [{ member: id, tablet: name, ...me.wish }] : []))
  const isCalm = () => {
    const members = new Set(tablets.map(({ member }) => member.id))
    return tablets.every(isBack) && new Set(wishes().map(({ member, on, off }) => `${member} ${on} ${off}`)).size === members.size
  }
  // The last change that makes it calm is one of some tablet's.
  await Promise.any(tablets.map(({ member }) => member.until('calm', isCalm, timeToEndMs))).catch(() => null)
  const strays = tablets.filter((tablet) => !isBack(tablet))
  return {
    wishes: wishes(),
    strays: strays.map(({ name, member }) => {
      const { isConnected, lastClose } = member
      return `${name} did not come back (it is ${isConnected ? 'connected' : 'not connected'}; the last end was ${lastClose})`
    }),
  }
}

function toTrue(): true {
  return true
}

function isManagers({ member }: Tablet): boolean {
  return member.session.member.role !== 'associate'
}
