/** One WebSocket between a page and the server's rooms: both ends, and what the network and crashes do to it. */
import type { RoomSocket, SocketListener } from '../../sync-server/presence/room-socket.ts'
import { Pipe, type Wire } from './network.ts'
import type { ServerProcess } from './server-process.ts'

type Down = Uint8Array | 'open' | { readonly code: number | null }
type Up = Uint8Array | 'close'

/** What the page hears of its end. */
export interface PageEars {
  open(): void
  frame(bytes: Uint8Array): void
  /** Once, where the page did not close it itself. */
  closed(code: number | null): void
}

/** The other end of a goodbye is waited for so long, as `ws` does. */
const goodbyeMs = 30_000

/** Opens a stream from a page to the room that `enter` asks for. Returns the page's end. */
export function openStream(
  wire: Wire,
  server: () => ServerProcess | null,
  enter: (server: ServerProcess, socket: RoomSocket) => void,
  ears: PageEars,
): { send(frame: Uint8Array): void; close(): void } {
  const { time } = wire
  let isOver = false
  let process: ServerProcess | null = null
  let listener: SocketListener | null = null
  const early: Uint8Array[] = []
  let isServersEndOver = false
  let leaveProcess = () => {}

  const down = new Pipe<Down>(
    time,
    wire.down,
    (item) => {
      if (isOver) return
      if (item === 'open') return ears.open()
      if (item instanceof Uint8Array) return ears.frame(item)
      // The goodbye is answered by the browser itself.
      up.send('close')
      end()
      ears.closed(item.code)
    },
    (item) => (item instanceof Uint8Array ? item.length : 0),
  )
  const up = new Pipe<Up>(time, wire.up, (item) =>
    process?.run(() => {
      if (isServersEndOver) return
      if (item === 'close') return serversEndIsOver()
      if (listener) listener.frame(item)
      else early.push(item)
    }),
  )
  const letGo = wire.holds(() => {
    up.cut()
    down.cut()
  })

  function end(): void {
    isOver = true
    letGo()
  }

  function serversEndIsOver(): void {
    if (isServersEndOver) return
    isServersEndOver = true
    leaveProcess()
    listener?.closed()
  }

  const socket: RoomSocket = {
    send: (frame) => {
      if (!isServersEndOver && process?.isAlive) down.send(frame)
    },
    close(code) {
      if (isServersEndOver || !process?.isAlive) return
      down.send({ code })
      const mine = process
      time.after(goodbyeMs, () => mine.run(serversEndIsOver))
    },
    terminate() {
      if (isServersEndOver || !process?.isAlive) return
      down.send({ code: null })
      const mine = process
      time.after(0, () => mine.run(serversEndIsOver))
    },
    bufferedBytes: () => (wire.down.isBlocked ? down.size : 0),
    listen(heard) {
      const mine = process
      // As with a real socket, what has arrived meanwhile is told in a turn of its own.
      time.after(0, () =>
        mine?.run(() => {
          listener = heard
          for (const frame of early.splice(0)) heard.frame(frame)
          if (isServersEndOver) heard.closed()
        }),
      )
    },
  }

  // The handshake: there and back.
  wire.up.travel(wire.up.delayMs(), () => {
    const found = server()
    if (!found?.isListening) {
      wire.down.travel(wire.down.delayMs(), () => {
        if (isOver) return
        end()
        ears.closed(null)
      })
      return
    }
    process = found
    found.run(() => {
      leaveProcess = found.onDeath(() => {
        // The kernel says goodbye for a killed process; a machine without power says nothing.
        isServersEndOver = true
        if (found.saysGoodbye) down.send({ code: null })
      })
      down.send('open')
      enter(found, socket)
    })
  })

  return {
    send: (frame) => {
      if (!isOver) up.send(frame)
    },
    close() {
      if (isOver) return
      up.send('close')
      end()
    },
  }
}
