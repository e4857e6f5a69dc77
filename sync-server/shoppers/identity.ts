/**
 * A shopper's identity, vouched for by the retailer with a short-lived signed token. Otherwise the shopper is a visitor.
 *
 * The page presents the token at each load. A fresh one says who the shopper is. One whose five minutes are over says only that
 * the page was made for that customer: enough to go on with a session that was theirs already, and for nothing else.
 */
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { limits, singleLine, visiblePattern } from '../../src/protocol/text.ts'
import { unprintableAt } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Retailer } from '../storage/directory.ts'

export interface Identity {
  /** The retailer's own number for the shopper. */
  readonly customer: string
  readonly name: string | null
}

/** What a page presents. */
export interface PresentedIdentity extends Identity {
  /** Within the token's own time. */
  readonly isFresh: boolean
}

const longestLifeS = 300
/** A page that was made longer ago than a day is nobody's any more. */
const longestStaleS = 86_400
/** Between the retailer's clock and ours. */
const toleranceS = 30
const mostCustomerCharacters = 100

/**
 * Reads a token (JWT, HS256 with the retailer's secret, `sub` the customer number, `exp` at most five minutes ahead, or past by
 * at most a day). `now` is in milliseconds since 1970. Throws `identity-refused` with the reason.
 */
export async function readIdentity(token: string, retailer: Retailer, now: number): Promise<PresentedIdentity> {
  const { sub, exp, name } = await verified(token, retailer, now)
  if (typeof exp !== 'number') throw refused('it never expires; give it an `exp` of at most five minutes')
  if (exp - now / 1_000 < -longestStaleS) throw expiredIdentity()
  if (exp - now / 1_000 > longestLifeS + toleranceS) throw refused('it lives longer than five minutes; shorten its `exp`')
  if (typeof sub !== 'string' || sub.trim() === '' || sub.length > mostCustomerCharacters || unprintableAt(sub, 'sub') !== null) {
    throw refused('its `sub` is not a customer number')
  }
  return { customer: sub, name: nameFrom(name), isFresh: exp - now / 1_000 > -toleranceS }
}

/** For a session that was not this customer's already. */
export function expiredIdentity(): ProblemReply {
  return refused('it has expired; ask the shop’s page for a fresh one')
}

async function verified(token: string, retailer: Retailer, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keyOf(retailer), {
      algorithms: ['HS256'],
      currentDate: new Date(now),
      clockTolerance: toleranceS,
    })
    return payload
  } catch (failure) {
    // Its signature is right: that was looked at first.
    if (failure instanceof errors.JWTExpired) return failure.payload
    if (failure instanceof errors.JOSEError) throw refused('it is not signed with this retailer’s secret, or is not such a token')
    throw failure
  }
}

/** A name that is no name is left out: it only decorates. */
function nameFrom(name: unknown): string | null {
  if (typeof name !== 'string' || unprintableAt(name, 'name') !== null || !new RegExp(visiblePattern).test(name)) return null
  // By characters, so that none is cut in half.
  return [...singleLine(name)].slice(0, limits.name).join('')
}

function refused(why: string): ProblemReply {
  return new ProblemReply('identity-refused', `The identity token was refused: ${why}. Without one the shopper is a visitor.`)
}

/** Signs such a token as a retailer's own server would; for the demo shop. */
export function signIdentity({ customer, name }: Identity, retailer: Retailer, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1_000)
  return new SignJWT(name === null ? {} : { name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + longestLifeS)
    .sign(keyOf(retailer))
}

function keyOf({ signingSecret }: Retailer): Uint8Array {
  return Buffer.from(signingSecret, 'base64url')
}
