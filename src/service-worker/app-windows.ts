/** The app's windows as the worker sees them: a tap leads to one, the one that is there, and a new one only where there is none. */
import type { PageMessage } from '../replica/page-messages.ts'
import type { NotificationAbout } from './notification.ts'

/** The app's own addresses. The server has others: the demo shop, the widget, the interface's description. */
export const appAddresses: readonly RegExp[] = [/^\/(\?.*)?$/, /^\/bell$/, /^\/chats\//]

/** Where a tap on the notification leads: an incoming chat is shown on every page, a chat that one has is its conversation. */
export function pathFor(about: NotificationAbout | null): string {
  return about?.is === 'outcome' && about.isMine ? `/chats/${encodeURIComponent(about.chat)}` : '/'
}

/** The window to lead to: the one that is looked at, else the first. */
export function chooseWindow<W extends Pick<WindowClient, 'url' | 'focused' | 'visibilityState'>>(
  windows: readonly W[],
): W | null {
  const own = windows.filter(({ url }) => appAddresses.some((address) => address.test(new URL(url).pathname)))
  return own.find(({ focused }) => focused) ?? own.find((one) => one.visibilityState === 'visible') ?? own[0] ?? null
}

/** Brings the app to the front at that address. */
export async function openApp(clients: Clients, path: string): Promise<void> {
  const window = chooseWindow(await appWindows(clients))
  if (!window) {
    await clients.openWindow(path)
    return
  }
  tell(window, { is: 'go', path })
  await window.focus()
}

/** Whether somebody may be looking at the app. */
export async function hasVisibleWindow(clients: Clients): Promise<boolean> {
  return chooseWindow(await appWindows(clients))?.visibilityState === 'visible'
}

/** Tells every page, also one that an earlier worker serves. */
export async function tellPages(clients: Clients, message: PageMessage): Promise<void> {
  for (const window of await appWindows(clients)) tell(window, message)
}

function appWindows(clients: Clients): Promise<readonly WindowClient[]> {
  return clients.matchAll({ type: 'window', includeUncontrolled: true })
}

function tell(window: WindowClient, message: PageMessage): void {
  window.postMessage(message)
}
