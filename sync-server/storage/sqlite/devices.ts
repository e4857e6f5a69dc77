/** Enrolled devices, and the codes with which browsers become such. */
import { sql } from 'kysely'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../../src/identifiers.ts'
import type { BellCheck } from '../../../src/protocol/push.ts'
import type { Device, Devices, Enrolment } from '../devices.ts'
import { StorageFailure } from '../storage.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { Statements } from './statements.ts'

export function sqliteDevices(statements: Statements, audited: AuditWriter): Devices {
  const withdraw = statements.prepare((db, given: { createdBy: MemberId }) =>
    db.deleteFrom('enrolment').where('created_by', '=', given.createdBy),
  )
  const offer = statements.prepare(
    (
      db,
      given: {
        codeHash: string
        store: StoreId
        owner: MemberId | null
        name: string
        createdBy: MemberId
        expiresAt: number
      },
    ) =>
      db.insertInto('enrolment').values({
        code_hash: given.codeHash,
        store: given.store,
        owner: given.owner,
        name: given.name,
        created_by: given.createdBy,
        expires_at: given.expiresAt,
      }),
  )
  const enrolment = statements.prepare((db, given: { codeHash: string }) =>
    db
      .selectFrom('enrolment')
      .select(['code_hash as codeHash', 'store', 'owner', 'name', 'created_by as createdBy', 'expires_at as expiresAt'])
      .where('code_hash', '=', given.codeHash),
  )
  const use = statements.prepare((db, given: { codeHash: string }) =>
    db.deleteFrom('enrolment').where('code_hash', '=', given.codeHash),
  )
  const sweep = statements.prepare((db, given: { now: number }) => db.deleteFrom('enrolment').where('expires_at', '<', given.now))
  const add = statements.prepare(
    (
      db,
      given: {
        id: DeviceId
        store: StoreId
        owner: MemberId | null
        name: string
        tokenHash: string
        publicKey: string
        enrolledAt: number
        enrolledBy: MemberId | null
        lastSeenAt: number
        revokedAt: number | null
      },
    ) =>
      db.insertInto('device').values({
        id: given.id,
        store: given.store,
        owner: given.owner,
        name: given.name,
        token_hash: given.tokenHash,
        public_key: given.publicKey,
        enrolled_at: given.enrolledAt,
        enrolled_by: given.enrolledBy,
        last_seen_at: given.lastSeenAt,
        revoked_at: given.revokedAt,
      }),
  )
  const columns = [
    'id',
    'store',
    'owner',
    'name',
    'token_hash as tokenHash',
    'public_key as publicKey',
    'enrolled_at as enrolledAt',
    'enrolled_by as enrolledBy',
    'last_seen_at as lastSeenAt',
    'revoked_at as revokedAt',
  ] as const
  const find = statements.prepare((db, given: { id: DeviceId }) =>
    db.selectFrom('device').select(columns).where('id', '=', given.id),
  )
  const findByToken = statements.prepare((db, given: { tokenHash: string }) =>
    db.selectFrom('device').select(columns).where('token_hash', '=', given.tokenHash),
  )
  const ofStore = statements.prepare((db, given: { store: StoreId }) =>
    db.selectFrom('device').select(columns).where('store', '=', given.store).orderBy(sql`rowid`),
  )
  const rename = statements.prepare((db, given: { id: DeviceId; name: string }) =>
    db.updateTable('device').set({ name: given.name }).where('id', '=', given.id),
  )
  const seen = statements.prepare((db, given: { id: DeviceId; at: number }) =>
    db.updateTable('device').set({ last_seen_at: given.at }).where('id', '=', given.id),
  )
  const revoke = statements.prepare((db, given: { id: DeviceId; at: number }) =>
    db.updateTable('device').set({ revoked_at: given.at }).where('id', '=', given.id).where('revoked_at', 'is', null),
  )
  const keepBellCheck = statements.prepare(
    (db, given: { device: DeviceId; startedBy: MemberId; startedAt: number; body: string }) =>
      db
        .insertInto('last_bell_check')
        .values({ device: given.device, started_by: given.startedBy, started_at: given.startedAt, body: given.body })
        .onConflict((on) =>
          on
            .column('device')
            .doUpdateSet((row) => ({
              started_by: row.ref('excluded.started_by'),
              started_at: row.ref('excluded.started_at'),
              body: row.ref('excluded.body'),
            }))
            .whereRef('excluded.started_at', '>=', 'last_bell_check.started_at'),
        ),
  )
  const bellChecks = statements.prepare((db, given: { store: StoreId }) =>
    db
      .selectFrom('last_bell_check')
      .innerJoin('device', 'device.id', 'last_bell_check.device')
      .select(['last_bell_check.device', 'started_by as startedBy', 'body'])
      .where('device.store', '=', given.store)
      .orderBy('last_bell_check.device'),
  )
  const shiftsOn = statements.prepare((db, given: { device: DeviceId }) =>
    db.selectFrom('shift').select('id').where('device', '=', given.device).orderBy('id'),
  )
  const endShift = statements.prepare((db, given: { id: ShiftId }) => db.deleteFrom('shift').where('id', '=', given.id))

  return {
    offer: (given: Enrolment) =>
      statements.transaction('The enrolment code could not be kept', () => {
        withdraw.run({ createdBy: given.createdBy })
        offer.run({ ...given })
      }),
    enrolment: (codeHash) => statements.attempt('The enrolment code could not be read', () => enrolment.first({ codeHash })),
    enrol: (device: Device, codeHash, ...entries) =>
      statements.transaction(`Device ${device.id} could not be enrolled`, () => {
        if (use.run({ codeHash }) === 0) return false
        add.run({ ...device })
        audited(entries)
        return true
      }),
    add: (device, ...entries) =>
      statements.transaction(`Device ${device.id} could not be added`, () => {
        add.run({ ...device })
        audited(entries)
      }),
    find: (id) => statements.attempt(`Device ${id} could not be read`, () => find.first({ id })),
    findByToken: (tokenHash) => statements.attempt('The device could not be read', () => findByToken.first({ tokenHash })),
    ofStore: (store) => statements.attempt(`The devices of ${store} could not be read`, () => ofStore.all({ store })),
    rename: (id, name, ...entries) =>
      statements.transaction(`Device ${id} could not be renamed`, () => {
        if (rename.run({ id, name }) === 0) throw new StorageFailure(`There is no device ${id} to rename.`)
        audited(entries)
      }),
    seen: (ids, at) =>
      statements.transaction('Devices could not be noted as seen', () => {
        for (const id of ids) seen.run({ id, at })
      }),
    revoke: (id, at, ...entries) =>
      statements.transaction(`Device ${id} could not be revoked`, () => {
        if (revoke.run({ id, at }) === 0) return []
        const shifts = shiftsOn.all({ device: id }).map((shift) => shift.id)
        for (const shift of shifts) endShift.run({ id: shift })
        audited(entries)
        return shifts
      }),
    keepBellCheck: ({ device, startedBy, check }) =>
      statements.attempt(`The bell check of device ${device} could not be kept`, () => {
        keepBellCheck.run({ device, startedBy, startedAt: check.startedAt, body: JSON.stringify(check) })
      }),
    bellChecks: (store) =>
      statements.attempt(`The bell checks of ${store} could not be read`, () =>
        bellChecks.all({ store }).map(({ body, ...rest }) => ({ ...rest, check: JSON.parse(body) as BellCheck })),
      ),
    sweep: (now) =>
      statements.attempt('Expired enrolment codes could not be removed', () => {
        sweep.run({ now })
      }),
  }
}
