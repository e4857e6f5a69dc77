/**
 * Writes server-sent events to one response, as fast as its reader takes them and no faster. The events come from an
 * asynchronous generator that is asked for the next only when there is room, so nothing piles up in memory; a reader who takes
 * nothing for too long is cut off, and comes back with `Last-Event-ID`.
 */
import type { ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'

export type StreamItem =
  | { readonly is: 'event'; readonly event: string; readonly id: string; readonly data: unknown }
  /** Keeps the connection alive and shows that it is. */
  | { readonly is: 'comment'; readonly text: string }
  /** How long a client should wait before it comes back, in milliseconds. */
  | { readonly is: 'retry'; readonly ms: number }

export type StreamEnd = 'finished' | 'gone' | 'tooSlow'

/** How long a reader may take nothing at all before it is cut off. */
const patienceMs = 30_000

/** Resolves when the stream is over, and why. The generator is always told to finish. */
export async function writeEvents(response: ServerResponse, items: AsyncIterable<StreamItem>, clock: Clock): Promise<StreamEnd> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Reverse proxies that buffer would hold a ring back.
    'x-accel-buffering': 'no',
  })
  response.flushHeaders()
  let stuckSince: number | null = null
  for await (const item of items) {
    if (response.destroyed) return 'gone'
    // Little is written to a shopper who waits, so it may never be too much for the buffers; but it does have to leave.
    stuckSince = response.writableLength === 0 ? null : (stuckSince ?? clock.now())
    if (stuckSince !== null && clock.now() - stuckSince >= patienceMs) {
      response.destroy()
      return 'tooSlow'
    }
    if (response.write(encode(item))) continue
    const now = await room(response, clock)
    if (now === 'tooSlow') response.destroy()
    if (now !== 'drained') return now
  }
  if (response.destroyed) return 'gone'
  response.end()
  return 'finished'
}

/** Events as they stand on the wire; data never spans lines, because JSON does not. */
function encode(item: StreamItem): string {
  switch (item.is) {
    case 'event':
      return `event: ${item.event}\nid: ${item.id}\ndata: ${JSON.stringify(item.data)}\n\n`
    case 'comment':
      return `: ${item.text}\n\n`
    case 'retry':
      return `retry: ${item.ms}\n\n`
  }
}

function room(response: ServerResponse, clock: Clock): Promise<'drained' | 'gone' | 'tooSlow'> {
  return new Promise((resolve) => {
    const done = (how: 'drained' | 'gone' | 'tooSlow') => () => {
      cancel()
      response.off('drain', drained)
      response.off('close', gone)
      resolve(how)
    }
    const drained = done('drained')
    const gone = done('gone')
    const cancel = clock.at(clock.now() + patienceMs, done('tooSlow'))
    response.once('drain', drained)
    response.once('close', gone)
  })
}
