/**
 * Who may ask about keeping and forgetting, however they have signed in. A shopper is the retailer's and not a store's, and so is how
 * long anything is kept: to export, to erase and to change is for admins. A manager's reach is their store; how long its chats are
 * kept they may know.
 */
import type { FastifyRequest } from 'fastify'
import type { MemberId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import { signedInOf } from '../members/signed-in.ts'
import type { Retailer } from '../storage/directory.ts'

interface Asker {
  readonly retailer: Retailer
  readonly member: MemberId
}

/** Each throws `not-yours` for anybody else. */
export interface KeepingAskers {
  admin(request: FastifyRequest): Asker
  managerOrAdmin(request: FastifyRequest): Asker
}

/** By the shift on a device. Needs a scope that requires a member. */
export const onShift: KeepingAskers = {
  admin(request) {
    const { member, retailer } = signedInOf(request)
    if (member.role === 'admin') return { retailer, member: member.id }
    throw new ProblemReply('not-yours', 'Customers’ data is the whole retailer’s, so it is for its admins. Ask one of them.')
  },
  managerOrAdmin(request) {
    const { member, retailer } = signedInOf(request)
    if (member.role !== 'associate') return { retailer, member: member.id }
    throw new ProblemReply('not-yours', 'Only a manager can see how long data is kept. Ask yours.')
  },
}
