/** The trail of who changed what. Other tables' changes write their entries here inside their own transaction. */
import type { MemberId, RetailerId, StoreId } from '../../../src/identifiers.ts'
import type { AuditAction, AuditActor, AuditEntry, AuditTrail, NewAuditEntry } from '../audit-trail.ts'
import type { Statements } from './statements.ts'

/** Writes entries inside the transaction that is open. */
export type AuditWriter = (entries: readonly NewAuditEntry[]) => void

export function auditWriter(statements: Statements): AuditWriter {
  const insert = statements.prepare(
    (
      db,
      given: {
        at: number
        retailer: RetailerId
        store: StoreId | null
        actor: string
        action: AuditAction
        subject: string
        details: string
      },
    ) =>
      db.insertInto('audit_entry').values({
        at: given.at,
        retailer: given.retailer,
        store: given.store,
        actor: given.actor,
        action: given.action,
        subject: given.subject,
        details: given.details,
      }),
  )
  return (entries) => {
    for (const { by, details, ...rest } of entries) {
      insert.run({ ...rest, actor: keptActor(by), details: JSON.stringify(details) })
    }
  }
}

export function sqliteAuditTrail(statements: Statements, write: AuditWriter): AuditTrail {
  const columns = ['number', 'at', 'retailer', 'store', 'actor', 'action', 'subject', 'details'] as const
  const ofRetailer = statements.prepare((db, given: { retailer: RetailerId; before: number; most: number }) =>
    db
      .selectFrom('audit_entry')
      .select(columns)
      .where('retailer', '=', given.retailer)
      .where('number', '<', given.before)
      .orderBy('number', 'desc')
      .limit(given.most),
  )
  const ofStore = statements.prepare((db, given: { retailer: RetailerId; store: StoreId | null; before: number; most: number }) =>
    db
      .selectFrom('audit_entry')
      .select(columns)
      .where('retailer', '=', given.retailer)
      .where('store', '=', given.store)
      .where('number', '<', given.before)
      .orderBy('number', 'desc')
      .limit(given.most),
  )
  return {
    record: (...entries) => statements.transaction('The audit trail could not be written', () => write(entries)),
    of: ({ retailer, store }, { before, most }) =>
      statements.attempt('The audit trail could not be read', () => {
        const page = { retailer, before: before ?? Number.MAX_SAFE_INTEGER, most }
        const rows = store === null ? ofRetailer.all(page) : ofStore.all({ ...page, store })
        return rows.map(
          ({ actor, details, ...rest }): AuditEntry => ({ ...rest, by: readActor(actor), details: JSON.parse(details) }),
        )
      }),
  }
}

const keptActor = (by: AuditActor): string => (by.is === 'member' ? `member:${by.member}` : by.is)

function readActor(kept: string): AuditActor {
  if (kept.startsWith('member:')) return { is: 'member', member: kept.slice('member:'.length) as MemberId }
  return { is: kept === 'operator' ? 'operator' : 'server' }
}
