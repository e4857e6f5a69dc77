/** The floor of a durable answer over HTTP: each request is one row in the named folder, flushed (WAL, FULL), then answered. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from '../../../sync-server/storage/sqlite/open.ts'

const database = new DatabaseSync(databaseFile(process.argv[2] ?? '.'))
database.exec('pragma journal_mode = wal; pragma synchronous = full; create table bare (id integer primary key, body text)')
const add = database.prepare('insert into bare (body) values (?)')

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString()
  })
  request.on('end', () => {
    // Outside a transaction a statement is one of its own.
    add.run(body)
    response.setHeader('content-type', 'application/json')
    response.end(body)
  })
})
// As long as the product's, so that the load never finds a connection closed under it.
server.keepAliveTimeout = 72_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`at http://127.0.0.1:${(server.address() as AddressInfo).port} \n`))
