/** Who may ask about keeping and forgetting: a manager or an admin of the retailer, however they have signed in. */
import type { FastifyRequest } from 'fastify'
import type { MemberId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import { signedInOf } from '../members/signed-in.ts'
import type { Retailer } from '../storage/directory.ts'

interface Manager {
  readonly retailer: Retailer
  readonly member: MemberId
}

/** Throws `not-yours` for anybody else. */
export type ManagerOf = (request: FastifyRequest) => Manager

/** By the shift on a device. Needs a scope that requires a member. */
export const managerOnShift: ManagerOf = (request) => {
  const { member, retailer } = signedInOf(request)
  if (member.role !== 'associate') return { retailer, member: member.id }
  throw new ProblemReply('not-yours', 'Only a manager can ask for a shopper’s data or change how long it is kept. Ask yours.')
}
