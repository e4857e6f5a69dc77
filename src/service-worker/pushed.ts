/** Binds what is pushed to the browser: its notifications, its windows, its badge, its subscription. */
import { openDatabase } from '../replica/database.ts'
import { sendOutbox } from '../replica/outbox.ts'
import { pushHttp } from '../replica/push-http.ts'
import { dropSubscription, inTurn, renewSubscription } from '../replica/push-subscription.ts'
import { createAnswering } from './answer-ring.ts'
import { hasVisibleWindow, openApp, pathFor, tellPages } from './app-windows.ts'
import { memberWords } from './member-words.ts'
import { messageOf, readAbout, type Shown, type Standing } from './notification.ts'
import { report, showPush } from './show-push.ts'

export interface Pushed {
  /** Always shows something. */
  show(text: string | null): Promise<void>
  /** A tap, or one of the buttons. */
  press(notification: Notification, button: string): Promise<void>
  /** How many chats ring here, on the app's icon. */
  count(): Promise<void>
  /** The browser took the subscription away: the server is told of another. */
  renew(): Promise<void>
}

export function createPushed({ registration, clients, navigator }: ServiceWorkerGlobalScope): Pushed {
  const database = openDatabase()
  const http = pushHttp()
  const words = () => memberWords(database, navigator.languages)

  const show = async ({ title, options }: Shown) => {
    await registration.showNotification(title, options as NotificationOptions)
    await count()
  }
  const close = async (tag: string) => {
    for (const notification of await registration.getNotifications({ tag })) notification.close()
    await count()
  }
  const count = async () => {
    const rings = (await registration.getNotifications()).filter((one) => readAbout(one.data)?.is === 'ring').length
    // Not every browser has badges, and none needs them.
    await (rings > 0 ? navigator.setAppBadge?.(rings) : navigator.clearAppBadge?.())
  }
  const closeOutcomes = async () => {
    for (const one of await registration.getNotifications()) if (readAbout(one.data)?.is === 'outcome') one.close()
  }
  const standing = async (tag: string): Promise<Standing | null> => {
    const [notification] = await registration.getNotifications({ tag })
    const about = notification && readAbout(notification.data)
    return notification && about ? { title: notification.title, body: notification.body, about } : null
  }
  const answering = createAnswering({
    database,
    words,
    show,
    close,
    tellPages: () => tellPages(clients, { is: 'outboxGrew' }),
    askForSync: async () => {
      await (registration as Partial<WithSync>).sync?.register(sendOutbox)
    },
  })

  return {
    count,
    async show(text) {
      await showPush(text, {
        database,
        http,
        words,
        show,
        standing,
        unsubscribe: () => inTurn(() => dropSubscription(registration)),
      })
      // The page says the same, and its screen is looked at.
      if (await hasVisibleWindow(clients)) await closeOutcomes()
    },
    async press(notification, button) {
      const about = readAbout(notification.data)
      const message = messageOf(about)
      const tapped = message && report(http, message, 'tapped')
      if (about?.is === 'ring' && (button === 'claim' || button === 'decline')) {
        await answering.answer(about, button)
      } else {
        notification.close()
        if (button !== 'hear') await openApp(clients, pathFor(about))
      }
      await Promise.all([tapped, count()])
    },
    async renew() {
      if (await database.session()) await inTurn(() => renewSubscription(registration.pushManager, http))
    },
  }
}

interface WithSync {
  readonly sync: { register(tag: string): Promise<void> }
}
