/** Secrets that people remember, at rest: scrypt with a salt of its own and its cost beside it, so that the cost can be raised. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

const keyBytes = 32

/** The text to keep: `scrypt$N$r$p$salt$key`, the latter two in base64url. */
export async function hashSecret(secret: string, cost: Cost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(secret, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Compares in constant time. A kept text that this version cannot read matches nothing. */
export async function isSecretRight(secret: string, kept: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = kept.split('$')
  if (scheme !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(secret, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function derive(secret: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (failure, key) => (failure ? reject(failure) : resolve(key)))
  })
}
