/** Requests for every operation of the interface: some honest, most bent in their values, their bytes, their headers or their address. */
import { v7 as newIdentifier } from 'uuid'
import type { Chance } from '../support/chance.ts'
import type { DescribedOperation, Schema } from '../support/described-operations.ts'
import { picked, sampleOf } from '../support/sample-value.ts'
import { describedAnswer } from '../sync-server/http/described-answer.ts'
import { badJson, badTexts, bent, damaged, randomBytes } from './bad-values.ts'
import type { Attacker, People } from './people.ts'
import { bytesOf, exchange, type RawAnswer, type RawRequest } from './raw-http.ts'

export interface HttpTarget {
  readonly port: number
  readonly people: People
  readonly operations: readonly DescribedOperation[]
  readonly document: object
}

type Headers = RawRequest['headers'][number][]

interface Made {
  readonly request: RawRequest
  readonly attacker: Attacker
  /** Whether it is still a request that a server has to answer as it says it does. */
  readonly isHttp: boolean
}

const strangeTypes = [
  'text/plain',
  'application/json; charset=utf-16',
  'application/json; charset=\u00ff',
  'APPLICATION/JSON',
  'application/json;;;;',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  `application/${'x'.repeat(4_000)}`,
  '',
]
const strangeMethods = ['HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'get', 'QUERY', 'G\u0000T', 'CONNECT']

/** Sends one, and tells what is wrong with what came back; `null` for nothing. The text ends with what was sent. */
export async function sendHttpInput(target: HttpTarget, chance: Chance): Promise<string | null> {
  // What takes a body can go wrong in more ways.
  const operation = picked(chance.happens(0.6) ? target.operations.filter(({ body }) => body) : target.operations, chance)
  const { request, attacker, isHttp } = make(operation, target, chance)
  const whole = bytesOf(request)
  const isBroken = chance.happens(0.06)
  const bytes = isBroken ? damaged(whole, chance) : whole
  const isCut = isBroken || !isHttp || chance.happens(0.05)
  const heard = await exchange(target.port, bytes, { isOpenEnded: operation.isStream, isCut })
  const sent = `${operation.id}: ${JSON.stringify(bytes.toString('latin1').slice(0, 2_000))} (${bytes.length} bytes)`
  if (heard.is !== 'answer') return isCut ? null : `${heard.is} came of ${sent}`
  if (isSignedOut(operation, heard.answer)) await target.people.armAgain(attacker)
  const wrong =
    isBroken || !isHttp
      ? failureIn(heard.answer)
      : (failureIn(heard.answer) ?? notAsDescribed(target.document, request, heard.answer))
  return wrong === null ? null : `${wrong} came of ${sent}`
}

/** Or locked, which for whoever puts things right at the end is the same. */
function isSignedOut({ id, security }: DescribedOperation, { status }: RawAnswer): boolean {
  return (
    (['signOut', 'lockSession'].includes(id) && status === 204) ||
    ((status === 401 || status === 423) && security.includes('session'))
  )
}

function failureIn({ status, text }: RawAnswer): string | null {
  return status >= 500 ? `${status} ${text.slice(0, 500)}` : null
}

function notAsDescribed(document: object, { method, target }: RawRequest, { status, headers, text }: RawAnswer): string | null {
  const path = target.split('?')[0] ?? target
  // Pages and addresses that are none are no part of the description.
  if (status === 404 && text.includes('/problems/not-found')) return null
  if (headers['content-type'] === 'text/event-stream') return null
  try {
    const body: unknown = /json/.test(headers['content-type'] ?? '') ? JSON.parse(text) : null
    describedAnswer(document, method, path, { status, headers, body })
    return null
  } catch (failure) {
    return `${status}, which is not as described: ${failure instanceof Error ? failure.message.slice(0, 500) : failure}`
  }
}

function make(operation: DescribedOperation, { people, port }: HttpTarget, chance: Chance): Made {
  const attacker = people.attacker(chance)
  const headers: Headers = [
    ['Host', `127.0.0.1:${port}`],
    ['Connection', 'close'],
    ['Accept', '*/*'],
  ]
  identify(operation, { people, attacker, port, headers }, chance)
  const body = bodyOf(operation, people, attacker, chance)
  if (body) headers.push(['Content-Type', chance.happens(0.93) ? 'application/json' : picked(strangeTypes, chance)])
  let isHttp = true
  if (body && chance.happens(0.04)) {
    // Says less, more, or another thing than what follows.
    const lies: Headers[] = [
      [['Content-Length', String(body.length + 10)]],
      [['Content-Length', String(Math.max(0, body.length - 3))]],
      [['Content-Length', '-1']],
      [['Content-Length', '99999999999999999999']],
      [
        ['Content-Length', String(body.length)],
        ['Content-Length', '1'],
      ],
      [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '3'],
      ],
      [['Transfer-Encoding', 'chunked']],
    ]
    headers.push(...picked(lies, chance))
    isHttp = false
  } else if (body) headers.push(['Content-Length', String(body.length)])
  if (chance.happens(0.08)) headers.push(...strangeHeaders(chance))
  const target = targetOf(operation, people, chance)
  const method = chance.happens(0.02) ? picked(strangeMethods, chance) : operation.method
  if (method !== operation.method || /[^\x21-\x7e]|%zz/.test(target)) isHttp = false
  if (headers.some(([name]) => name === 'Upgrade') || isTooMuch(target, headers) || (body && !operation.body)) isHttp = false
  return { request: { method, target, headers, body: body ?? Buffer.alloc(0) }, attacker, isHttp }
}

/** Near what the server's platform takes of a head, and beyond it: it then never comes to an operation. */
function isTooMuch(target: string, headers: Headers): boolean {
  const length = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, target.length)
  return length > 12_000 || headers.length > 900
}

/** Mostly whoever the operation is for; else somebody else, everybody at once, or nobody. */
function identify(
  { security }: DescribedOperation,
  given: { readonly people: People; readonly attacker: Attacker; readonly port: number; readonly headers: Headers },
  chance: Chance,
): void {
  const { people, attacker, port, headers } = given
  const isRight = chance.happens(0.85)
  if (isRight ? security.some((one) => one === 'session' || one === 'device') : chance.happens(0.5))
    headers.push(['Cookie', attacker.member.cookie])
  if (isRight ? security.includes('shopper') : chance.happens(0.5)) {
    headers.push(['Authorization', `Bearer ${people.shopper(chance).session.token}`])
  }
  const origins = [
    `http://127.0.0.1:${port}`,
    'https://elsewhere.example',
    'null',
    '',
    'http://127.0.0.1',
    `http://127.0.0.1:${port}@elsewhere.example`,
  ]
  headers.push(['Origin', chance.happens(0.9) ? (origins[0] as string) : picked(origins, chance)])
}

/** What a header may carry: the parser of the server's platform refuses the rest by itself. */
const headerText = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 12_000)

function strangeHeaders(chance: Chance): Headers {
  const text = () => headerText(picked(badTexts, chance))
  return chance.oneOf<() => Headers>([
    () => [['Cookie', `shopbell_session=${text()}; shopbell_session=${text()}; =; ;;; __proto__=1`]],
    () => [['Cookie', 'a=b; '.repeat(chance.between(1, 2_000))]],
    () => [['Authorization', `Bearer ${text()}`]],
    () => [['Last-Event-ID', text()]],
    () => [['X-Forwarded-For', text()]],
    () => [['Sec-Fetch-Site', text()]],
    () => [['Expect', '100-continue']],
    () => [['Range', 'bytes=0-,-1,5-2']],
    () => [['If-None-Match', text()]],
    () => [['Accept-Encoding', `br;q=${text()}`]],
    () => [['Accept', text()]],
    () => [
      ['Connection', 'Upgrade'],
      ['Upgrade', chance.oneOf(['websocket', 'h2c', text()])],
    ],
    () => Array.from({ length: chance.between(50, 3_000) }, (_, n) => [`X-${n}`, 'x'] as const),
    () => [[`X-${'y'.repeat(chance.between(1, 20_000))}`, '1']],
  ])()
}

function bodyOf(operation: DescribedOperation, people: People, attacker: Attacker, chance: Chance): Buffer | null {
  if (!operation.body) return chance.happens(0.05) ? Buffer.from('{}') : null
  const value = sampleOf(operation.body, 'body', {
    chance,
    known: (name, schema) => knownValue(name, schema, people, attacker, chance),
  })
  const how = chance.between(1, 100)
  if (how <= 15) return Buffer.from(JSON.stringify(value))
  if (how <= 88) return Buffer.from(badJson(bent(value, chance), chance))
  if (how <= 96) return damaged(Buffer.from(JSON.stringify(value)), chance)
  return randomBytes(chance.between(0, 3_000), chance)
}

const timeOrdered = /-7\[0-9a-f\]/

function knownValue(
  name: string,
  { type, pattern, maxLength = 1_000 }: Schema,
  people: People,
  attacker: Attacker,
  chance: Chance,
): unknown {
  if (name === 'id' && pattern && timeOrdered.test(pattern)) return newIdentifier()
  if (name === 'shift') return chance.happens(0.9) ? attacker.member.session.shift : people.identifier('shift', chance)
  // Nobody listens there, and no other host is ever asked.
  if (name === 'endpoint') return `https://localhost:9/${chance.between(0, 1_000)}`
  if (name === 'p256dh') return p256dh
  if (name === 'auth') return 'A'.repeat(22)
  if (name === 'pin') return chance.happens(0.9) ? attacker.pin : chance.oneOf(['0000', '1111', '99999999'])
  if (pattern?.startsWith('^[A-Za-z0-9][A-Za-z0-9_.-]') || (pattern && timeOrdered.test(pattern)))
    return people.identifier(name, chance)
  // Right in its kind and length, and still nothing that a person types.
  const isFreeText = type === 'string' && (pattern === undefined || pattern.includes('\\S'))
  return isFreeText && chance.happens(0.2) ? picked(badTexts, chance).slice(0, maxLength) : undefined
}

/** A point of P-256 that is one: the curve's own generator. */
const p256dh = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU'

function targetOf({ path, parameters }: DescribedOperation, people: People, chance: Chance): string {
  const text = () => encodeURIComponent(picked(badTexts, chance).toWellFormed().slice(0, 3_000))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    chance.happens(0.85) ? people.identifier(name, chance) : chance.oneOf([text(), '%zz', '..', '.', '%2e%2e%2f', 'a%00b', '']),
  )
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && chance.happens(0.7))
    .map(({ name, schema }) => {
      const said = schema.type === 'integer' ? String(chance.between(-1, 50)) : people.identifier(name, chance)
      return `${name}=${chance.happens(0.7) ? said : text()}`
    })
  if (chance.happens(0.04))
    query.push(chance.oneOf(['__proto__=1', 'after[]=1&after[]=2', '=', '&&&', 'after=1&after=2', `q=${text()}`, '%zz']))
  const whole = query.length > 0 ? `${filled}?${query.join('&')}` : filled
  if (chance.happens(0.97)) return whole
  return chance.oneOf([
    `http://elsewhere.example${whole}`,
    `/${whole}`,
    `${whole}/`,
    whole.toUpperCase(),
    `${whole}#x`,
    '*',
    `${whole}?${'a'.repeat(14_000)}`,
  ])
}
