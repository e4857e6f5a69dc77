/** Shifts: which member is signed in on which device, found by the hash of the session's token. */
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../../src/identifiers.ts'
import type { Shift, Shifts } from '../storage.ts'
import type { Statements } from './statements.ts'

export function sqliteShifts(statements: Statements): Shifts {
  const start = statements.prepare(
    (
      db,
      given: {
        id: ShiftId
        tokenHash: string
        member: MemberId
        device: DeviceId
        startedAt: number
        expiresAt: number
        lockedAt: number | null
      },
    ) =>
      db.insertInto('shift').values({
        id: given.id,
        token_hash: given.tokenHash,
        member: given.member,
        device: given.device,
        started_at: given.startedAt,
        expires_at: given.expiresAt,
        locked_at: given.lockedAt,
      }),
  )
  const unbind = statements.prepare((db, given: { device: DeviceId }) =>
    db.deleteFrom('push_subscription').where('device', '=', given.device),
  )
  const ofStore = statements.prepare((db, given: { store: StoreId; now: number }) =>
    db
      .selectFrom('shift')
      .innerJoin('member', 'member.id', 'shift.member')
      .select([
        'shift.id',
        'token_hash as tokenHash',
        'shift.member',
        'device',
        'started_at as startedAt',
        'expires_at as expiresAt',
        'locked_at as lockedAt',
      ])
      .where('member.store', '=', given.store)
      .where('expires_at', '>', given.now)
      .orderBy('started_at')
      .orderBy('shift.id'),
  )
  const find = statements.prepare((db, given: { tokenHash: string }) =>
    db
      .selectFrom('shift')
      .select([
        'id',
        'token_hash as tokenHash',
        'member',
        'device',
        'started_at as startedAt',
        'expires_at as expiresAt',
        'locked_at as lockedAt',
      ])
      .where('token_hash', '=', given.tokenHash),
  )
  const end = statements.prepare((db, given: { id: ShiftId }) => db.deleteFrom('shift').where('id', '=', given.id))
  const setLocked = statements.prepare((db, given: { id: ShiftId; lockedAt: number | null }) =>
    db.updateTable('shift').set({ locked_at: given.lockedAt }).where('id', '=', given.id),
  )
  const sweep = statements.prepare((db, given: { now: number }) => db.deleteFrom('shift').where('expires_at', '<', given.now))

  return {
    start: (shift: Shift) =>
      statements.transaction(`Shift ${shift.id} could not be started`, () => {
        unbind.run({ device: shift.device })
        start.run({ ...shift })
      }),
    find: (tokenHash) => statements.attempt('The shift could not be read', () => find.first({ tokenHash })),
    ofStore: (store, now) => statements.attempt('The shifts could not be read', () => ofStore.all({ store, now })),
    end: (id) =>
      statements.attempt(`Shift ${id} could not be ended`, () => {
        end.run({ id })
      }),
    setLocked: (id, lockedAt) =>
      statements.attempt(`Shift ${id} could not be locked or unlocked`, () => {
        setLocked.run({ id, lockedAt })
      }),
    sweep: (now) =>
      statements.attempt('Expired shifts could not be removed', () => {
        sweep.run({ now })
      }),
  }
}
