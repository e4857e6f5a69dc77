/**
 * Follows a stream of server-sent events with `fetch`, because `EventSource` cannot send a bearer token. Resumes from the
 * last identifier, notices silence, and comes back by itself until it is stopped or refused for good.
 */
import { wait } from './patience.ts'

export interface ServerEvent {
  readonly type: string
  readonly data: string
}

export interface Following {
  readonly url: string
  /** Where to post that something was heard, so that the server knows when nobody hears it any more. */
  readonly echoUrl: string
  /** Asked for anew on each attempt, because the token may have changed. */
  token(): string | null
  onEvent(event: ServerEvent): void
  /** `true` once events flow, `false` when the connection is lost. */
  onConnection(isThere: boolean): void
  /** The server said no. Resolves to whether to try again. */
  onRefused(status: number): Promise<boolean>
  /** Silence for so long means that the connection is dead; the server speaks at least every ten seconds. */
  readonly silenceMs: number
}

/** Half of how often the server speaks at least, so that of two echoes in a row one may be lost. */
const echoEveryMs = 5_000

/** Starts following; the answer stops it. */
export function followEvents(following: Following): () => void {
  const { silenceMs } = following
  let connection = new AbortController()
  let isStopped = false
  let attempt = 0
  let lastId = ''
  let echoedAt = 0

  /** Resolves when the connection is over: to the shortest pause before the next (milliseconds), or `null` for no next. */
  const connect = async (): Promise<number | null> => {
    connection = new AbortController()
    const { signal } = connection
    let watchdog: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => connection.abort(), silenceMs)
    }
    const read = eventParser((event, id) => {
      // Only now is it a connection that works; one that opens and closes at once must not be tried without a pause.
      attempt = 0
      lastId = id ?? lastId
      if (!isStopped) following.onEvent(event)
    })
    heard()
    const ask = (url: string, method: string, headers?: object | '') =>
      fetch(url, {
        method,
        headers: { authorization: `Bearer ${following.token()}`, ...headers },
        cache: 'no-store',
        credentials: 'omit',
        signal,
      })
    try {
      const response = await ask(following.url, 'GET', lastId && { 'last-event-id': lastId })
      const { status, body } = response
      if (status >= 400 && status < 500) {
        const isWorthAnother = status === 429 || (await following.onRefused(status))
        return isWorthAnother ? Number(response.headers.get('retry-after')) * 1_000 : null
      }
      // Anything else is not our server: a proxy's page, a hotel's Wi-Fi.
      if (!body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return 0
      following.onConnection(true)
      const reader = body.pipeThrough(new TextDecoderStream()).getReader()
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        heard()
        read(part.value)
        if (Date.now() - echoedAt < echoEveryMs) continue
        echoedAt = Date.now()
        // One that is lost is followed by another.
        ask(following.echoUrl, 'POST').catch(() => {})
      }
    } catch {
      // No network, cut off, or silent for too long: all the same, come back.
    } finally {
      clearTimeout(watchdog)
      connection.abort()
    }
    return 0
  }
  const run = async () => {
    while (!isStopped) {
      const pauseMs = await connect()
      if (isStopped || pauseMs === null) return
      following.onConnection(false)
      await wait(attempt++, pauseMs)
    }
  }
  void run()
  return () => {
    isStopped = true
    connection.abort()
  }
}

/**
 * Reads `text/event-stream` piece by piece: give the returned function text as it comes. `id` is there where the event had one.
 * Our own streams need neither `retry` nor events without data, so those are passed over, as comments are.
 */
export function eventParser(onEvent: (event: ServerEvent, id: string | undefined) => void): (text: string) => void {
  let rest = ''
  let type = 'message'
  let data: string[] = []
  let id: string | undefined
  const readLine = (line: string) => {
    const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (!line) {
      if (data.length) onEvent({ type, data: data.join('\n') }, id)
      type = 'message'
      data = []
      id = undefined
    } else if (field === 'data') data.push(value)
    else if (field === 'event') type = value
    else if (field === 'id') id = value
  }
  return (text) => {
    // A carriage return at the very end may be half of a line's end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) readLine(line)
  }
}
