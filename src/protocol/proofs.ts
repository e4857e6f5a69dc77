/**
 * How a browser becomes a device of a store, and proves at each sign-in that it still is. It makes a key pair (ECDSA on P-256)
 * whose private half nobody can read, itself included; the server keeps the public half. What is signed begins with what it is
 * for, so that no signature can be used for anything else. Signatures are those of WebCrypto (P1363, 64 bytes) over SHA-256.
 */
import type { MemberId } from '../identifiers.ts'

/** Of the app's address, as in the link of an enrolment's QR code: `/?enrol=7K3M-X9PA`. */
export const enrolmentParameter = 'enrol'

/** Crockford's base 32, which has no letter that looks like a digit. Eight of them are 40 bits. */
export const enrolmentAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const enrolmentLength = 8

/** The code that somebody typed, as it is signed and kept: without dashes, spaces or case. `null` where it can be none. */
export function readEnrolmentCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return plain.length === enrolmentLength && [...plain].every((letter) => enrolmentAlphabet.includes(letter)) ? plain : null
}

/** As people read it: `7K3M-X9PA`. */
export function shownEnrolmentCode(code: string): string {
  return `${code.slice(0, enrolmentLength / 2)}-${code.slice(enrolmentLength / 2)}`
}

/** What a browser signs to be enrolled. `code` as {@link readEnrolmentCode} gives it; empty on a demo server, which asks for none. */
export function enrolmentText(code: string): string {
  return `shopbell enrolment 1\n${code}`
}

/** What a proof is for: beginning a shift, or going on with one that is locked. */
export type ProofPurpose = 'sign-in' | 'unlock'

/** What a device signs to prove itself, for one member and once. */
export function proofText(purpose: ProofPurpose, challenge: string, member: MemberId): string {
  return `shopbell ${purpose} 1\n${challenge}\n${member}`
}
