/** The rooms over `ws`: takes the server's upgrades, lets in pages of ours with a shift, and bounds what they send. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocket, WebSocketServer } from 'ws'
import type { MemberId } from '../../src/identifiers.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import { oldestApp, versionParameter } from '../../src/protocol/version.ts'
import type { Visitor } from './member-room.ts'
import type { RoomSocket } from './room-socket.ts'
import type { Rooms } from './rooms.ts'

export interface SocketsParts {
  readonly rooms: Rooms
  readonly log: Logger
  /** The shift whose cookie the request carries. */
  readonly visitor: (request: IncomingMessage) => Promise<Visitor | null>
  /** Whether the request comes from a page of ours. */
  readonly isOriginAllowed: (request: IncomingMessage) => boolean
  /** The oldest app that is let in, by its protocol version; this server's own bound unless given. */
  readonly oldestAppLetIn?: number
}

export interface Sockets {
  /** Takes over the server's upgrades. */
  attach(server: Server): void
  /** Says goodbye to every page, and resolves once all are gone. */
  stop(): Promise<void>
}

const path = /^\/api\/v1\/rooms\/([A-Za-z0-9][A-Za-z0-9_.-]{0,99})(?:\?.*)?$/
const largestFrame = 64 * 1024
/** How long a page that was told goodbye may take to say it, too; whatever it sends meanwhile is read for nothing. */
const goodbyeMs = 3_000

export function createSockets({ rooms, log, visitor, isOriginAllowed, oldestAppLetIn = oldestApp }: SocketsParts): Sockets {
  // Not in the call, because its types do not know all of them yet.
  const options = {
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    closeTimeout: goodbyeMs,
    WebSocket: SocketWithOurCodes,
  }
  const server = new WebSocketServer(options)

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const room = path.exec(request.url ?? '')?.[1]
    if (!room) {
      // Not only this half of it: the other end may never close its own.
      socket.once('finish', () => socket.destroy())
      return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    }
    const isTooOld = appVersion(request) < oldestAppLetIn
    const isOurs = isOriginAllowed(request)
    const who = isOurs && !isTooOld ? await visitor(request) : null
    // A refusal, too, is told by a close code: a browser says nothing of a failed handshake.
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // Also whom it refuses it goes on listening to: what breaks the rules then would otherwise end the server.
      const page = roomSocket(webSocket, log)
      if (!isOurs) {
        log.info({ reason: 'A page from elsewhere' }, 'a connection was refused')
        return page.close(closeCodes.notYours, 'A page from elsewhere')
      }
      // Before it is asked who they are: an app that is too old cannot sign anybody in.
      if (isTooOld) {
        log.info({ app: appVersion(request) }, 'an app that is too old was sent for a newer one')
        return page.close(closeCodes.outdatedApp, 'A newer version of the app is needed')
      }
      if (!who) {
        log.info({ reason: 'Nobody is signed in' }, 'a connection was refused')
        return page.close(closeCodes.notSignedIn, 'Nobody is signed in')
      }
      rooms.enter(who, room as MemberId, page).catch((failure) => {
        log.error({ err: failure }, 'a room could not be opened')
        page.close(1013, 'The server cannot read the store at the moment')
      })
    })
  }

  return {
    attach(httpServer) {
      httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        socket.on('error', (failure) => log.debug({ err: failure }, 'a socket broke while it was being opened'))
        upgrade(request, socket, head).catch((failure) => {
          log.error({ err: failure }, 'a connection could not be opened')
          socket.destroy()
        })
      })
    },

    async stop() {
      for (const socket of server.clients) socket.close(closeCodes.serverStopping, 'The server is stopping')
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** What the app says of itself; 1 where it says nothing, or nothing that could be a version. */
function appVersion({ url = '' }: IncomingMessage): number {
  const said = new URLSearchParams(url.split('?', 2)[1]).get(versionParameter)
  return said !== null && /^\d{1,6}$/.test(said) ? Number(said) : 1
}

/** `ws` closes by itself on frames that are none, with codes after which a y-websocket client comes back at once to try again. */
class SocketWithOurCodes extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === 1009) super.close(closeCodes.tooLarge, 'A larger frame than any honest page sends')
    else if (code === 1002 || code === 1007) super.close(closeCodes.malformedFrame, 'A frame that this server cannot read')
    else super.close(code, reason)
  }
}

function roomSocket(socket: WebSocket, log: Logger): RoomSocket {
  // What arrives before anybody listens waits in the machine's own buffers.
  socket.pause()
  // The close that goes with it tells the page; what is left is to tell whoever runs the server.
  socket.on('error', (failure) => log.warn({ reason: failure.message }, 'a connection broke the rules or was broken'))
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame)
    },
    close(code, reason) {
      socket.close(code, reason)
      // The page's own goodbye has to be read.
      socket.resume()
    },
    terminate: () => socket.terminate(),
    bufferedBytes: () => socket.bufferedAmount,
    listen(listener) {
      socket.on('message', (data, isBinary) => listener.frame(isBinary && data instanceof Buffer ? data : null))
      socket.on('close', () => listener.closed())
      socket.resume()
    },
  }
}
