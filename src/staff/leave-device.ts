/** What a sign-out takes off the device itself: its push subscription, the notifications on its screen, the number on its icon. */
import { dropSubscription, inTurn } from '../replica/push-subscription.ts'

/** Does nothing where there is no service worker. */
export async function leaveDevice(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return
  for (const notification of await registration.getNotifications()) notification.close()
  await navigator.clearAppBadge?.()
  await inTurn(() => dropSubscription(registration))
}
