/** Requests at their times, whatever becomes of those before: a server that falls behind is asked all the same. */
import { Agent, request } from 'node:http'

export interface Request {
  readonly port: number
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly text: string
  /** From the request's first byte to the answer's last. */
  readonly tookMs: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** One POST. Rejects where there is no answer. */
export function post({ port, path, headers = {}, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(JSON.stringify(body))
    const begun = performance.now()
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': content.length, ...headers },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text, tookMs: performance.now() - begun }))
      },
    )
    sent.once('error', reject)
    sent.end(content)
  })
}

/** Does the pieces of work one after the other, so many a second at random moments; resolves to what they came to. */
export async function atRate<Work, Result>(
  aSecond: number,
  pieces: readonly Work[],
  chance: () => number,
  work: (piece: Work) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = []
  let due = performance.now()
  for (const piece of pieces) {
    // Independent arrivals: the gaps are exponential.
    due += (-Math.log(1 - chance()) / aSecond) * 1_000
    while (performance.now() < due) await new Promise<void>((resolve) => setImmediate(resolve))
    results.push(work(piece))
  }
  return Promise.all(results)
}
