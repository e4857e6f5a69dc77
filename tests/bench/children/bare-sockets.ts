/** The floor of telling tablets: a bare HTTP server that, when asked, sends a frame to the sockets that the request names. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

const sockets = new Map<string, WebSocket>()
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString()
  })
  request.on('end', () => {
    const { to } = JSON.parse(body) as { readonly to: readonly string[] }
    for (const name of to) sockets.get(name)?.send(body)
    response.end(body)
  })
})
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  sockets.set(request.url?.slice(1) ?? '', socket)
})
// As long as the product's, so that the load never finds a connection closed under it.
server.keepAliveTimeout = 72_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`at http://127.0.0.1:${(server.address() as AddressInfo).port} \n`))
