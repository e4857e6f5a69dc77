/** Finds the requests in the bytes that a client sends over HTTP/1.1, without changing or holding any of them. */

export interface RequestLine {
  readonly method: string
  /** With its query: `/api/v1/commands?x=1`. */
  readonly path: string
}

const endOfHead = '\r\n\r\n'
/** A head longer than this is not one that anybody here sends. */
const longestHead = 64 * 1024

/**
 * Reads one connection. A body is skipped by its `Content-Length`, which browsers and Node's fetch send with every body of a
 * known length; after a body of unknown length or an upgrade to a WebSocket nothing more is found.
 */
export class RequestLines {
  #head = ''
  #bodyLeft = 0
  #isReadable = true

  /** The requests whose heads end in these bytes. */
  read(bytes: Buffer): readonly RequestLine[] {
    const found: RequestLine[] = []
    let at = 0
    while (this.#isReadable && at < bytes.length) {
      const skipped = Math.min(this.#bodyLeft, bytes.length - at)
      this.#bodyLeft -= skipped
      at += skipped
      const before = this.#head.length
      const text = this.#head + bytes.toString('latin1', at)
      const end = text.indexOf(endOfHead)
      if (end < 0) {
        this.#head = text
        this.#isReadable = text.length <= longestHead
        break
      }
      at += end + endOfHead.length - before
      this.#head = ''
      const request = this.#takeHead(text.slice(0, end))
      if (request) found.push(request)
    }
    return found
  }

  #takeHead(head: string): RequestLine | null {
    const [first = '', ...fields] = head.split('\r\n')
    const [, method, path] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(first) ?? []
    const contentOf = (name: string) =>
      fields
        .find((field) => field.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
    this.#bodyLeft = Number(contentOf('content-length') ?? 0)
    this.#isReadable = method !== undefined && contentOf('upgrade') === undefined && contentOf('transfer-encoding') === undefined
    return method !== undefined && path !== undefined ? { method, path } : null
  }
}
