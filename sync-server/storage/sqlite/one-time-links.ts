/** Links that let in once, by the hash of their token. They are used up where what they let in to is kept. */
import type { MemberId } from '../../../src/identifiers.ts'
import type { OneTimeLinks } from '../one-time-links.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { Statements } from './statements.ts'

export function sqliteOneTimeLinks(statements: Statements, audited: AuditWriter): OneTimeLinks {
  const withdraw = statements.prepare((db, given: { member: MemberId | null }) =>
    db.deleteFrom('one_time_link').where('member', 'is', given.member),
  )
  const offer = statements.prepare((db, given: { tokenHash: string; member: MemberId | null; expiresAt: number }) =>
    db.insertInto('one_time_link').values({ token_hash: given.tokenHash, member: given.member, expires_at: given.expiresAt }),
  )
  const find = statements.prepare((db, given: { tokenHash: string }) =>
    db
      .selectFrom('one_time_link')
      .select(['token_hash as tokenHash', 'member', 'expires_at as expiresAt'])
      .where('token_hash', '=', given.tokenHash),
  )
  const sweep = statements.prepare((db, given: { now: number }) =>
    db.deleteFrom('one_time_link').where('expires_at', '<', given.now),
  )
  return {
    offer: (link, ...entries) =>
      statements.transaction('The one-time link could not be kept', () => {
        withdraw.run({ member: link.member })
        offer.run({ ...link })
        audited(entries)
      }),
    find: (tokenHash) => statements.attempt('The one-time link could not be read', () => find.first({ tokenHash })),
    sweep: (now) =>
      statements.attempt('Expired one-time links could not be removed', () => {
        sweep.run({ now })
      }),
  }
}
