/** Holds a device to its key: whoever has stolen its cookie, or a proof that it gave before, does not get further than this. */
import type { MemberId } from '../../src/identifiers.ts'
import { type ProofPurpose, proofText } from '../../src/protocol/proofs.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Device } from '../storage/devices.ts'
import type { Challenges } from './challenges.ts'
import { isProven } from './proofs.ts'

export interface Proof {
  readonly challenge: string
  readonly proof: string
}

/** Uses the challenge up, whatever comes of it. Throws `challenge-refused` or `proof-refused`. */
export function requireProof(
  challenges: Challenges,
  { id, publicKey }: Device,
  what: { readonly purpose: ProofPurpose; readonly member: MemberId },
  { challenge, proof }: Proof,
): void {
  if (!challenges.use(id, challenge)) {
    throw new ProblemReply('challenge-refused', 'This took too long, so nothing happened. Try again.')
  }
  if (isProven(publicKey, proofText(what.purpose, challenge, what.member), proof)) return
  throw new ProblemReply('proof-refused', 'This browser could not show that it is the enrolled device. Enrol it anew.')
}
