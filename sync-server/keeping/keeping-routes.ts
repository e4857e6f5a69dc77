/** A shopper's data exported and erased, by a retailer's admins; and how long anything is kept, for its managers to read. */
import {
  Erased,
  EraseShopper,
  ExportShopper,
  RetentionBody,
  ShopperExport,
  type WhichShopper,
} from '../../src/protocol/keeping.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import type { Retailer } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'
import type { KeepingAskers } from './askers.ts'
import type { DataKeeping } from './data-keeping.ts'
import { findSubject, type Subject } from './subject.ts'

export interface KeepingRouteParts {
  readonly storage: Storage
  readonly dataKeeping: DataKeeping
  readonly askers: KeepingAskers
  readonly place: KeepingPlace
}

/** Where the routes stand: the same ones are asked by a shift on a device, and in the console. */
interface KeepingPlace {
  readonly prefix: '' | '/console'
  readonly tag: 'Keeping' | 'Console'
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  /** No two operations have the same name. */
  named(operation: string): string
}

export const onDevices: KeepingPlace = { prefix: '', tag: 'Keeping', security: bySession, named: (operation) => operation }

const forSome = ['not-signed-in', 'not-yours'] as const
const aboutSomebody = [...withBody, ...forSome, 'wrong-origin', 'unknown-shopper', 'several-shoppers'] as const

/** Needs a scope in which `askers` knows who asks. */
export function keepingRoutes(app: App, { storage, dataKeeping, askers, place }: KeepingRouteParts): void {
  const { prefix, security } = place
  const tags = [place.tag]

  app.post(
    `${prefix}/shoppers/export`,
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: place.named('exportShopper'),
        tags,
        summary: 'Everything about a shopper',
        description:
          'For admins: one document with all that is kept about one person, to be given to them. It is told to the audit trail.',
        security,
        body: ExportShopper,
        response: answers({ 200: { description: 'The document', schema: ShopperExport } }, aboutSomebody),
      },
    },
    async (request): Promise<ShopperExport> => {
      const { retailer, member } = askers.admin(request)
      return dataKeeping.export(await subjectOf(retailer, request.body.who), { is: 'member', member })
    },
  )

  app.post(
    `${prefix}/shoppers/erase`,
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: place.named('eraseShopper'),
        tags,
        summary: 'Forget a shopper',
        description:
          'For admins. The shopper’s chats end and are gone from every device, with their words; the log of decisions keeps identifiers only. Their browser begins anew as a visitor’s. It cannot be taken back, and is told to the audit trail.',
        security,
        body: EraseShopper,
        response: answers({ 200: { description: 'They are forgotten', schema: Erased } }, aboutSomebody),
      },
    },
    async (request): Promise<Erased> => {
      const { retailer, member } = askers.admin(request)
      const { who, orders } = request.body
      return dataKeeping.erase(await subjectOf(retailer, who), orders, { is: 'member', member })
    },
  )

  app.get(
    `${prefix}/retention`,
    {
      schema: {
        operationId: place.named('readRetention'),
        tags,
        summary: 'How long things are kept',
        description: 'For managers and admins. A year each unless changed.',
        security,
        response: answers({ 200: { description: 'The retention in force', schema: RetentionBody } }, forSome),
      },
    },
    async (request): Promise<RetentionBody> => dataKeeping.retention(askers.managerOrAdmin(request).retailer.id),
  )

  app.put(
    `${prefix}/retention`,
    {
      schema: {
        operationId: place.named('changeRetention'),
        tags,
        summary: 'Change how long things are kept',
        description: 'For admins. What is older goes with the day’s tidying. It is told to the audit trail.',
        security,
        body: RetentionBody,
        response: answers({ 200: { description: 'The retention in force now', schema: RetentionBody } }, [
          ...withBody,
          ...forSome,
          'wrong-origin',
        ]),
      },
    },
    async (request): Promise<RetentionBody> => {
      const { retailer, member } = askers.admin(request)
      await dataKeeping.setRetention(retailer.id, request.body, { is: 'member', member })
      return dataKeeping.retention(retailer.id)
    },
  )

  async function subjectOf(retailer: Retailer, who: WhichShopper): Promise<Subject> {
    const found = await findSubject(storage, retailer.id, who)
    if (found.is === 'found') return found.subject
    if (found.is === 'nobody')
      throw new ProblemReply('unknown-shopper', 'Nobody is known by that here. Look for them by another number or address.')
    throw new ProblemReply(
      'several-shoppers',
      'More than one shopper left this contact, and they may be different people. Say which is meant by its identifier.',
      {
        shoppers: found.shoppers.map(({ id, name, customer, firstSeenAt }) => ({
          id,
          name,
          customer,
          firstSeenAt: Math.floor(firstSeenAt),
        })),
      },
    )
  }
}
