/**
 * Checks a PIN without a network, so that whoever locked the tablet can open it where the Wi-Fi is gone. It guards against the
 * hand that picks the tablet up, not against somebody who takes it apart: a PIN has few digits, and what it opens lies on the
 * same disk. Goes with the shift that it was made for.
 */
import type { ShiftId } from '../../identifiers.ts'
import type { PinCheck } from '../../replica/database.ts'

/** So often a PIN may be wrong without a network; then only the server can open the tablet. */
export const mostWrongOffline = 5
/** About a quarter of a second on a slow tablet, off the page's own thread. */
const iterations = 210_000
const saltBytes = 16
const hashBits = 256

/** Rejects where the browser has no cryptography (plain HTTP outside this machine). */
export async function pinCheckFor(pin: string, shift: ShiftId): Promise<PinCheck> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  return { shift, salt: toBase64(salt), hash: toBase64(await derived(pin, salt)), wrong: 0 }
}

export async function isPinOf(pin: string, check: PinCheck): Promise<boolean> {
  return toBase64(await derived(pin, fromBase64(check.salt))) === check.hash
}

async function derived(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, hashBits))
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
