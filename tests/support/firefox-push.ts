/**
 * The other side of a push service for Firefox: the WebSocket on which a browser registers and is handed messages, as Mozilla's
 * own service speaks it. What comes while the browser is away is kept for its TTL, and not a second longer.
 */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { PushRegistration, PushService, TakenPush } from './push-service.ts'

interface Browser {
  readonly id: string
  socket: WebSocket | null
  readonly channels: Map<string, PushRegistration>
  /** Not acknowledged yet, by the message's name. */
  readonly waiting: Map<string, Waiting>
}
interface Waiting {
  readonly channel: string
  readonly topic: string | undefined
  readonly expiresAt: number
  readonly frame: object
}

export interface FirefoxPush {
  /** What Firefox has to be told, as preferences. */
  readonly preferences: Readonly<Record<string, string | boolean | number>>
  /** Ages what waits: as if a browser that is away had been away for so long. */
  pass(ms: number): void
  close(): Promise<void>
}

export async function startFirefoxPush(service: PushService): Promise<FirefoxPush> {
  const browsers = new Map<string, Browser>()
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'push-notification' })
  await new Promise((resolve) => server.once('listening', resolve))

  server.on('connection', (socket) => {
    let browser: Browser | null = null
    const say = (frame: object) => socket.send(JSON.stringify(frame))
    socket.on('message', (raw) => {
      const frame = JSON.parse(String(raw)) as Frame
      switch (frame.messageType) {
        case 'hello':
          browser = welcome(frame.uaid, socket)
          say({ messageType: 'hello', status: 200, uaid: browser.id, use_webpush: true, broadcasts: {} })
          for (const [name, one] of browser.waiting) {
            if (one.expiresAt > now()) say(one.frame)
            else browser.waiting.delete(name)
          }
          break
        case 'register': {
          const { channelID: channel = '', key } = frame
          const its = browser
          if (!its) break
          const registration = service.register(key === undefined ? null : unpadded(key), (push) => hand(its, channel, push))
          its.channels.set(channel, registration)
          say({ messageType: 'register', status: 200, channelID: channel, pushEndpoint: registration.endpoint })
          break
        }
        case 'unregister': {
          const gone = browser?.channels.get(frame.channelID ?? '')
          if (gone) gone.isGone = true
          say({ messageType: 'unregister', status: 200, channelID: frame.channelID })
          break
        }
        case 'ack':
          for (const { version } of frame.updates ?? []) browser?.waiting.delete(version)
          break
        case 'ping':
        case undefined:
          say({})
      }
    })
    socket.on('close', () => {
      if (browser?.socket === socket) browser.socket = null
    })
  })

  function welcome(id: string | undefined, socket: WebSocket): Browser {
    const known = id === undefined ? undefined : browsers.get(id)
    const fresh = { id: randomUUID().replaceAll('-', ''), socket, channels: new Map(), waiting: new Map() }
    const browser = known ?? fresh
    browser.socket = socket
    browsers.set(browser.id, browser)
    return browser
  }

  function hand(browser: Browser, channel: string, { id, body, ttl, topic }: TakenPush): void {
    const data = body.toString('base64url')
    const frame = { messageType: 'notification', channelID: channel, version: id, data, headers: { encoding: 'aes128gcm' } }
    for (const [name, one] of browser.waiting) {
      if (topic !== undefined && one.topic === topic && one.channel === channel) browser.waiting.delete(name)
    }
    browser.waiting.set(id, { channel, topic, expiresAt: now() + ttl * 1_000, frame })
    browser.socket?.send(JSON.stringify(frame))
  }

  return {
    preferences: {
      'dom.push.enabled': true,
      'dom.push.connection.enabled': true,
      'dom.push.serverURL': `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      'dom.push.testing.allowInsecureServerURL': true,
    },
    pass: (ms) => {
      aheadMs += ms
    },
    async close() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As senders write it. */
function unpadded(key: string): string {
  return Buffer.from(key, 'base64url').toString('base64url')
}

interface Frame {
  readonly messageType?: string
  readonly uaid?: string
  readonly channelID?: string
  /** The application server's key, base64url. */
  readonly key?: string
  readonly updates?: readonly { readonly version: string }[]
}
