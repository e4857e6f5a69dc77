/** The console's stores: which there are, what they are called, when their tablets lock, and the figures of their policy. */
import { type Static, Type } from 'typebox'
import { defaultPolicy, type Policy, policyBounds } from '../../src/decider/policy.ts'
import type { StoreId } from '../../src/identifiers.ts'
import { AddStore, ChangeStore, ManagedStore, ManagedStores } from '../../src/protocol/console.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { App } from '../http/typed.ts'
import { PolicyBody, PolicyChange, policyEntryDetails } from '../members/policy-routes.ts'
import type { Store } from '../storage/directory.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy } from './console-sessions.ts'
import { adminOf, managerOf } from './in-console.ts'
import { plainName } from './names.ts'

export const WhichStore = Type.Object({ store: Identifier<StoreId>('The store') })
/** What a tablet of a new store does until somebody decides otherwise. */
export const usualIdleLockMs = 120_000

const Bounds = Type.Tuple([Type.Integer(), Type.Integer()], { description: 'The least and the most' })
/** `GET /api/v1/console/stores/<store>/policy`: with what a form needs to ask for another. */
export const ManagedPolicy = Type.Object({
  policy: PolicyBody,
  usual: PolicyBody,
  bounds: Type.Object(Object.fromEntries(Object.keys(policyBounds).map((figure) => [figure, Bounds]))),
})
type ManagedPolicy = Static<typeof ManagedPolicy>

const asked = ['not-signed-in', 'malformed-request', 'unknown-store'] as const
const changed = [...withBody, 'not-signed-in', 'wrong-origin', 'unknown-store'] as const

/** Needs a scope that requires a manager. */
export function storeRoutes(app: App, { storage, coordinator, clock, reach, teamChanged, newIdentifier }: ConsoleParts): void {
  app.addHook('preHandler', refuseUnprintable)

  app.get(
    '/console/stores',
    {
      schema: {
        operationId: 'listManagedStores',
        tags: ['Console'],
        summary: 'The stores that you manage',
        security: byConsole,
        response: answers({ 200: { description: 'In the order in which they were added', schema: ManagedStores } }, [
          'not-signed-in',
        ]),
      },
    },
    async (request): Promise<ManagedStores> => {
      const stores = await reach.stores(managerOf(request))
      return { stores: await Promise.all(stores.map(rowOf)) }
    },
  )

  app.post(
    '/console/stores',
    {
      schema: {
        operationId: 'addStore',
        tags: ['Console'],
        summary: 'Add a store',
        description: 'For admins.',
        security: byConsole,
        body: AddStore,
        response: answers({ 201: { description: 'The store', schema: ManagedStore } }, [
          ...withBody,
          'not-signed-in',
          'not-yours',
          'wrong-origin',
        ]),
      },
    },
    async (request, reply): Promise<ManagedStore> => {
      const admin = adminOf(request)
      const store: Store = {
        id: newIdentifier() as StoreId,
        retailer: admin.retailer.id,
        name: plainName(request.body.name, 'name'),
        idleLockMs: usualIdleLockMs,
      }
      await storage.setUp.addStore(store, entryBy(admin, clock.now(), 'storeAdded', store.id, {}, store.id))
      reply.code(201)
      return rowOf(store)
    },
  )

  app.put(
    '/console/stores/:store',
    {
      schema: {
        operationId: 'changeStore',
        tags: ['Console'],
        summary: 'Rename a store, or change when its tablets lock',
        description: 'What is left out stays.',
        security: byConsole,
        params: WhichStore,
        body: ChangeStore,
        response: answers({ 200: { description: 'The store as it is now', schema: ManagedStore } }, changed),
      },
    },
    async (request): Promise<ManagedStore> => {
      const manager = managerOf(request)
      const store = await reach.store(manager, request.params.store)
      const { name, idleLockMs } = request.body
      const change = {
        ...(name === undefined ? {} : { name: plainName(name, 'name') }),
        ...(idleLockMs === undefined ? {} : { idleLockMs }),
      }
      await storage.setUp.changeStore(
        store.id,
        change,
        entryBy(manager, clock.now(), 'storeChanged', store.id, { ...change }, store.id),
      )
      await teamChanged(store.id)
      return rowOf({ ...store, ...change })
    },
  )

  app.get(
    '/console/stores/:store/policy',
    {
      schema: {
        operationId: 'readManagedPolicy',
        tags: ['Console'],
        summary: 'A store’s policy, with its usual figures and their bounds',
        description: 'Durations are in milliseconds.',
        security: byConsole,
        params: WhichStore,
        response: answers({ 200: { description: 'The policy', schema: ManagedPolicy } }, asked),
      },
    },
    async (request) => policyOf((await reach.store(managerOf(request), request.params.store)).id),
  )

  app.put(
    '/console/stores/:store/policy',
    {
      schema: {
        operationId: 'changeManagedPolicy',
        tags: ['Console'],
        summary: 'Change a store’s policy',
        description: 'Figures that are left out stay. Rings and requests that are under way keep the times they were given.',
        security: byConsole,
        params: WhichStore,
        body: PolicyChange,
        response: answers({ 200: { description: 'The policy in force now', schema: ManagedPolicy } }, changed),
      },
    },
    async (request): Promise<ManagedPolicy> => {
      const manager = managerOf(request)
      const { id } = await reach.store(manager, request.params.store)
      const before = (await coordinator.state(id)).policy
      const policy: Policy = { ...before, ...request.body }
      const details = policyEntryDetails(before, policy)
      await submitOrRefuse(
        { coordinator, directory: storage.directory },
        {
          store: id,
          command: { type: 'ChangePolicy', policy },
          asked: null,
          audit: entryBy(manager, clock.now(), 'policyChanged', id, details, id),
        },
      )
      return policyOf(id)
    },
  )

  async function policyOf(store: StoreId): Promise<ManagedPolicy> {
    const bounds = Object.fromEntries(Object.entries(policyBounds).map(([figure, [least, most]]) => [figure, [least, most]]))
    return { policy: (await coordinator.state(store)).policy, usual: defaultPolicy, bounds } as ManagedPolicy
  }

  async function rowOf({ id, name, idleLockMs }: Store): Promise<ManagedStore> {
    const [members, devices] = await Promise.all([storage.directory.members(id), storage.devices.ofStore(id)])
    const enrolled = devices.filter(({ revokedAt }) => revokedAt === null)
    return { id, name, idleLockMs, members: members.length, devices: enrolled.length }
  }
}
