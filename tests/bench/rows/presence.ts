/**
 * Presence: 2,000 members of 500 stores who each go available and unavailable as fast as they hear of it. Ours authorises,
 * decides and flushes every change; the peer is a stock y-websocket relay, which keeps them in memory for whoever knows a room's
 * name. Measured in changes per second of the server's own time, so that neither the load nor a busy machine decides.
 */
import * as Y from 'yjs'
import { wishMap } from '../../../src/protocol/socket.ts'
import { type Child, startOwn, startProduct } from '../child.ts'
import type { Figure } from '../figure.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'
import { allOf, connectTablet, connectToRelay, updateFrame } from '../tablet.ts'
import { buildTown, removeFolder, type TownMember } from '../town.ts'

const membersAStore = 4

export const presence: Row = {
  name: 'presence',
  about: 'changes of availability, 2,000 members in 500 stores',
  measure,
}

interface Burst {
  readonly aSecond: number
  readonly aServerSecond: number
}

async function measure({ isQuick }: Run): Promise<readonly Figure[]> {
  const seconds = isQuick ? 1 : 4
  const town = await buildTown({ stores: isQuick ? 50 : 500, membersAStore })
  const members = town.stores.flatMap((store) => store.members)
  const product = await startProduct(town.data)
  const relay = await startOwn('stock-relay')
  const ours: Burst[] = []
  const peer: Burst[] = []
  try {
    const changing = await membersOfProduct(product, members)
    const relayed = await membersOfRelay(relay, members)
    for (let repetition = 0; repetition < (isQuick ? 1 : 3); repetition++) {
      peer.push(await burst(relay, relayed, seconds))
      ours.push(await burst(product, changing, seconds))
    }
  } finally {
    await product.kill()
    await relay.kill()
    removeFolder(town.data)
  }
  const figure = (what: string, of: keyof Burst): Figure => {
    const [measured, beside] = [ours.map((one) => one[of]), peer.map((one) => one[of])]
    return {
      row: 'presence',
      what,
      unit: 'a second',
      measured: spreadOf(measured),
      beside: { what: 'stock relay', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
    }
  }
  const note = 'ours are authorised, decided and durable before anybody is told; the relay does none of it'
  return [
    { ...figure('changes a second of server time', 'aServerSecond'), budget: { of: 'ratio', is: 'atLeast', value: 2 }, note },
    figure('changes a second', 'aSecond'),
  ]
}

/** Somebody whose every change is followed by the next, for as long as `isOn`; `changed` counts what came round. */
interface Changing {
  start(): void
  stop(): void
  readonly changed: () => number
}

async function burst(server: Child, all: readonly Changing[], seconds: number): Promise<Burst> {
  for (const one of all) one.start()
  const count = () => all.reduce((sum, one) => sum + one.changed(), 0)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const [before, cpuBefore, begun] = [count(), server.cpuSeconds(), performance.now()]
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  const [after, cpuAfter, ended] = [count(), server.cpuSeconds(), performance.now()]
  for (const one of all) one.stop()
  return { aSecond: ((after - before) / (ended - begun)) * 1_000, aServerSecond: (after - before) / (cpuAfter - cpuBefore) }
}

function membersOfProduct(product: Child, members: readonly TownMember[]): Promise<Changing[]> {
  return allOf(members, 50, async (member) => {
    const { changing, cameRound } = changer(member.id, (update) => tablet.sendUpdate(update))
    let said = ''
    const tablet = await connectTablet(product, member, {
      presence(team) {
        const own = team.find((one) => one.member === member.id)
        if (!own || `${own.since} ${own.isAvailable}` === said) return
        said = `${own.since} ${own.isAvailable}`
        cameRound()
      },
    })
    return changing
  })
}

function membersOfRelay(relay: Child, members: readonly TownMember[]): Promise<Changing[]> {
  return allOf(members, 50, async (member) => {
    const { changing, cameRound, client } = changer(member.id, (update) => socket.send(updateFrame(update)))
    // The relay tells everybody in the room, the one who changed included.
    const socket = await connectToRelay(relay, member.store, (changedBy) => {
      if (changedBy === client) cameRound()
    })
    return changing
  })
}

/** A member's own document: each change is a new pair of stamps under the key of their device, which is named like them. */
function changer(key: string, send: (update: Uint8Array) => void) {
  const doc = new Y.Doc()
  const wishes = doc.getMap<{ readonly on: number; readonly off: number }>(wishMap)
  doc.on('update', send)
  let stamp = Date.now()
  let isAvailable = true
  let isOn = false
  let changed = 0
  let wish = { on: stamp, off: 0 }
  const next = () => {
    isAvailable = !isAvailable
    stamp = Math.max(stamp + 1, Date.now())
    wish = isAvailable ? { ...wish, on: stamp } : { ...wish, off: stamp }
    wishes.set(key, wish)
  }
  return {
    client: doc.clientID,
    cameRound() {
      changed += 1
      if (isOn) next()
    },
    changing: {
      start() {
        isOn = true
        next()
      },
      stop() {
        isOn = false
      },
      changed: () => changed,
    } satisfies Changing,
  }
}
