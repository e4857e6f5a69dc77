/** The audit trail, as the console reads it. No route changes it. */
import { Type } from 'typebox'
import type { DeviceId, MemberId, StoreId } from '../../src/identifiers.ts'
import { AuditPage } from '../../src/protocol/console.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, byConsole } from '../http/description.ts'
import type { App } from '../http/typed.ts'
import type { AuditEntry } from '../storage/audit-trail.ts'
import type { ConsoleParts } from './console-parts.ts'
import { managerOf } from './in-console.ts'

const pageSize = 50
const WhichPage = Type.Object(
  {
    store: Type.Optional(Identifier<StoreId>('Only what concerns this store; without it an admin reads everything')),
    before: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: 'Only entries numbered below this' }),
    ),
  },
  { additionalProperties: false },
)

/** Needs a scope that requires a manager. */
export function auditRoutes(app: App, { storage, reach }: ConsoleParts): void {
  const { directory, devices, audit } = storage

  app.get(
    '/console/audit',
    {
      schema: {
        operationId: 'readAuditTrail',
        tags: ['Console'],
        summary: 'Who did what',
        description:
          'Newest first, fifty at a time. A manager reads what concerns their own store. Names are those of today; entries hold identifiers and figures only.',
        security: byConsole,
        querystring: WhichPage,
        response: answers({ 200: { description: 'A page of it', schema: AuditPage } }, [
          'malformed-request',
          'out-of-bounds',
          'not-signed-in',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<AuditPage> => {
      const manager = managerOf(request)
      const { store: asked, before = null } = request.query
      const all = manager.member.role === 'admin' ? null : manager.store.id
      const store = asked === undefined ? all : (await reach.store(manager, asked)).id
      const found = await audit.of({ retailer: manager.retailer.id, store }, { before, most: pageSize + 1 })
      const entries = await Promise.all(found.slice(0, pageSize).map(rowOf))
      return { entries, hasMore: found.length > pageSize }
    },
  )

  async function rowOf({ number, at, by, action, subject, store, details }: AuditEntry): Promise<AuditPage['entries'][number]> {
    const name = by.is === 'member' ? ((await directory.member(by.member))?.name ?? null) : null
    const storeName = store && (await directory.store(store))?.name
    return {
      number,
      at,
      by: { is: by.is, name },
      action,
      subject: await subjectOf(subject),
      store: store && storeName ? { id: store, name: storeName } : null,
      details: { ...details },
    }
  }

  /** An identifier says of what kind it is by where it is found. */
  async function subjectOf(subject: string): Promise<string | null> {
    const [member, device, store] = await Promise.all([
      directory.member(subject as MemberId),
      devices.find(subject as DeviceId),
      directory.store(subject as StoreId),
    ])
    return member?.name ?? device?.name ?? store?.name ?? null
  }
}
