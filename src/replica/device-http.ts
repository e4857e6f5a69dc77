/**
 * The browser as a device of a store: becoming one, and proving it where a PIN is given. The key's private half is never seen by
 * any script; IndexedDB keeps it as it is.
 */
import type { DeviceId, MemberId } from '../identifiers.ts'
import type { DeviceChallenge, DeviceHere, EnrolDevice, SignIn, UnlockSession } from '../protocol/device.ts'
import { enrolmentText, type ProofPurpose, proofText, readEnrolmentCode } from '../protocol/proofs.ts'
import type { Session } from '../protocol/staff.ts'
import { kindOf, type Reply, serverAsk } from './http.ts'

export interface DeviceKeys {
  /** `null` where this browser has none. */
  deviceKey(): Promise<CryptoKey | null>
  /** In place of what it was enrolled as before. */
  keepDevice(device: DeviceId, key: CryptoKey): Promise<void>
  /** The key proves nothing to the server. */
  dropDeviceKey(): Promise<void>
}

export interface DeviceHttp {
  /** What this browser is, and whom it may sign in. A `not-enrolled` or `device-revoked` problem where it is nothing. */
  device(): Promise<Reply<DeviceHere>>
  /** `code` as it was typed; `null` on a demo server, which asks for none. */
  enrol(code: string | null): Promise<Reply<DeviceHere>>
  signIn(member: MemberId, pin: string): Promise<Reply<Session>>
  lock(): Promise<Reply<null>>
  /** `member` of the shift, whose PIN it is. */
  unlock(member: MemberId, pin: string): Promise<Reply<null>>
}

/** A browser that has lost its key may ask to be enrolled without a code: only a demo server grants that. */
const notEnrolled = {
  is: 'problem',
  problem: { type: '/problems/not-enrolled', title: '', status: 401, detail: 'This browser has no key.', enrolsItself: true },
} as const

/** Needs a secure context (HTTPS, or this machine): elsewhere browsers have no keys to give. */
export function deviceHttp(keys: DeviceKeys, fetcher?: typeof fetch): DeviceHttp {
  const ask = serverAsk(fetcher)
  /** Where the disk keeps nothing, the page does, for as long as it is open. */
  let inHand: CryptoKey | null = null
  const ownKey = async () => inHand ?? (await keys.deviceKey().catch(() => null))

  /** Once more where the challenge was refused: the server may have been started again in between. */
  async function proven<T>(
    purpose: ProofPurpose,
    member: MemberId,
    send: (proof: Pick<SignIn, 'challenge' | 'proof'>) => Promise<Reply<T>>,
    isAgain = false,
  ): Promise<Reply<T>> {
    const key = await ownKey()
    if (!key) return notEnrolled
    const given = await ask<DeviceChallenge>('POST', '/device/challenge')
    if (given.is !== 'ok') return given
    const { challenge } = given.value
    const reply = await send({ challenge, proof: await signed(key, proofText(purpose, challenge, member)) })
    const refusal = reply.is === 'problem' ? kindOf(reply.problem) : null
    if (refusal === 'challenge-refused' && !isAgain) return proven(purpose, member, send, true)
    if (refusal === 'proof-refused') {
      inHand = null
      await keys.dropDeviceKey().catch(() => {})
    }
    return reply
  }

  return {
    async device() {
      const reply = await ask<DeviceHere>('GET', '/device')
      // The cookie alone cannot sign anybody in.
      return reply.is === 'ok' && !(await ownKey()) ? notEnrolled : reply
    },
    async enrol(code) {
      const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
      const proof = await signed(privateKey, enrolmentText(code === null ? '' : (readEnrolmentCode(code) ?? '')))
      const spki = base64url(await crypto.subtle.exportKey('spki', publicKey))
      const body: EnrolDevice = { ...(code !== null && { code }), publicKey: spki, proof }
      const reply = await ask<DeviceHere>('POST', '/devices', body)
      if (reply.is === 'ok') {
        inHand = privateKey
        await keys.keepDevice(reply.value.device.id, privateKey).then(
          () => {
            inHand = null
          },
          () => {},
        )
      }
      return reply
    },
    signIn: (member, pin) =>
      proven('sign-in', member, (proof) => ask('POST', '/session', { member, pin, ...proof } satisfies SignIn)),
    lock: () => ask('POST', '/session/lock'),
    unlock: (member, pin) =>
      proven('unlock', member, (proof) => ask('POST', '/session/unlock', { pin, ...proof } satisfies UnlockSession)),
  }
}

async function signed(key: CryptoKey, text: string): Promise<string> {
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(text)))
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
