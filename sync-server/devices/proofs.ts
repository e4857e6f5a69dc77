/** Whether a signature is a device's: the server's half of src/protocol/proofs.ts. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** `text` and `proof` as they were sent; `publicKey` is a SubjectPublicKeyInfo, as base64url. What is no key proves nothing. */
export function isProven(publicKey: string, text: string, proof: string): boolean {
  const key = keyFrom(publicKey)
  if (!key) return false
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(proof, 'base64url'))
}

function keyFrom(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}
