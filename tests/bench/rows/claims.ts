/** A claim: HTTP in, durable, answer out, at 500 a second; beside a bare HTTP server that flushes one row for each request. */
import { v7 as newIdentifier } from 'uuid'
import type { ChatId, ShopperId } from '../../../src/identifiers.ts'
import { type Child, startOwn, startProduct } from '../child.ts'
import type { Figure } from '../figure.ts'
import { ask } from '../life.ts'
import type { Row, Run } from '../run.ts'
import { percentile, ratiosOf, spreadOf } from '../statistics.ts'
import { type Answer, atRate, post } from '../steady-load.ts'
import { buildTown, removeFolder, type TownMember, temporaryFolder } from '../town.ts'

const claimsASecond = 500
const membersAStore = 10

interface Claimable {
  readonly member: TownMember
  readonly chat: ChatId
}

export const claims: Row = {
  name: 'claims',
  about: 'a claim over HTTP, 500 a second',
  measure,
}

async function measure({ isQuick, chance }: Run): Promise<readonly Figure[]> {
  const repetitions = isQuick ? 1 : 5
  const claimsEach = claimsASecond * (isQuick ? 1 : 3)
  const { data, claimable } = await townOfRingingChats((claimsEach * (repetitions + 1)) / membersAStore)
  const product = await startProduct(data)
  const bareData = temporaryFolder()
  const floor = await startOwn('bare-flush', [bareData])
  const ours: number[][] = []
  const bare: number[][] = []
  try {
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      const pieces = claimable.splice(0, claimsEach)
      const floorTimes = times(await atRate(claimsASecond, pieces, chance, (one) => post(bareRequest(floor, one))))
      const claimTimes = times(await atRate(claimsASecond, pieces, chance, (one) => post(claimRequest(product, one))))
      // The first is for warmth only.
      if (repetition === 0) continue
      bare.push(floorTimes)
      ours.push(claimTimes)
    }
  } finally {
    await product.kill()
    await floor.kill()
    removeFolder(data)
    removeFolder(bareData)
  }
  return [figure(ours, bare, 0.5, 'p50'), figure(ours, bare, 0.99, 'p99')]
}

function figure(ours: readonly number[][], bare: readonly number[][], share: number, name: string): Figure {
  const measured = ours.map((run) => percentile(run, share))
  const beside = bare.map((run) => percentile(run, share))
  return {
    row: 'claims',
    what: `claim answered, ${name}`,
    unit: 'ms',
    measured: spreadOf(measured),
    beside: { what: 'bare flush + echo', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
    budget: { of: 'ratio', is: 'atMost', value: 3 },
  }
}

/** Every member rings for one chat, which lives long enough to be claimed when its turn comes. */
async function townOfRingingChats(stores: number): Promise<{ data: string; claimable: Claimable[] }> {
  const claimable: Claimable[] = []
  const policy = { requestLifeMs: 3_600_000, shopperLeftAfterMs: 600_000, places: 1, capacity: 50 }
  const { data } = await buildTown({ stores, membersAStore, policy }, async (built, coordinator) => {
    await Promise.all(
      built.map(async ({ id: store, members }) => {
        for (const _ of members) await ask(coordinator, store, newIdentifier() as ChatId, newIdentifier() as ShopperId)
        const byId = new Map(members.map((member) => [member.id, member]))
        for (const chat of Object.values((await coordinator.state(store)).chats)) {
          const member = byId.get(chat.request.offers[0]?.member ?? members[0]?.id ?? ('' as TownMember['id']))
          if (!member) throw new Error('A chat rings for nobody.')
          claimable.push({ member, chat: chat.id })
        }
      }),
    )
  })
  return { data, claimable: mixed(claimable) }
}

/** Neighbours in the list are of different stores, as they would be. */
function mixed(claimable: readonly Claimable[]): Claimable[] {
  return claimable
    .map((one) => [one, one.chat.slice(-6)] as const)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([one]) => one)
}

function claimRequest({ port, url }: Child, { member, chat }: Claimable): Parameters<typeof post>[0] {
  const body = { kind: 'claimChat', chat, id: newIdentifier(), shift: member.shift }
  return { port, path: '/api/v1/commands', headers: { cookie: member.cookie, origin: url }, body }
}

function bareRequest(floor: Child, one: Claimable): Parameters<typeof post>[0] {
  return { ...claimRequest(floor, one), path: '/' }
}

function times(answers: readonly Answer[]): number[] {
  const refused = answers.find(({ status }) => status !== 200)
  if (refused) throw new Error(`A claim was answered with ${refused.status}: ${refused.text}`)
  return answers.map(({ tookMs }) => tookMs)
}
