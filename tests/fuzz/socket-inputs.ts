/** Frames for the rooms: those of an honest page bent by chance, and what no page ever sends. */
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { closeCodes, messageTypes, wishMap } from '../../src/protocol/socket.ts'
import { protocolVersion, versionParameter } from '../../src/protocol/version.ts'
import type { Chance } from '../support/chance.ts'
import { picked } from '../support/sample-value.ts'
import { badJson, badTexts, badValue, bent, damaged, randomBytes } from './bad-values.ts'
import type { Attacker, People } from './people.ts'

export interface SocketTarget {
  readonly port: number
  readonly people: People
}

/** What one connection came to. */
interface Ended {
  readonly code: number
  readonly reason: string
}

const mostFrames = 12
const patienceMs = 20_000
/** The server's own codes, and 1005 where this end closed without one. */
const fine: ReadonlySet<number> = new Set([...Object.values(closeCodes), 1000, 1005])

/** Opens a connection, sends frames until it is closed or there are no more, and tells what is wrong with its end. */
export async function sendSocketInput({ port, people }: SocketTarget, chance: Chance): Promise<string | null> {
  const attacker = people.attacker(chance)
  const room = chance.happens(0.85)
    ? attacker.member.id
    : chance.oneOf([people.identifier('member', chance), '__proto__', 'a'.repeat(100)])
  const origin = chance.happens(0.93)
    ? `http://127.0.0.1:${port}`
    : chance.oneOf(['https://elsewhere.example', 'null', 'http://'])
  const cookie = chance.happens(0.93)
    ? attacker.member.cookie
    : chance.oneOf(['', 'shopbell_session=%zz', 'shopbell_session='.repeat(100)])
  const protocol = chance.happens(0.9)
    ? `?${versionParameter}=${protocolVersion}`
    : chance.oneOf(['', '?protocol=0', '?protocol=-1', `?protocol=${'9'.repeat(500)}`, '?%zz'])
  const frames = Array.from({ length: chance.between(1, mostFrames) }, () => frameOf(people, attacker, chance))
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/rooms/${room}${protocol}`, { headers: { cookie, origin } })
  const ended = await run(socket, frames)
  const sent = `room ${room}${protocol}: ${frames.map((frame) => (typeof frame === 'string' ? frame : frame.toString('hex').slice(0, 400))).join(' | ')}`
  if (ended.code === closeCodes.notSignedIn && cookie === attacker.member.cookie && origin.startsWith('http://127'))
    await people.armAgain(attacker)
  return fine.has(ended.code) ? null : `${ended.code} ${ended.reason} came of ${sent}`
}

function run(socket: WebSocket, frames: readonly (Buffer | string)[]): Promise<Ended> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      socket.terminate()
      resolve({ code: 0, reason: 'it neither opened nor closed' })
    }, patienceMs)
    const end = (code: number, reason: string) => {
      clearTimeout(timer)
      resolve({ code, reason })
    }
    socket.once('open', () => {
      for (const frame of frames) socket.send(frame)
      // Whatever was wrong is said before this end's goodbye is answered.
      socket.close()
    })
    socket.once('close', (code, reason) => end(code, reason.toString()))
    // What the handshake was refused with comes as an error, and is followed by the close.
    socket.on('error', () => {})
    socket.on('unexpected-response', (_, { statusCode = 0 }) => end(statusCode < 500 ? 1000 : statusCode, 'in the handshake'))
  })
}

function frameOf(people: People, attacker: Attacker, chance: Chance): Buffer | string {
  const honest = () => honestFrame(people, attacker, chance)
  return chance.oneOf<() => Buffer | string>([
    honest,
    honest,
    () => damaged(honest(), chance),
    () => damaged(honest(), chance),
    () => Buffer.concat([honest(), honest()]),
    () =>
      jsonFrame(chance.oneOf([messageTypes.feed, messageTypes.clock, messageTypes.bellCheck]), badJson(badValue(chance), chance)),
    () => randomBytes(chance.between(0, 200), chance),
    // A number that never ends, and one that is larger than any.
    () => Buffer.concat([Buffer.from([messageTypes.sync, chance.between(0, 2)]), Buffer.alloc(chance.between(1, 200), 0xff)]),
    () => Buffer.alloc(chance.oneOf([65_536, 65_537, 200_000]), chance.between(0, 255)),
    () => syncFrame(chance.oneOf([messageYjsSyncStep2, messageYjsUpdate]), orphan(attacker, chance)),
    () => awarenessFrame(chance, forged(chance)),
    () => picked(badTexts, chance),
  ])()
}

function honestFrame(people: People, attacker: Attacker, chance: Chance): Buffer {
  const now = Date.now()
  return chance.oneOf<() => Buffer>([
    () => jsonFrame(messageTypes.clock, bentJson({ n: chance.between(0, 9), pageTime: now }, chance)),
    () =>
      jsonFrame(
        messageTypes.feed,
        bentJson({ is: 'position', position: chance.oneOf([null, { epoch: 'e', version: 1 }]) }, chance),
      ),
    () =>
      jsonFrame(
        messageTypes.bellCheck,
        bentJson({ is: 'bellCheck', check: people.identifier('check', chance), seen: 'delivered' }, chance),
      ),
    () =>
      awarenessFrame(chance, {
        delivered: [people.identifier('offer', chance)],
        displayed: [people.identifier('offer', chance)],
      }),
    () => syncFrame(messageYjsSyncStep1, Buffer.from(Y.encodeStateVector(new Y.Doc()))),
    () => syncFrame(messageYjsUpdate, wish(attacker.member.device.id, { on: now, off: now - 1 }, chance)),
    () => Buffer.from([messageTypes.queryAwareness]),
  ])()
}

function bentJson(value: unknown, chance: Chance): string {
  return JSON.stringify(chance.happens(0.5) ? value : bent(value, chance)) ?? 'null'
}

/** An update that writes a wish: under this device's key, another's, or in a shape that no wish has. */
function wish(device: string, stamps: object, chance: Chance): Buffer {
  const doc = new Y.Doc()
  const key = chance.oneOf([device, device, 'server', 'another-device', '__proto__', ''])
  // Of its own kind, or Yjs would not even write it.
  const value: unknown = chance.happens(0.6)
    ? stamps
    : JSON.parse(JSON.stringify(badValue(chance)), (name, inner) => (name === 'constructor' ? undefined : inner))
  doc.getMap(chance.happens(0.9) ? wishMap : 'other').set(key, value as object)
  if (chance.happens(0.2)) doc.getText('text').insert(0, 'x'.repeat(chance.between(1, 5_000)))
  return Buffer.from(Y.encodeStateAsUpdate(doc))
}

/** What rests on pieces that never come: stock Yjs would keep all of it, and search it for ever. */
function orphan(attacker: Attacker, chance: Chance): Buffer {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = chance.between(2, 30); n > 0; n -= 1) doc.getMap(wishMap).set(attacker.member.device.id, { on: n, off: 0 })
  const orphans = updates.slice(1).filter(() => chance.happens(0.7))
  return Buffer.from(orphans.length > 0 ? Y.mergeUpdates(orphans) : (updates.at(-1) ?? new Uint8Array()))
}

function forged(chance: Chance): unknown {
  return { member: 'somebody', isAvailable: true, isReachable: true, delivered: badValue(chance), displayed: [] }
}

function awarenessFrame(chance: Chance, state: unknown): Buffer {
  const clients = chance.oneOf([1, 1, 1, 3, 2_001])
  const inner = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, chance.happens(0.9) ? clients : 2 ** 40)
    for (let n = 0; n < clients; n += 1) {
      encoding.writeVarUint(encoder, chance.between(0, 20))
      encoding.writeVarUint(encoder, chance.oneOf([0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER]))
      encoding.writeVarString(encoder, JSON.stringify(state) ?? 'null')
    }
  })
  return frame(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, inner))
}

function syncFrame(type: number, bytes: Uint8Array): Buffer {
  return frame(messageTypes.sync, (encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

function jsonFrame(type: number, json: string): Buffer {
  return frame(type, (encoder) => encoding.writeVarString(encoder, json))
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Buffer {
  return Buffer.from(
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, type)
      write(encoder)
    }),
  )
}
