/** A store's policy: read by its members, changed by its managers. */
import { type Static, Type } from 'typebox'
import { type Policy, policyBounds } from '../../src/decider/policy.ts'
import type { StoreId } from '../../src/identifiers.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { App } from '../http/typed.ts'
import type { NewAuditEntry } from '../storage/audit-trail.ts'
import { ownStore } from './own-store.ts'
import { figureMeanings } from './policy-figures.ts'
import { unlockedOf } from './signed-in.ts'

const figure = (name: keyof Policy) =>
  Type.Integer({ minimum: policyBounds[name][0], maximum: policyBounds[name][1], description: figureMeanings[name] })

export const PolicyBody = Type.Object(
  {
    requestLifeMs: figure('requestLifeMs'),
    shopperLeftAfterMs: figure('shopperLeftAfterMs'),
    downtimeGivenBackMs: figure('downtimeGivenBackMs'),
    places: figure('places'),
    askAgainAfterMs: figure('askAgainAfterMs'),
    leastRingMs: figure('leastRingMs'),
    deliverWithinMs: figure('deliverWithinMs'),
    countdownMs: figure('countdownMs'),
    answerMarginMs: figure('answerMarginMs'),
    capacity: figure('capacity'),
    handBackWithinMs: figure('handBackWithinMs'),
    missesInRow: figure('missesInRow'),
    endAfterLeftMs: figure('endAfterLeftMs'),
    visitMs: figure('visitMs'),
    reachableWithinMs: figure('reachableWithinMs'),
    rescueSilentAfterMs: figure('rescueSilentAfterMs'),
    rescueUnansweredAfterMs: figure('rescueUnansweredAfterMs'),
    stampAheadMs: figure('stampAheadMs'),
  },
  { additionalProperties: false },
)
type PolicyBody = Static<typeof PolicyBody>

/** Figures that are left out stay as they are. */
export const PolicyChange = Type.Partial(PolicyBody, { additionalProperties: false, minProperties: 1 })

/** For the audit trail: the figures that change, as they will be, and as they were. */
export function policyEntryDetails(before: Policy, after: Policy): Record<string, number> {
  const changed = (Object.keys(after) as (keyof Policy)[]).filter((figure) => after[figure] !== before[figure])
  return Object.fromEntries(
    changed.flatMap((figure) => [
      [figure, after[figure]],
      [`${figure}Before`, before[figure]],
    ]),
  )
}

const WhichStore = Type.Object({ store: Identifier<StoreId>('The store') })

/** Needs a scope that requires a member. */
export function policyRoutes(app: App, { storage, coordinator, clock }: HttpParts): void {
  app.get(
    '/stores/:store/policy',
    {
      schema: {
        operationId: 'readPolicy',
        tags: ['Stores'],
        summary: 'A store’s policy',
        description: 'For the store’s members. Durations are in milliseconds.',
        security: bySession,
        params: WhichStore,
        response: answers({ 200: { description: 'The policy in force', schema: PolicyBody } }, [
          'malformed-request',
          'not-signed-in',
          'not-yours',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<PolicyBody> => {
      const store = await ownStore(request.params.store, request, storage.directory)
      return (await coordinator.state(store)).policy
    },
  )

  app.put(
    '/stores/:store/policy',
    {
      schema: {
        operationId: 'changePolicy',
        tags: ['Stores'],
        summary: 'Change a store’s policy',
        description:
          'For managers of the store and admins. Figures that are left out stay as they are. Rings and requests that are under way keep the times they were given.',
        security: bySession,
        params: WhichStore,
        body: PolicyChange,
        response: answers({ 200: { description: 'The policy in force now', schema: PolicyBody } }, [
          ...withBody,
          'not-signed-in',
          'not-yours',
          'shift-locked',
          'wrong-origin',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<PolicyBody> => {
      const { member, retailer } = unlockedOf(request)
      const store = await ownStore(request.params.store, request, storage.directory)
      if (member.role === 'associate') {
        throw new ProblemReply('not-yours', 'Only a manager can change the store’s policy. Ask yours.')
      }
      const before = (await coordinator.state(store)).policy
      const policy = { ...before, ...request.body }
      const audit: NewAuditEntry = {
        at: Math.floor(clock.now()),
        retailer: retailer.id,
        store,
        by: { is: 'member', member: member.id },
        action: 'policyChanged',
        subject: store,
        details: policyEntryDetails(before, policy),
      }
      await submitOrRefuse(
        { coordinator, directory: storage.directory },
        { store, command: { type: 'ChangePolicy', policy }, asked: null, audit },
      )
      return (await coordinator.state(store)).policy
    },
  )
}
