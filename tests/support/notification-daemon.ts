/**
 * A desktop's notification daemon on a D-Bus session of its own: a browser that is given `address` hands it what it shows, and a
 * test presses buttons and bodies as a person does, which is the only way to a click that the browser trusts.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type InterfaceDescriptor, sessionBus } from 'dbus-native'
import { Waiting } from './waiting.ts'

interface DesktopNotification {
  readonly id: number
  readonly title: string
  readonly body: string
  /** The action's key by its words. */
  readonly buttons: ReadonlyMap<string, string>
}

export interface NotificationDaemon {
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  /** What is on screen, oldest first. */
  readonly shown: readonly DesktopNotification[]
  /** Waits for one with this title. */
  until(title: string): Promise<DesktopNotification>
  /** Presses the button with these words; without words, the notification itself. */
  press(notification: DesktopNotification, button?: string): void
  close(): Promise<void>
}

const path = '/org/freedesktop/Notifications'
const name = 'org.freedesktop.Notifications'
const descriptor: InterfaceDescriptor = {
  name,
  methods: {
    GetCapabilities: ['', 'as', [], ['capabilities']],
    GetServerInformation: ['', 'ssss', [], ['name', 'vendor', 'version', 'specification']],
    Notify: ['susssasa{sv}i', 'u', ['app', 'replaces', 'icon', 'title', 'body', 'actions', 'hints', 'timeout'], ['id']],
    CloseNotification: ['u', '', ['id'], []],
  },
  signals: { NotificationClosed: ['uu'], ActionInvoked: ['us'] },
}
/** Closed by a call, as the specification numbers it. */
const closedByCall = 3

export async function startNotificationDaemon(): Promise<NotificationDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-desktop-'))
  const address = `unix:path=${join(folder, 'bus')}`
  const options = ['--session', '--nofork', '--nopidfile', '--print-address', `--address=${address}`]
  const daemon = spawn('dbus-daemon', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  // It says its address once it listens.
  await once(daemon.stdout, 'data')
  const bus = sessionBus({ busAddress: address })
  const shown = new Map<number, DesktopNotification>()
  const waiting = new Waiting()
  let last = 0
  const signal = (member: string, signature: string, args: readonly unknown[]) =>
    bus.sendSignal(path, name, member, signature, [...args])
  const remove = (id: number) => {
    if (shown.delete(id)) signal('NotificationClosed', 'uu', [id, closedByCall])
    waiting.changed()
  }
  bus.exportInterface(
    {
      GetCapabilities: () => ['actions', 'body', 'persistence'],
      GetServerInformation: () => ['Shopbell test', 'Shopbell', '1', '1.2'],
      Notify(_app: string, replaces: number, _icon: string, title: string, body: string, actions: readonly string[]) {
        const id = replaces || ++last
        const buttons = new Map(actions.flatMap((key, at) => (at % 2 === 0 ? [[actions[at + 1] ?? '', key] as const] : [])))
        // On screen once the browser has its number: a press that overtakes the answer is of something that it does not know.
        setImmediate(() => {
          shown.set(id, { id, title, body, buttons })
          waiting.changed()
        })
        return id
      },
      CloseNotification: remove,
    },
    path,
    descriptor,
  )
  await bus.requestName(name, 0)
  return {
    address,
    get shown() {
      return [...shown.values()]
    },
    until: (title) =>
      waiting.until(`a notification “${title}”`, () => [...shown.values()].find((one) => one.title === title), {
        instead: () => JSON.stringify([...shown.values()].map((one) => one.title)),
      }) as Promise<DesktopNotification>,
    press({ id, buttons }, button) {
      const key = button === undefined ? 'default' : buttons.get(button)
      if (key === undefined) throw new Error(`There is no button ${button}: ${[...buttons.keys()]}.`)
      signal('ActionInvoked', 'us', [id, key])
    },
    async close() {
      bus.connection.end()
      daemon.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
