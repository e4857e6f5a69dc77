/**
 * A browser as the server sees it, over the public interface only: it has a key and a cookie, is enrolled by a code or, on a demo
 * server, by itself, and signs members in.
 */
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import type { DeviceChallenge, DeviceHere } from '../../src/protocol/device.ts'
import { enrolmentText, type ProofPurpose, proofText, readEnrolmentCode } from '../../src/protocol/proofs.ts'
import type { Session } from '../../src/protocol/staff.ts'
import { ask, granted, type Reply } from './http.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The key pair that a browser makes when it is enrolled. */
export class DeviceKey {
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string
  readonly #privateKey: CryptoKey

  private constructor(publicKey: string, privateKey: CryptoKey) {
    this.publicKey = publicKey
    this.#privateKey = privateKey
  }

  static async make(): Promise<DeviceKey> {
    const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign'])
    return new DeviceKey(Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64url'), privateKey)
  }

  async sign(text: string): Promise<string> {
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.#privateKey, Buffer.from(text))
    return Buffer.from(signature).toString('base64url')
  }

  /** The body of `POST /api/v1/devices`. */
  async enrolment(code?: string) {
    const proof = await this.sign(enrolmentText(code === undefined ? '' : (readEnrolmentCode(code) ?? '')))
    return { ...(code === undefined ? {} : { code }), publicKey: this.publicKey, proof }
  }

  /** What goes with a PIN. */
  async proof(purpose: ProofPurpose, challenge: string, member: MemberId) {
    return { challenge, proof: await this.sign(proofText(purpose, challenge, member)) }
  }
}

/** Enrols a new browser; a demo server asks for no code. Rejects where it is refused. */
export async function enrol(server: string, code?: string): Promise<ScriptedDevice> {
  const key = await DeviceKey.make()
  const url = `${server}/api/v1/devices`
  const reply = await ask<DeviceHere>({ method: 'POST', url, headers: { origin: server }, body: await key.enrolment(code) })
  if (!reply.ok) throw new Error(`This browser cannot be enrolled: ${reply.problem.detail}`)
  return new ScriptedDevice(server, reply.body.device.id, key, cookiesIn(reply.headers))
}

export class ScriptedDevice {
  readonly id: DeviceId
  readonly key: DeviceKey
  /** `shopbell_device=…`. */
  readonly cookie: string
  readonly #server: string

  constructor(server: string, id: DeviceId, key: DeviceKey, cookie: string) {
    this.#server = server
    this.id = id
    this.key = key
    this.cookie = cookie
  }

  here(): Promise<Reply<DeviceHere>> {
    return this.#ask('GET', 'device')
  }

  async challenge(): Promise<string> {
    return (await granted(this.#ask<DeviceChallenge>('POST', 'device/challenge'))).challenge
  }

  /** `cookie` in the answer is the browser's from then on: the device's and the session's. */
  async signIn(member: MemberId, pin: string): Promise<Reply<Session> & { readonly cookie: string }> {
    const body = { member, pin, ...(await this.key.proof('sign-in', await this.challenge(), member)) }
    const reply = await this.#ask<Session>('POST', 'session', body)
    return { ...reply, cookie: cookiesIn(reply.headers) }
  }

  #ask<Body>(method: 'GET' | 'POST', path: string, body?: unknown) {
    const headers = { cookie: this.cookie, origin: this.#server }
    return ask<Body>({ method, url: `${this.#server}/api/v1/${path}`, headers, body })
  }
}

/** Signs somebody in on a browser of its own; resolves to its cookies, as a `Cookie` header. */
export async function signedInCookie(server: string, member: string, pin: string): Promise<string> {
  const reply = await (await enrol(server)).signIn(member as MemberId, pin)
  if (!reply.ok) throw new Error(`${member} cannot sign in: ${reply.problem.detail}`)
  return reply.cookie
}

/** A `Cookie` header as Playwright wants its parts. */
export function cookiesFor(url: string, header: string): { name: string; value: string; url: string }[] {
  return header.split('; ').map((one) => ({ name: one.split('=')[0] ?? '', value: one.split('=')[1] ?? '', url }))
}

function cookiesIn(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
