/** Writes what keeping and forgetting do into the audit trail, an entry for each shopper. */
import type { AuditTrail, NewAuditEntry } from '../storage/audit-trail.ts'
import type { KeepingRecord, TellTrail } from './record.ts'

export function tellAuditTrail(audit: AuditTrail): TellTrail {
  return (record) => audit.record(...entriesOf(record))
}

function entriesOf(record: KeepingRecord): readonly NewAuditEntry[] {
  const { at, retailer, by, action } = record
  const common = { at, retailer, store: null, by, action }
  switch (record.action) {
    case 'retentionChanged': {
      const { to } = record
      return [{ ...common, subject: retailer, details: { conversationDays: to.conversationDays, logDays: to.logDays } }]
    }
    case 'shopperExported':
      return record.shoppers.map((shopper) => ({ ...common, subject: shopper, details: {} }))
    case 'shopperErased': {
      const { chats, orders } = record
      return record.shoppers.map((shopper) => ({ ...common, subject: shopper, details: { chats, orders } }))
    }
  }
}
