/**
 * The peer for presence: a y-websocket relay as every tutorial builds it on y-protocols and ws. Who knows a room's name is in;
 * whatever comes is applied to the room's document in memory and sent on to everybody in it.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'

const messageSync = 0
const messageAwareness = 1

interface Room {
  readonly doc: Y.Doc
  readonly awareness: awarenessProtocol.Awareness
  readonly sockets: Set<WebSocket>
}

const rooms = new Map<string, Room>()

function roomOf(name: string): Room {
  const found = rooms.get(name)
  if (found) return found
  const doc = new Y.Doc()
  const room: Room = { doc, awareness: new awarenessProtocol.Awareness(doc), sockets: new Set() }
  const tellAll = (frame: Uint8Array) => {
    for (const socket of room.sockets) socket.send(frame)
  }
  doc.on('update', (update: Uint8Array) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageSync)
    syncProtocol.writeUpdate(encoder, update)
    tellAll(encoding.toUint8Array(encoder))
  })
  room.awareness.on('update', ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageAwareness)
    const changed = awarenessProtocol.encodeAwarenessUpdate(room.awareness, [...added, ...updated, ...removed])
    encoding.writeVarUint8Array(encoder, changed)
    tellAll(encoding.toUint8Array(encoder))
  })
  rooms.set(name, room)
  return room
}

function take(room: Room, socket: WebSocket, data: Uint8Array): void {
  const decoder = decoding.createDecoder(data)
  const encoder = encoding.createEncoder()
  switch (decoding.readVarUint(decoder)) {
    case messageSync:
      encoding.writeVarUint(encoder, messageSync)
      syncProtocol.readSyncMessage(decoder, encoder, room.doc, socket)
      if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder))
      return
    case messageAwareness:
      awarenessProtocol.applyAwarenessUpdate(room.awareness, decoding.readVarUint8Array(decoder), socket)
  }
}

const server = createServer()
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const room = roomOf(request.url?.slice(1) ?? '')
  room.sockets.add(socket)
  socket.on('message', (data: Buffer) => take(room, socket, data))
  socket.on('close', () => room.sockets.delete(socket))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  syncProtocol.writeSyncStep1(encoder, room.doc)
  socket.send(encoding.toUint8Array(encoder))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`at http://127.0.0.1:${(server.address() as AddressInfo).port} \n`))
