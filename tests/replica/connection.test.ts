/** The one connection, over real sockets, against a server that this file plays. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageYjsSyncStep2 } from 'y-protocols/sync'
import { Doc, encodeStateAsUpdate } from 'yjs'
import type { MemberId, OfferId } from '../../src/identifiers.ts'
import type { Batch } from '../../src/protocol/feed.ts'
import { closeCodes, type MemberPresence, messageTypes, wishMap } from '../../src/protocol/socket.ts'
import { protocolVersion } from '../../src/protocol/version.ts'
import { roomDial } from '../../src/replica/connection.ts'
import type { Position } from '../../src/replica/feed.ts'
import { report, teamIn } from '../../src/replica/presence.ts'
import type { RoomDocument } from '../../src/replica/room-document.ts'
import { until } from '../support/until.ts'
import { ManualPageTime } from './page-time.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** What one connection of the page's has sent, by message type. */
interface Heard {
  readonly path: string
  readonly socket: WebSocket
  readonly json: Record<number, unknown[]>
  readonly awareness: Uint8Array[]
}

async function listen(): Promise<{ origin: string; connections: Heard[] }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  const connections: Heard[] = []
  server.on('connection', (socket, request) => {
    const heard: Heard = { path: request.url ?? '', socket, json: {}, awareness: [] }
    connections.push(heard)
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(new Uint8Array(data))
      const type = readVarUint(decoder)
      if (type === messageTypes.feed || type === messageTypes.clock || type === messageTypes.bellCheck) {
        heard.json[type] = [...(heard.json[type] ?? []), JSON.parse(readVarString(decoder))]
      } else if (type === messageTypes.awareness) {
        heard.awareness.push(readVarUint8Array(decoder))
      }
    })
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections }
}

/** A page that dials once, with what came of it. */
function page(origin: string, position: () => Position | null = () => null, onBatch: (batch: Batch) => boolean = () => false) {
  let opened: RoomDocument | null = null
  const room = () => {
    if (!opened) throw new Error('It has not opened yet.')
    return opened
  }
  const said: ('open' | 'synced' | { closed: number | null })[] = []
  const clocks: unknown[] = []
  const checks: string[] = []
  const time = new ManualPageTime(1_000)
  const { close } = roomDial(
    origin,
    'ana' as MemberId,
    time,
  )({
    position,
    onBatch,
    onClock: (message, arrivedAt) => clocks.push({ message, arrivedAt }),
    onBellCheck: ({ check, by }, say) => {
      checks.push(by)
      say({ is: 'bellCheck', check, seen: 'delivered' })
    },
    onOpen: (room) => {
      opened = room
      said.push('open')
    },
    onSynced: () => said.push('synced'),
    onClosed: (code) => said.push({ closed: code }),
  })
  closing.push(close)
  return { room, said, clocks, checks, close }
}

const send = (socket: WebSocket, type: number, value: unknown) => {
  const encoder = createEncoder()
  writeVarUint(encoder, type)
  writeVarString(encoder, JSON.stringify(value))
  socket.send(toUint8Array(encoder))
}
const sendAwareness = (socket: WebSocket, from: Awareness) => {
  const encoder = createEncoder()
  writeVarUint(encoder, messageTypes.awareness)
  writeVarUint8Array(encoder, encodeAwarenessUpdate(from, [from.clientID]))
  socket.send(toUint8Array(encoder))
}
const batch: Batch = { from: null, version: 7, epoch: 'e', rows: [], removed: [] }
const presence = (member: string): MemberPresence => ({
  member: member as MemberId,
  isAvailable: true,
  isReachable: true,
  isBeingRung: false,
  openChats: 0,
  since: 0,
  isMadeUnavailable: false,
})
/** Each wait ends when its condition holds; only a hanging test ends otherwise. */
const nth = <T>(all: readonly T[], at: number): T => {
  const found = all[at]
  if (found === undefined) throw new Error(`There is no number ${at}.`)
  return found
}

describe('the connection', () => {
  test('opens the member’s own room and says first what it has', async () => {
    const { origin, connections } = await listen()
    const { said } = page(origin, () => ({ epoch: 'e', version: 5 }))
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    expect(connections[0]?.path).toBe(`/api/v1/rooms/ana?protocol=${protocolVersion}`)
    expect(connections[0]?.json[messageTypes.feed]).toEqual([{ is: 'position', position: { epoch: 'e', version: 5 } }])
    expect(said).toEqual(['open'])
  })

  test('hands batches on, and asks for everything again after a gap', async () => {
    const { origin, connections } = await listen()
    const batches: Batch[] = []
    page(
      origin,
      () => null,
      (got) => {
        batches.push(got)
        return got.version === 9
      },
    )
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    const { socket, json } = nth(connections, 0)
    send(socket, messageTypes.feed, { is: 'batch', batch })
    send(socket, messageTypes.feed, { is: 'batch', batch: { ...batch, from: 8, version: 9 } })
    await until(() => expect(json[messageTypes.feed]).toHaveLength(2))
    expect(batches.map(({ version }) => version)).toEqual([7, 9])
    expect(json[messageTypes.feed]?.[1]).toEqual({ is: 'position', position: null })
  })

  test('RE1: answers the clock at once, and tells when it came', async () => {
    const { origin, connections } = await listen()
    const { clocks } = page(origin)
    await until(() => expect(connections).toHaveLength(1))
    const message = { n: 3, serverTime: 5_000, previous: null }
    send(nth(connections, 0).socket, messageTypes.clock, message)
    await until(() => expect(connections[0]?.json[messageTypes.clock]).toEqual([{ n: 3, pageTime: 1_000 }]))
    expect(clocks).toEqual([{ message, arrivedAt: 1_000 }])
  })

  test('a bell check is told, and answered on the same connection for as long as there is one', async () => {
    const { origin, connections } = await listen()
    const { checks, close } = page(origin)
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    send(nth(connections, 0).socket, messageTypes.bellCheck, { is: 'bellCheck', check: 'k1', by: 'Emma' })
    const answer = { is: 'bellCheck', check: 'k1', seen: 'delivered' }
    await until(() => expect(connections[0]?.json[messageTypes.bellCheck]).toEqual([answer]))
    expect(checks).toEqual(['Emma'])
    close()
  })

  test('OF5: sends its own report as awareness, and nobody else’s state back', async () => {
    const { origin, connections } = await listen()
    const { room } = page(origin)
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    const server = new Awareness(new Doc())
    closing.push(() => server.destroy())
    server.setLocalState(presence('ben'))
    sendAwareness(nth(connections, 0).socket, server)
    await until(() => expect(teamIn(room().awareness)).toEqual([presence('ben')]))
    report(room().awareness, { delivered: ['c.1.1' as OfferId], displayed: [] })
    const told = new Awareness(new Doc())
    closing.push(() => told.destroy())
    await until(() => {
      for (const update of connections[0]?.awareness ?? []) applyAwarenessUpdate(told, update, 'page')
      expect(told.getStates().get(room().awareness.clientID)).toEqual({ delivered: ['c.1.1'], displayed: [] })
    })
    expect([...told.getStates().keys()]).not.toContain(server.clientID)
  })

  test('says once that it is over, with the code, and does not come back by itself', async () => {
    const { origin, connections } = await listen()
    const { said } = page(origin)
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    nth(connections, 0).socket.close(closeCodes.notSignedIn)
    await until(() => expect(said).toEqual(['open', { closed: closeCodes.notSignedIn }]))
    expect(connections).toHaveLength(1)
  })

  test('one that cannot be opened is over as well', async () => {
    const { said } = page('http://127.0.0.1:1')
    await until(() => expect(said).toEqual([{ closed: expect.any(Number) }]))
  })

  test('closed here, it says nothing more', async () => {
    const { origin, connections } = await listen()
    const { said, close } = page(origin)
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    close()
    await until(() => expect(connections[0]?.socket.readyState).toBe(3))
    expect(said).toEqual(['open'])
  })

  test('AV2: the document is brought to what the room holds before it is said to be so', async () => {
    const { origin, connections } = await listen()
    const { room: opened, said } = page(origin)
    await until(() => expect(connections[0]?.json[messageTypes.feed]).toHaveLength(1))
    const room = new Doc()
    room.getMap(wishMap).set('server', { on: 1, off: 2 })
    const encoder = createEncoder()
    writeVarUint(encoder, messageTypes.sync)
    writeVarUint(encoder, messageYjsSyncStep2)
    writeVarUint8Array(encoder, encodeStateAsUpdate(room))
    nth(connections, 0).socket.send(toUint8Array(encoder))
    await until(() => expect(said).toEqual(['open', 'synced']))
    expect(opened().doc.getMap(wishMap).toJSON()).toEqual({ server: { on: 1, off: 2 } })
  })
})
