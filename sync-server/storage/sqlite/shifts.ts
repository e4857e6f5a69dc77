/** Shifts: which member is signed in on which device, found by the hash of the session's token. */
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../../src/identifiers.ts'
import { deviceRememberedMs, type HadDevice, type Shift, type Shifts } from '../shifts.ts'
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
        beforeMember: MemberId | null
        beforeUntil: number | null
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
        before_member: given.beforeMember,
        before_until: given.beforeUntil,
      }),
  )
  const newestOn = statements.prepare((db, given: { device: DeviceId }) =>
    db
      .selectFrom('shift')
      .select(['id', 'member', 'started_at as startedAt', 'expires_at as expiresAt'])
      .where('device', '=', given.device)
      .orderBy('started_at', 'desc')
      .limit(1),
  )
  const deviceOf = statements.prepare((db, given: { id: ShiftId }) =>
    db.selectFrom('shift').select('device').where('id', '=', given.id),
  )
  const lastOn = statements.prepare((db, given: { device: DeviceId; since: number }) =>
    db
      .selectFrom('last_shift')
      .select(['member', 'ended_at as until'])
      .where('device', '=', given.device)
      .where('ended_at', '>', given.since),
  )
  const before = statements.prepare((db, given: { id: ShiftId }) =>
    db
      .selectFrom('shift')
      .select(['before_member as member', 'before_until as until'])
      .where('id', '=', given.id)
      .where('before_member', 'is not', null)
      .$narrowType<{ member: MemberId; until: number }>(),
  )
  const noteLast = statements.prepare((db, given: { device: DeviceId; member: MemberId; endedAt: number }) =>
    db
      .insertInto('last_shift')
      .values({ device: given.device, member: given.member, ended_at: given.endedAt })
      .onConflict((on) =>
        on
          .column('device')
          .doUpdateSet((row) => ({ member: row.ref('excluded.member'), ended_at: row.ref('excluded.ended_at') })),
      ),
  )
  const forgetLast = statements.prepare((db, given: { before: number }) =>
    db.deleteFrom('last_shift').where('ended_at', '<', given.before),
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

  /** A shift that was left without ending it counts for as long as nobody has had the device since. */
  function hadDevice({ device, startedAt }: Shift): HadDevice | null {
    const last = lastOn.first({ device, since: startedAt - deviceRememberedMs })
    const newest = newestOn.first({ device })
    const isReplaced = newest !== null && newest.expiresAt > startedAt && (last === null || newest.startedAt >= last.until)
    return isReplaced ? { member: newest.member, until: startedAt } : last
  }

  /** A shift that was replaced on its device has given that up already. */
  function noteWhoHad(id: ShiftId, endedAt: number): void {
    const device = deviceOf.first({ id })?.device
    if (device === undefined) return
    const newest = newestOn.first({ device })
    if (newest?.id === id) noteLast.run({ device, member: newest.member, endedAt })
  }

  return {
    start: (shift: Shift) =>
      statements.transaction(`Shift ${shift.id} could not be started`, () => {
        unbind.run({ device: shift.device })
        const had = hadDevice(shift)
        start.run({ ...shift, beforeMember: had?.member ?? null, beforeUntil: had?.until ?? null })
      }),
    find: (tokenHash) => statements.attempt('The shift could not be read', () => find.first({ tokenHash })),
    ofStore: (store, now) => statements.attempt('The shifts could not be read', () => ofStore.all({ store, now })),
    end: (id, at) =>
      statements.transaction(`Shift ${id} could not be ended`, () => {
        noteWhoHad(id, at)
        end.run({ id })
      }),
    setLocked: (id, lockedAt) =>
      statements.attempt(`Shift ${id} could not be locked or unlocked`, () => {
        setLocked.run({ id, lockedAt })
      }),
    before: (id) => statements.attempt(`The shift before ${id} could not be read`, () => before.first({ id })),
    sweep: (now) =>
      statements.transaction('Expired shifts could not be removed', () => {
        sweep.run({ now })
        forgetLast.run({ before: now - deviceRememberedMs })
      }),
  }
}
