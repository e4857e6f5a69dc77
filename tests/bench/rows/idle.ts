/** What a tablet costs that does nothing: 10,000 of them connected, in 1,000 stores; beside as many bare sockets. */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Child, startOwn, startProduct } from '../child.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'
import { allOf, connectTablet } from '../tablet.ts'
import { buildTown, removeFolder } from '../town.ts'

/** Long enough for three rounds of the clock, so that what connecting left behind has been collected. */
const settlingMs = 7_000

export const idle: Row = {
  name: 'idle',
  about: 'server memory of a tablet that only listens, at 10,000',
  async measure({ isQuick }: Run) {
    const membersAStore = 10
    const stores = Math.min(isQuick ? 100 : 1_000, Math.floor(mostOpenFiles() / membersAStore) - 50)
    const tablets = stores * membersAStore
    const town = await buildTown({ stores, membersAStore })
    const product = await startProduct(town.data)
    const floor = await startOwn('bare-sockets')
    try {
      const names = Array.from({ length: tablets }, (_, number) => `t${number}`)
      const bare = await grownBy(floor, async () => void (await allOf(names, 100, (name) => bareSocket(floor, name))))
      // Its sockets count against this process's open files, of which the tablets need most.
      await floor.kill()
      const members = town.stores.flatMap((store) => store.members)
      const ours = await grownBy(product, async () => void (await allOf(members, 100, (one) => connectTablet(product, one))))
      const measured = [ours / tablets / 1_024]
      const beside = [bare / tablets / 1_024]
      return [
        {
          row: 'idle',
          what: `memory a tablet, ${tablets} connected`,
          unit: 'KiB',
          measured: spreadOf(measured),
          beside: { what: 'bare socket', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
          budget: { of: 'measured', is: 'atMost', value: 20 },
          note: 'resident memory of the process, so that a tenth of the stores’ own state and what is not collected yet are in it',
        },
      ]
    } finally {
      await product.kill()
      await floor.kill()
      removeFolder(town.data)
    }
  },
}

/** How many sockets this process may have, and so may each server that it starts. */
function mostOpenFiles(): number {
  return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
}

async function grownBy(server: Child, connect: () => Promise<void>): Promise<number> {
  const before = server.residentBytes()
  await connect()
  await delay(settlingMs)
  return server.residentBytes() - before
}

function bareSocket(floor: Child, name: string): Promise<void> {
  const socket = new WebSocket(`${floor.url.replace('http', 'ws')}/${name}`, { perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
}
