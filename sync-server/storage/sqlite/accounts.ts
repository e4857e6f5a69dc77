/** Accounts of the console: logins with their passwords, passkeys, and who is in it now. */
import type { MemberId } from '../../../src/identifiers.ts'
import type { Accounts, ConsoleSession, Passkey } from '../accounts.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { Statements } from './statements.ts'

export function sqliteAccounts(statements: Statements, audited: AuditWriter): Accounts {
  const put = statements.prepare((db, given: { member: MemberId; login: string; passwordHash: string | null }) =>
    db
      .insertInto('account')
      .values({ member: given.member, login: given.login, password_hash: given.passwordHash })
      .onConflict((conflict) =>
        conflict.column('member').doUpdateSet((row) => ({
          login: row.ref('excluded.login'),
          password_hash: row.ref('excluded.password_hash'),
        })),
      ),
  )
  const accountColumns = ['member', 'login', 'password_hash as passwordHash'] as const
  const byLogin = statements.prepare((db, given: { login: string }) =>
    db.selectFrom('account').select(accountColumns).where('login', '=', given.login),
  )
  const ofMember = statements.prepare((db, given: { member: MemberId }) =>
    db.selectFrom('account').select(accountColumns).where('member', '=', given.member),
  )
  const remove = statements.prepare((db, given: { member: MemberId }) =>
    db.deleteFrom('account').where('member', '=', given.member),
  )
  const addPasskey = statements.prepare(
    (
      db,
      given: {
        id: string
        member: MemberId
        publicKey: string
        counter: number
        name: string
        createdAt: number
        lastUsedAt: number | null
      },
    ) =>
      db.insertInto('passkey').values({
        id: given.id,
        member: given.member,
        public_key: given.publicKey,
        counter: given.counter,
        name: given.name,
        created_at: given.createdAt,
        last_used_at: given.lastUsedAt,
      }),
  )
  const passkeyColumns = [
    'id',
    'member',
    'public_key as publicKey',
    'counter',
    'name',
    'created_at as createdAt',
    'last_used_at as lastUsedAt',
  ] as const
  const passkey = statements.prepare((db, given: { id: string }) =>
    db.selectFrom('passkey').select(passkeyColumns).where('id', '=', given.id),
  )
  const passkeys = statements.prepare((db, given: { member: MemberId }) =>
    db.selectFrom('passkey').select(passkeyColumns).where('member', '=', given.member).orderBy('created_at').orderBy('id'),
  )
  const used = statements.prepare((db, given: { id: string; counter: number; at: number }) =>
    db.updateTable('passkey').set({ counter: given.counter, last_used_at: given.at }).where('id', '=', given.id),
  )
  const removePasskey = statements.prepare((db, given: { id: string }) => db.deleteFrom('passkey').where('id', '=', given.id))
  const startSession = statements.prepare(
    (db, given: { id: string; tokenHash: string; member: MemberId; startedAt: number; expiresAt: number }) =>
      db.insertInto('console_session').values({
        id: given.id,
        token_hash: given.tokenHash,
        member: given.member,
        started_at: given.startedAt,
        expires_at: given.expiresAt,
      }),
  )
  const session = statements.prepare((db, given: { tokenHash: string }) =>
    db
      .selectFrom('console_session')
      .select(['id', 'token_hash as tokenHash', 'member', 'started_at as startedAt', 'expires_at as expiresAt'])
      .where('token_hash', '=', given.tokenHash),
  )
  const endSession = statements.prepare((db, given: { id: string }) =>
    db.deleteFrom('console_session').where('id', '=', given.id),
  )
  const endSessions = statements.prepare((db, given: { member: MemberId; except: string }) =>
    db.deleteFrom('console_session').where('member', '=', given.member).where('id', '!=', given.except),
  )
  const linkOf = statements.prepare((db, given: { linkHash: string }) =>
    db.selectFrom('one_time_link').select('member').where('token_hash', '=', given.linkHash).where('member', 'is not', null),
  )
  const useLink = statements.prepare((db, given: { linkHash: string }) =>
    db.deleteFrom('one_time_link').where('token_hash', '=', given.linkHash),
  )
  const choose = statements.prepare((db, given: { member: MemberId; passwordHash: string }) =>
    db.updateTable('account').set({ password_hash: given.passwordHash }).where('member', '=', given.member),
  )
  const sweep = statements.prepare((db, given: { now: number }) =>
    db.deleteFrom('console_session').where('expires_at', '<', given.now),
  )

  return {
    put: (account, ...entries) =>
      statements.transaction(`The account of ${account.member} could not be kept`, () => {
        put.run({ ...account })
        audited(entries)
      }),
    byLogin: (login) => statements.attempt('The account could not be read', () => byLogin.first({ login })),
    ofMember: (member) => statements.attempt(`The account of ${member} could not be read`, () => ofMember.first({ member })),
    remove: (member, ...entries) =>
      statements.transaction(`The account of ${member} could not be removed`, () => {
        if (remove.run({ member }) > 0) audited(entries)
      }),
    addPasskey: (added: Passkey, ...entries) =>
      statements.transaction('The passkey could not be added', () => {
        addPasskey.run({ ...added })
        audited(entries)
      }),
    passkey: (id) => statements.attempt('The passkey could not be read', () => passkey.first({ id })),
    passkeys: (member) => statements.attempt(`The passkeys of ${member} could not be read`, () => passkeys.all({ member })),
    passkeyUsed: (id, counter, at) =>
      statements.attempt('The passkey could not be noted as used', () => {
        used.run({ id, counter, at })
      }),
    removePasskey: (id, ...entries) =>
      statements.transaction('The passkey could not be removed', () => {
        if (removePasskey.run({ id }) > 0) audited(entries)
      }),
    startSession: (started: ConsoleSession, ...entries) =>
      statements.transaction('The session could not be started', () => {
        startSession.run({ ...started })
        audited(entries)
      }),
    session: (tokenHash) => statements.attempt('The session could not be read', () => session.first({ tokenHash })),
    endSession: (id) =>
      statements.attempt('The session could not be ended', () => {
        endSession.run({ id })
      }),
    choosePassword: (linkHash, passwordHash, ...entries) =>
      statements.transaction('The password could not be chosen', () => {
        const member = linkOf.first({ linkHash })?.member
        if (!member) return false
        useLink.run({ linkHash })
        choose.run({ member, passwordHash })
        endSessions.run({ member, except: '' })
        audited(entries)
        return true
      }),
    endSessions: (member, except) =>
      statements.attempt(`The sessions of ${member} could not be ended`, () => {
        endSessions.run({ member, except: except ?? '' })
      }),
    sweep: (now) =>
      statements.attempt('Expired sessions could not be removed', () => {
        sweep.run({ now })
      }),
  }
}
