/** Whether what a browser calls its push keys are keys: nothing can be encrypted for those that are not. */
import { createPublicKey } from 'node:crypto'

interface Keys {
  readonly p256dh: string
  readonly auth: string
}

const pointBytes = 65
const secretBytes = 16
const uncompressed = 4

/** The field that is wrong, or `null`. */
export function brokenKey({ p256dh, auth }: Keys): keyof Keys | null {
  if (!isPoint(Buffer.from(p256dh, 'base64url'))) return 'p256dh'
  return Buffer.from(auth, 'base64url').length === secretBytes ? null : 'auth'
}

/** An uncompressed point that lies on P-256: any other would give away what it is multiplied with. */
function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== pointBytes || bytes[0] !== uncompressed) return false
  const half = (pointBytes + 1) / 2
  const [x, y] = [bytes.subarray(1, half).toString('base64url'), bytes.subarray(half).toString('base64url')]
  try {
    createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
    return true
  } catch {
    // OpenSSL's way of saying that the point is not on the curve.
    return false
  }
}
