/** HTTP by hand: bytes out, an answer in. No client would send what is to be sent here. */
import { connect } from 'node:net'

export interface RawRequest {
  readonly method: string
  readonly target: string
  /** In this order, as often as they stand there. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** What a request was answered with: `silence` for a connection that stayed open without a word, `closed` for one that ended. */
export type Heard = { readonly is: 'answer'; readonly answer: RawAnswer } | { readonly is: 'silence' } | { readonly is: 'closed' }

/** Generous, because the machine may be busy; nothing that is answered at all takes a hundredth of it. */
const patienceMs = 20_000
const mostHeard = 4 * 1024 * 1024

export function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), body])
}

/**
 * Sends the bytes and reads until the server closes; where `isOpenEnded` (a stream), until the answer has begun. With `isCut`
 * the client's half is closed after them, as when a phone goes away in the middle of a sentence.
 */
export function exchange(port: number, bytes: Buffer, { isOpenEnded = false, isCut = false } = {}): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const chunks: Buffer[] = []
    let heard = 0
    const end = (silent: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      const answer = readAnswer(Buffer.concat(chunks))
      resolve(answer ? { is: 'answer', answer } : { is: silent ? 'silence' : 'closed' })
    }
    const timer = setTimeout(end, patienceMs, true)
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      heard += chunk.length
      if (heard > mostHeard || (isOpenEnded && chunk.includes('\r\n\r\n'))) end(false)
    })
    socket.on('end', () => end(false))
    // A server that has said why may close before it has read everything.
    socket.on('error', () => end(false))
    socket.write(bytes)
    if (isCut) socket.end()
  })
}

function readAnswer(bytes: Buffer): RawAnswer | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n')
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(first) ?? []
  if (status === undefined) return null
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const rest = bytes.subarray(headEnd + 4)
  // After `100 Continue` comes the answer itself.
  if (status === '100') return readAnswer(rest)
  const body = headers['transfer-encoding'] === 'chunked' ? unchunked(rest) : rest
  return { status: Number(status), headers, text: body.toString('utf8') }
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const length = lineEnd < 0 ? 0 : Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16)
    if (!(length > 0)) return Buffer.concat(parts)
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
}
