/** What a browser does with a push (RFC 8291, RFC 8188): one aes128gcm record, for one key pair and one secret. */
import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto'

const saltBytes = 16
const recordSizeBytes = 4
const pointBytes = 65
const tagBytes = 16
const lastRecord = 2

/** Throws where the body is not a record for these keys. */
export function decryptPush(body: Buffer, browser: ECDH, auth: Buffer): Buffer {
  const headerBytes = saltBytes + recordSizeBytes + 1 + pointBytes
  if (body.length <= headerBytes + tagBytes) throw new Error('The body is too short for a record.')
  const salt = body.subarray(0, saltBytes)
  const recordSize = body.readUInt32BE(saltBytes)
  if (body[saltBytes + recordSizeBytes] !== pointBytes) throw new Error('The sender’s key is not a point.')
  const sender = body.subarray(headerBytes - pointBytes, headerBytes)
  const record = body.subarray(headerBytes)
  if (record.length > recordSize) throw new Error('More than one record.')

  const about = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const secret = derive(browser.computeSecret(sender), auth, about, 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-tagBytes))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -tagBytes)), decipher.final()])
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== lastRecord) throw new Error('The record does not end as the last one does.')
  return padded.subarray(0, end)
}

function derive(secret: Buffer, salt: Buffer, about: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, about, bytes))
}
