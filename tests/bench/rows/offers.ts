/**
 * From a shopper's question to the offer on the wire of all its places, with 1,000 tablets connected; beside a bare server that
 * sends a frame to three of 1,000 sockets.
 */
import { v7 as newIdentifier } from 'uuid'
import { WebSocket } from 'ws'
import type { ChatId } from '../../../src/identifiers.ts'
import type { ShopperChat, ShopperSession } from '../../../src/protocol/shopper.ts'
import { type Child, startOwn, startProduct } from '../child.ts'
import type { Figure } from '../figure.ts'
import type { Row, Run } from '../run.ts'
import { percentile, ratiosOf, spreadOf } from '../statistics.ts'
import { atRate, post } from '../steady-load.ts'
import { allOf, connectTablet } from '../tablet.ts'
import { buildTown, removeFolder, type Town } from '../town.ts'

const questionsASecond = 20
const places = 3
/** What rings goes on ringing, so that each question finds the same three members free. */
const stillRinging = { requestLifeMs: 3_600_000, countdownMs: 120_000, shopperLeftAfterMs: 600_000 }

export const offers: Row = {
  name: 'offers',
  about: 'a question, until it rings on all its tablets, 1,000 connected',
  measure,
}

async function measure({ isQuick, chance }: Run): Promise<readonly Figure[]> {
  const [stores, membersAStore] = isQuick ? [10, 10] : [100, 10]
  const town = await buildTown({ stores, membersAStore, policy: stillRinging })
  const product = await startProduct(town.data)
  const floor = await startOwn('bare-sockets')
  try {
    const ring = await ringingTablets(product, town)
    const bare = await bareSockets(floor, stores * membersAStore)
    const measured: number[][] = []
    const beside: number[][] = []
    // Three questions to a store at most: nine of its ten members then ring.
    for (let repetition = 0; repetition < 3; repetition++) {
      const sessions = await allOf(town.stores, 20, ({ id }) => beginSession(product, id))
      beside.push(await atRate(questionsASecond, town.stores, chance, bare))
      measured.push(await atRate(questionsASecond, sessions, chance, ring))
    }
    return [figure(measured, beside, 0.5, 'p50'), figure(measured, beside, 0.99, 'p99')]
  } finally {
    await product.kill()
    await floor.kill()
    removeFolder(town.data)
  }
}

function figure(ours: readonly number[][], bare: readonly number[][], share: number, name: string): Figure {
  const measured = ours.map((run) => percentile(run, share))
  const beside = bare.map((run) => percentile(run, share))
  return {
    row: 'offers',
    what: `question to its last place, ${name}`,
    unit: 'ms',
    measured: spreadOf(measured),
    beside: { what: 'bare request + 3 frames', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
    ...(name === 'p99' ? { budget: { of: 'measured', is: 'atMost', value: 20 } as const } : {}),
    note: 'from sending the question, so that HTTP and the commit before the offer are in it',
  }
}

/** Connects everybody; what it returns asks a question and resolves to how long it took to ring on its last tablet. */
async function ringingTablets(product: Child, town: Town): Promise<(session: ShopperSession) => Promise<number>> {
  const rangAt = new Map<ChatId, number[]>()
  const waiting = new Map<ChatId, () => void>()
  await allOf(
    town.stores.flatMap(({ members }) => members),
    50,
    async (member) => {
      const tablet = await connectTablet(product, member, {
        feed({ rows }) {
          for (const row of rows) {
            if (row.kind !== 'offer' || row.state !== 'ringing' || row.ringsUntil !== null) continue
            const times = rangAt.get(row.chat) ?? []
            rangAt.set(row.chat, times)
            times.push(performance.now())
            if (times.length === places) waiting.get(row.chat)?.()
            tablet.report({ delivered: [row.id], displayed: [row.id] })
          }
        },
      })
    },
  )
  return async (session) => {
    const begun = performance.now()
    const headers = { authorization: `Bearer ${session.token}` }
    const body = { id: newIdentifier(), question: 'Do you have this in a size larger?' }
    const answer = await post({ port: product.port, path: '/api/v1/shopper/chats', headers, body })
    if (answer.status !== 201) throw new Error(`A question was answered with ${answer.status}: ${answer.text}`)
    const { chat } = JSON.parse(answer.text) as ShopperChat
    if ((rangAt.get(chat)?.length ?? 0) < places) await new Promise<void>((resolve) => waiting.set(chat, resolve))
    return (rangAt.get(chat)?.[places - 1] ?? Number.NaN) - begun
  }
}

async function beginSession(product: Child, store: string): Promise<ShopperSession> {
  const { status, text } = await post({ port: product.port, path: '/api/v1/shopper/session', body: { store } })
  if (status !== 201) throw new Error(`A shopper's session was answered with ${status}: ${text}`)
  return JSON.parse(text) as ShopperSession
}

async function bareSockets(floor: Child, count: number): Promise<() => Promise<number>> {
  const arrived = new Map<number, { times: number; whole: () => void }>()
  const names = Array.from({ length: count }, (_, number) => `t${number}`)
  await allOf(names, 50, (name) => {
    const socket = new WebSocket(`${floor.url.replace('http', 'ws')}/${name}`, { perMessageDeflate: false })
    socket.on('message', (data: Buffer) => {
      const { question } = JSON.parse(data.toString()) as { readonly question: number }
      const known = arrived.get(question)
      if (known && ++known.times === places) known.whole()
    })
    return new Promise((resolve) => socket.once('open', resolve))
  })
  let questions = 0
  return async () => {
    const begun = performance.now()
    const question = ++questions
    const last = new Promise<void>((whole) => arrived.set(question, { times: 0, whole }))
    const to = Array.from({ length: places }, (_, place) => names[(question * places + place) % count])
    await Promise.all([post({ port: floor.port, path: '/', body: { to, question } }), last])
    return performance.now() - begun
  }
}
