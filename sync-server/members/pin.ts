/** PINs at rest: scrypt with a salt of its own and its cost written beside it, so that the cost can be raised one day. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** A PIN has few digits, so the back-off protects it and not this; the cost only spares a stolen database the quickest guess. */
const cost: Cost = { N: 16_384, r: 8, p: 1 }
const keyBytes = 32

/** The text kept for a PIN: `scrypt$N$r$p$salt$key`, the latter two in base64url. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Compares in constant time. A kept text that this version cannot read matches no PIN. */
export async function isPinRight(pin: string, kept: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = kept.split('$')
  if (scheme !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(pin, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function derive(pin: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (failure, key) => (failure ? reject(failure) : resolve(key)))
  })
}
