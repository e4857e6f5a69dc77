/** Wrong PINs in a row, by device and member. They outlive a restart, so that stopping the server forgives nobody. */
import type { DeviceId, MemberId, StoreId } from '../../../src/identifiers.ts'
import type { PinTries } from '../pin-tries.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { Statements } from './statements.ts'

export function sqlitePinTries(statements: Statements, audited: AuditWriter): PinTries {
  const columns = ['device', 'member', 'wrong', 'last_at as lastAt'] as const
  const one = statements.prepare((db, given: { device: DeviceId; member: MemberId }) =>
    db.selectFrom('wrong_pins').select(columns).where('device', '=', given.device).where('member', '=', given.member),
  )
  const ofStore = statements.prepare((db, given: { store: StoreId }) =>
    db
      .selectFrom('wrong_pins')
      .innerJoin('member', 'member.id', 'wrong_pins.member')
      .select(['device', 'wrong_pins.member', 'wrong', 'last_at as lastAt'])
      .where('store', '=', given.store)
      .orderBy('last_at', 'desc'),
  )
  const count = statements.prepare((db, given: { device: DeviceId; member: MemberId; at: number }) =>
    db
      .insertInto('wrong_pins')
      .values({ device: given.device, member: given.member, wrong: 1, last_at: given.at })
      .onConflict((conflict) =>
        conflict
          .columns(['device', 'member'])
          .doUpdateSet((row) => ({ wrong: row('wrong_pins.wrong', '+', 1), last_at: row.ref('excluded.last_at') })),
      ),
  )
  const clearOne = statements.prepare((db, given: { device: DeviceId; member: MemberId }) =>
    db.deleteFrom('wrong_pins').where('device', '=', given.device).where('member', '=', given.member),
  )
  const clearAll = statements.prepare((db, given: { member: MemberId }) =>
    db.deleteFrom('wrong_pins').where('member', '=', given.member),
  )
  return {
    of: (device, member) => statements.attempt('Wrong PINs could not be read', () => one.first({ device, member })),
    ofStore: (store) => statements.attempt('Wrong PINs could not be read', () => ofStore.all({ store })),
    countWrong: (device, member, at) =>
      statements.transaction('A wrong PIN could not be counted', () => {
        count.run({ device, member, at })
        return one.first({ device, member })?.wrong ?? 1
      }),
    clear: (device, member, ...entries) =>
      statements.transaction('Wrong PINs could not be forgiven', () => {
        if (device === null) clearAll.run({ member })
        else clearOne.run({ device, member })
        audited(entries)
      }),
  }
}
