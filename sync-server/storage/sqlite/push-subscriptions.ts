/** Web push: the key pair of this server, and the addresses of the browsers that it may wake. */
import type { DeviceId, ShiftId } from '../../../src/identifiers.ts'
import type { PushSubscriptions } from '../push-subscriptions.ts'
import type { Statements } from './statements.ts'

export function sqlitePushSubscriptions(statements: Statements): PushSubscriptions {
  const putKeys = statements.prepare((db, given: { publicKey: string; privateKey: string }) =>
    db
      .insertInto('vapid_keys')
      .values({ only_row: 1, public_key: given.publicKey, private_key: given.privateKey })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const keys = statements.prepare((db) =>
    db.selectFrom('vapid_keys').select(['public_key as publicKey', 'private_key as privateKey']),
  )
  const clear = statements.prepare((db, given: { endpoint: string; shift: ShiftId; device: DeviceId }) =>
    db
      .deleteFrom('push_subscription')
      .where((is) =>
        is.or([is('endpoint', '=', given.endpoint), is('shift', '=', given.shift), is('device', '=', given.device)]),
      ),
  )
  const put = statements.prepare(
    (
      db,
      given: {
        endpoint: string
        shift: ShiftId
        device: DeviceId
        p256dh: string
        auth: string
        boundAt: number
        isSilent: number
      },
    ) =>
      db.insertInto('push_subscription').values({
        endpoint: given.endpoint,
        shift: given.shift,
        device: given.device,
        p256dh: given.p256dh,
        auth: given.auth,
        bound_at: given.boundAt,
        is_silent: given.isSilent,
      }),
  )
  const setSilent = statements.prepare((db, given: { endpoint: string; isSilent: number }) =>
    db.updateTable('push_subscription').set({ is_silent: given.isSilent }).where('endpoint', '=', given.endpoint),
  )
  const drop = statements.prepare((db, given: { endpoint: string }) =>
    db.deleteFrom('push_subscription').where('endpoint', '=', given.endpoint),
  )
  const all = statements.prepare((db) =>
    db
      .selectFrom('push_subscription')
      .innerJoin('shift', 'shift.id', 'push_subscription.shift')
      .innerJoin('member', 'member.id', 'shift.member')
      .select([
        'endpoint',
        'push_subscription.shift',
        'push_subscription.device',
        'p256dh',
        'auth',
        'bound_at as boundAt',
        'is_silent as isSilent',
        'shift.member',
        'member.store',
        'expires_at as expiresAt',
      ])
      .orderBy('bound_at')
      .orderBy('endpoint'),
  )

  return {
    keepKeys: (fresh) =>
      statements.transaction('The keys for web push could not be kept', () => {
        putKeys.run({ ...fresh })
        return keys.first({}) ?? fresh
      }),
    bind: (subscription) =>
      statements.transaction(`The push subscription of shift ${subscription.shift} could not be kept`, () => {
        const { isSilent, ...rest } = subscription
        clear.run(rest)
        put.run({ ...rest, isSilent: Number(isSilent) })
      }),
    setSilent: (endpoint, isSilent) =>
      statements.attempt('A push subscription could not be changed', () => {
        setSilent.run({ endpoint, isSilent: Number(isSilent) })
      }),
    drop: (endpoint) =>
      statements.attempt('A push subscription could not be removed', () => {
        drop.run({ endpoint })
      }),
    all: () =>
      statements.attempt('The push subscriptions could not be read', () =>
        all.all({}).map((row) => ({ ...row, isSilent: row.isSilent === 1 })),
      ),
  }
}
