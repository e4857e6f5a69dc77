/**
 * `npm run replay -- --data DIR`: the real thing on real input. Imports a retailer's days of orders through the import command,
 * lets its customers come at their own times, speeded up, with questions from real dialogues, against a team of ten scripted
 * members over the public interface, and checks that every request ended exactly once. The last line is one JSON object.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { inspect, parseArgs } from 'node:util'
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import { Chance } from '../support/chance.ts'
import { enrol } from '../support/device.ts'
import { granted } from '../support/http.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { startServer, type TestServer } from '../support/server.ts'
import type { ScriptedShopper } from '../support/shopper.ts'
import { type Arrival, readArrivals, withoutNights } from './arrivals.ts'
import { type Phrases, readPhrases } from './dialogues.ts'
import { Ledger } from './ledger.ts'
import { arriveAsCustomer, playShopper } from './shoppers.ts'
import { type Doings, type Play, playMember, temperOf } from './team.ts'

const retailer = 'marlow-finch'
const store = 'covent-garden' as StoreId
const pinOfAll = '8888'

/** In proportion to the defaults, and short enough for a day that passes in minutes. */
const quickPolicy = {
  requestLifeMs: 9_000,
  shopperLeftAfterMs: 5_000,
  askAgainAfterMs: 1_000,
  capacity: 2,
  leastRingMs: 800,
  deliverWithinMs: 1_000,
  countdownMs: 1_500,
  answerMarginMs: 300,
}

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    arrivals: { type: 'string', default: '250' },
    seconds: { type: 'string', default: '75' },
    seed: { type: 'string', default: '20101201' },
  },
})
// y-websocket listens once a connection for the end of the process: ten members are more than Node expects.
process.setMaxListeners(100)
process.exit(await replay())

async function replay(): Promise<0 | 1> {
  const data = options.data ?? ''
  const exports = globSync(join(data, 'online-retail/*.csv')).sort()
  const dialogues = join(data, 'abcd/abcd_sample.json')
  if (exports.length === 0 || !existsSync(dialogues)) {
    say(`--data must name a folder with online-retail/*.csv and abcd/abcd_sample.json; “${data}” is not one.`)
    return 1
  }
  const server = await startServer({ args: ['--log-level', 'warn', '--rate-questions', '1000000'] })
  process.once('uncaughtException', (error) => {
    say(`✗ ${inspect(error)}\nThe server had printed:\n${server.log}`)
    process.exit(1)
  })
  try {
    return await playOn(server, exports, readPhrases(dialogues))
  } finally {
    await server.end()
  }
}

async function playOn(server: TestServer, exports: readonly string[], phrases: Phrases): Promise<0 | 1> {
  const seed = Number(options.seed)
  const chance = new Chance(seed)
  await importOrders(server, exports)
  const team = await signInTeam(server)
  const arrivals = (await readArrivals(exports)).slice(0, Number(options.arrivals))
  say(`seed ${seed}: ${team.length} members of ${team[0]?.session.store.name}, ${arrivals.length} arrivals`)

  const over = new AbortController()
  const doings: Doings = {
    declined: 0,
    tooLate: 0,
    pickedUp: 0,
    wentUnavailable: 0,
    madeUnavailable: 0,
    written: 0,
    ended: 0,
    unexpected: [],
  }
  const play: Play = { ledger: new Ledger(), phrases, doings, isOver: over.signal }
  const members = team.map((member, i) => playMember(member, temperOf(i), chance.fork(), play))
  const shoppers = await playArrivals(server, arrivals, chance, play)
  await play.ledger.settle(quickPolicy.requestLifeMs + 5_000)
  over.abort()
  await Promise.all(members)
  return report(play, shoppers, team, seed)
}

/** Through the command that people use, with the server stopped as its documentation asks. */
async function importOrders(server: TestServer, files: readonly string[]): Promise<void> {
  await server.stop()
  const args = ['sync-server/import/command-line.ts', 'orders', ...files, '--retailer', retailer, '--data', server.data]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: join(import.meta.dirname, '../..') })
  if (status !== 0) throw new Error(`The import ended with ${status}.`)
  await server.start()
}

async function signInTeam(server: TestServer): Promise<readonly ScriptedMember[]> {
  const { stores } = await granted((await enrol(server.url)).here())
  const faces = stores.find(({ id }) => id === store)?.members ?? []
  const team = await Promise.all(faces.map(({ id }) => signIn(server.url, { member: id, pin: pinOfAll })))
  const manager = team.find(({ session }) => session.member.role !== 'associate')
  await manager?.changePolicy(quickPolicy)
  return team
}

/** Lets everybody come at their time; resolves to all of them once the last has gone. */
async function playArrivals(
  server: TestServer,
  arrivals: readonly Arrival[],
  chance: Chance,
  play: Play,
): Promise<readonly ScriptedShopper[]> {
  const [first, last] = [arrivals[0], arrivals.at(-1)]
  if (!first || !last) return []
  const comesAfterMs = withoutNights(arrivals)
  const speed = (comesAfterMs.at(-1) ?? 0) / (Number(options.seconds) * 1_000)
  say(`from ${inWords(first.at)} to ${inWords(last.at)} without the nights, ${Math.round(speed)} times as fast`)

  const inShop = new Map<string, ScriptedShopper | null>()
  const chats: Promise<void>[] = []
  const all: ScriptedShopper[] = []
  const begin = performance.now()
  for (const [i, arrival] of arrivals.entries()) {
    await delay(Math.max(0, begin + (comesAfterMs[i] ?? 0) / speed - performance.now()))
    const own = chance.fork()
    chats.push(comeToShop(arrival, own))
  }
  await Promise.all(chats)
  return all

  async function comeToShop(arrival: Arrival, own: Chance): Promise<void> {
    if (inShop.has(arrival.customer)) {
      // Somebody who orders again while their chat is open writes in it, as a person would.
      const shopper = inShop.get(arrival.customer)
      if (shopper?.stands?.stands === 'talking') await shopper.write(own.oneOf(play.phrases.questions))
      return
    }
    inShop.set(arrival.customer, null)
    const shopper = await arriveAsCustomer(server.url, store, arrival.customer)
    const earlier = shopper.session.chat
    const isOpen = earlier !== null && (await shopper.readChat(earlier)).stands !== 'ended'
    // Somebody whose missed chat still waits for its answer asks nothing new.
    if (!isOpen) {
      inShop.set(arrival.customer, shopper)
      all.push(shopper)
      await playShopper(shopper, arrival, own, play)
    }
    inShop.delete(arrival.customer)
  }
}

async function report(
  { ledger, doings }: Play,
  shoppers: readonly ScriptedShopper[],
  team: readonly ScriptedMember[],
  seed: number,
): Promise<0 | 1> {
  const idOf = (name: string): MemberId => {
    const member = team.find((one) => one.name === name)
    if (!member) throw new Error(`Nobody of the team is called ${name}.`)
    return member.id
  }
  const stillOpen: string[] = []
  for (const shopper of shoppers) {
    ledger.sawChat(shopper.chat, shopper.stood, idOf)
    const { stands } = await shopper.readChat()
    if (stands === 'asking' || stands === 'nobody') stillOpen.push(`chat ${shopper.chat} still says “${stands}”`)
  }
  const { complaints, ...figures } = ledger.verdict()
  const findings = [...complaints, ...stillOpen, ...doings.unexpected]
  const { unexpected, ...counted } = doings
  for (const [what, value] of Object.entries({ ...figures, ...counted, unexpected: unexpected.length })) {
    say(`  ${what.padEnd(18)} ${value}`)
  }
  for (const finding of findings) {
    say(`✗ ${finding}`)
    const shopper = shoppers.find(({ chat }) => finding.includes(chat))
    if (shopper) say(`  the shopper was told: ${JSON.stringify(shopper.stood.map(({ stands, with: who }) => [stands, who]))}`)
  }
  say(JSON.stringify({ ...figures, ...counted, unexpected: unexpected.length, seed }))
  return findings.length > 0 ? 1 : 0
}

function inWords(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
