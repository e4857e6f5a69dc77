/** Turns whatever goes wrong with a request into a problem: refusals, Fastify's own errors, storage that fails, and bugs. */
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { StorageFailure } from '../storage/storage.ts'
import { ProblemReply } from './problem.ts'
import { validationProblem } from './validation.ts'

/** How soon to come back to a server whose storage fails. */
const notReadyRetryMs = 1_000

export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    else request.log.info({ problem: problem.kind, detail: problem.message, route: request.routeOptions.url }, 'refused')
    return sendProblem(reply, problem)
  })
}

export function sendProblem(reply: FastifyReply, problem: ProblemReply): FastifyReply {
  const { retryAfterMs } = problem.extras
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  // Whatever the route meant to send (a page, a stream), this is a problem now, and no cache may keep it.
  reply.header('cache-control', 'no-store')
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem.body())
}

export function problemOf(error: FastifyError, request: Pick<FastifyRequest, 'id'>): ProblemReply {
  if (error instanceof ProblemReply) return error
  if (error instanceof StorageFailure) {
    return new ProblemReply(
      'not-ready',
      'Nothing happened: the server cannot keep anything at the moment. Try again in a second.',
      {
        retryAfterMs: notReadyRetryMs,
        instance: request.id,
      },
    )
  }
  if (error.validation) return validationProblem(error)
  const known = frameworkProblems[error.code]
  if (known) return known()
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new ProblemReply('malformed-request', 'The server could not read this request. Check it and send it again.')
  }
  return new ProblemReply(
    'server-error',
    'Something went wrong on our side. Trying again is safe; if it goes on, tell whoever runs this server the instance below.',
    { instance: request.id },
  )
}

/** For what is not even HTTP: there is no request yet, and so no reply to write with. */
export function refuseUnreadable(error: { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const problem = new ProblemReply(
    'malformed-request',
    'This is not a request that the server can read. Check it and send it again.',
  )
  const body = JSON.stringify(problem.body())
  const head = `HTTP/1.1 ${problem.status} Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`
  socket.end(head + body)
}

const notJson = () => new ProblemReply('malformed-request', 'The body is not valid JSON. Check it and send it again.')

/** Fastify's own codes that a client's request can bring about. */
const frameworkProblems: Readonly<Record<string, () => ProblemReply>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: notJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: notJson,
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new ProblemReply('too-large', 'The body is larger than 64 KiB, so nothing of it was taken. Send less.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new ProblemReply('wrong-media-type', 'The body must be JSON: send it with `content-type: application/json`.'),
  FST_ERR_BAD_URL: () => new ProblemReply('malformed-request', 'This address cannot be read: check the percent signs in it.'),
}
