/**
 * A tablet without an app: holds a member's connection as the app does, answers the clock, reports what rings, and decodes no
 * more than it must, so that thousands of them fit beside the server that is measured.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { FeedDown, MemberPresence, PageReport } from '../../src/protocol/socket.ts'
import { type ClockDown, type ClockUp, type FeedUp, messageTypes } from '../../src/protocol/socket.ts'
import { protocolVersion, versionParameter } from '../../src/protocol/version.ts'
import type { Child } from './child.ts'
import type { TownMember } from './town.ts'

export interface TabletEars {
  /** Everything that the feed sends. */
  readonly feed?: (batch: FeedDown['batch']) => void
  /** The states in an awareness frame of the server's. */
  readonly presence?: (team: readonly MemberPresence[]) => void
}

export interface Tablet {
  readonly member: TownMember
  /** Says that offers were delivered and displayed (OF5). */
  report(report: PageReport): void
  sendUpdate(update: Uint8Array): void
  close(): void
}

/** Resolves once the server has sent the first rows. Rejects where the connection is refused or cut before. */
export function connectTablet(server: Child, member: TownMember, ears: TabletEars = {}): Promise<Tablet> {
  return new Promise((resolve, reject) => {
    const address = `${server.url.replace('http', 'ws')}/api/v1/rooms/${member.id}?${versionParameter}=${protocolVersion}`
    const socket = new WebSocket(address, {
      headers: { cookie: member.cookie, origin: server.url },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    })
    const tablet: Tablet = {
      member,
      report: (report) => socket.send(reportFrame(report)),
      sendUpdate: (update) => socket.send(updateFrame(update)),
      close: () => socket.terminate(),
    }
    let reports = 0
    const reportFrame = (report: PageReport) =>
      frame(messageTypes.awareness, (encoder) => {
        const inner = encoding.createEncoder()
        encoding.writeVarUint(inner, 1)
        encoding.writeVarUint(inner, 1)
        encoding.writeVarUint(inner, ++reports)
        encoding.writeVarString(inner, JSON.stringify(report))
        encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
      })
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data)
      const type = decoding.readVarUint(decoder)
      if (type === messageTypes.clock) {
        const { n } = JSON.parse(decoding.readVarString(decoder)) as ClockDown
        socket.send(jsonFrame(messageTypes.clock, { n, pageTime: Date.now() } satisfies ClockUp))
      } else if (type === messageTypes.feed) {
        resolve(tablet)
        ears.feed?.((JSON.parse(decoding.readVarString(decoder)) as FeedDown).batch)
      } else if (type === messageTypes.awareness) {
        ears.presence?.(statesIn(decoding.readVarUint8Array(decoder)))
      }
    })
    socket.once('open', () => {
      const emptyDocument = new Y.Doc()
      socket.send(frame(messageTypes.sync, (encoder) => syncProtocol.writeSyncStep1(encoder, emptyDocument)))
      socket.send(jsonFrame(messageTypes.feed, { is: 'position', position: null } satisfies FeedUp))
      emptyDocument.destroy()
    })
    socket.once('error', reject)
    socket.once('close', (code) => reject(new Error(`The connection of ${member.id} was closed with ${code}.`)))
  })
}

/** A client of a stock y-websocket relay that is as lean: it only hears whose change came round. */
export function connectToRelay(relay: Child, room: string, changedBy: (client: number) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${relay.url.replace('http', 'ws')}/${room}`, { perMessageDeflate: false })
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data)
      const isUpdate =
        decoding.readVarUint(decoder) === messageTypes.sync && decoding.readVarUint(decoder) === syncProtocol.messageYjsUpdate
      if (isUpdate) changedBy(firstClientIn(decoding.readVarUint8Array(decoder)))
    })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** An update begins with how many clients it is of, how many pieces the first has, and who that is. */
function firstClientIn(update: Uint8Array): number {
  const decoder = decoding.createDecoder(update)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  return decoding.readVarUint(decoder)
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return frame(messageTypes.sync, (encoder) => syncProtocol.writeUpdate(encoder, update))
}

function statesIn(update: Uint8Array): MemberPresence[] {
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    return JSON.parse(decoding.readVarString(decoder)) as MemberPresence
  })
}

function jsonFrame(type: number, content: unknown): Uint8Array {
  return frame(type, (encoder) => encoding.writeVarString(encoder, JSON.stringify(content)))
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/** Does the work for all of them, so many at once. */
export async function allOf<One, Result>(
  ones: readonly One[],
  atOnce: number,
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < ones.length; from += atOnce) {
    results.push(...(await Promise.all(ones.slice(from, from + atOnce).map(work))))
  }
  return results
}
