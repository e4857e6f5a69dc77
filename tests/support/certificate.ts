/**
 * A certificate of one's own for a test's HTTPS server, made with nothing but Node: its own authority (X.509 version 3, P-256),
 * for the given names and this machine's address, valid for a month.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM, for the server, and for whoever is to trust it. */
  readonly cert: string
  /** PEM. */
  readonly key: string
  /** SHA-256 of the public key, base64: what a Chromium wants to hear to overlook that nobody vouches for it. */
  readonly keyHash: string
}

const dayMs = 86_400_000
const ecdsaWithSha256 = oid('1.2.840.10045.4.3.2')

export function makeCertificate(names: readonly string[] = ['localhost']): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const algorithm = sequence(ecdsaWithSha256)
  const name = sequence(set(sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('Shopbell test')))))
  const now = Date.now()
  const toSign = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now - dayMs), time(now + 30 * dayMs)),
    name,
    spki,
    der(
      0xa3,
      sequence(extension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff])))), extension('2.5.29.17', subjects(names))),
    ),
  )
  const signature = sign('sha256', toSign, privateKey)
  const certificate = sequence(toSign, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keyHash: createHash('sha256').update(spki).digest('base64'),
  }
}

function subjects(names: readonly string[]): Buffer {
  const loopback = der(0x87, Buffer.from([127, 0, 0, 1]))
  return sequence(...names.map((name) => der(0x82, Buffer.from(name, 'ascii'))), loopback)
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value))
}

// --- DER: a tag, a length, and what there is ---

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts))
}

/** Positive: the first bit of `bytes` must not be set. */
function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes)
}

function time(at: number): Buffer {
  const [date = '', clock = ''] = new Date(at).toISOString().split(/[T.]/)
  return der(0x17, Buffer.from(`${date.slice(2)}${clock}Z`.replace(/[-:]/g, ''), 'ascii'))
}

function oid(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number)
  const base128 = (arc: number): number[] => {
    const bytes = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) bytes.unshift(0x80 | (left & 0x7f))
    return bytes
  }
  return der(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]))
}
