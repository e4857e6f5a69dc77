/** Web push on a virtual disk: the server's keys, and the subscriptions of shifts. */
import type { PushSubscription, PushSubscriptions } from '../../../sync-server/storage/push-subscriptions.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import type { Tables, Transaction } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

export function virtualPushSubscriptions(disk: VirtualDisk, user: DiskUser): PushSubscriptions {
  return {
    keepKeys: (fresh) =>
      disk.write(user, 'The keys for web push could not be kept', ({ vapidKeys }, transaction) => {
        const kept = vapidKeys.get('keys') ?? fresh
        transaction.put(vapidKeys, 'keys', kept)
        return kept
      }),
    bind: (subscription) =>
      disk.write(user, `The push subscription of shift ${subscription.shift} could not be kept`, (tables, transaction) => {
        const { endpoint, shift, device } = subscription
        if (!tables.shifts.has(shift)) throw new StorageFailure('there is no such shift.')
        unbindWhere(tables, transaction, (one) => one.endpoint === endpoint || one.shift === shift || one.device === device)
        transaction.put(tables.subscriptions, endpoint, subscription)
      }),
    setSilent: (endpoint, isSilent) =>
      disk.write(user, 'A push subscription could not be changed', ({ subscriptions }, transaction) => {
        const before = subscriptions.get(endpoint)
        if (before) transaction.put(subscriptions, endpoint, { ...before, isSilent })
      }),
    drop: (endpoint) =>
      disk.write(user, 'A push subscription could not be removed', ({ subscriptions }, transaction) =>
        transaction.remove(subscriptions, endpoint),
      ),
    all: () =>
      disk.read(user, 'The push subscriptions could not be read', ({ subscriptions, shifts, members }) =>
        [...subscriptions.values()]
          .flatMap((subscription) => {
            const shift = shifts.get(subscription.shift)
            const store = shift && members.get(shift.member)?.store
            return shift && store ? [{ ...subscription, member: shift.member, store, expiresAt: shift.expiresAt }] : []
          })
          .sort((a, b) => a.boundAt - b.boundAt || (a.endpoint < b.endpoint ? -1 : 1)),
      ),
  }
}

/** Takes the subscriptions away; whatever ends a shift does so in the same transaction. */
export function unbindWhere(
  { subscriptions }: Tables,
  transaction: Transaction,
  isMeant: (subscription: PushSubscription) => boolean,
): void {
  for (const one of [...subscriptions.values()]) if (isMeant(one)) transaction.remove(subscriptions, one.endpoint)
}
