/**
 * What a shift needs of its device beside the screens: the push subscription, the screen kept on, the number on the icon, word
 * from the service worker, and whether it would ring. Comes in a chunk of its own, once the first screen stands.
 */
import { createEffect, createMemo, createSignal, onCleanup, Show, useContext } from 'solid-js'
import { readPageMessage } from '../../replica/page-messages.ts'
import { createNow } from '../../ui/now.ts'
import { useIncoming } from '../incoming/incoming.ts'
import { useModel } from '../model.ts'
import { readPath, usePages } from '../pages.ts'
import { SoundContext } from '../sound.ts'
import { BellScreen } from './bell-screen.tsx'
import type { DeviceFaces } from './device-faces.ts'
import { Hint } from './hint.tsx'
import { createIconBadge, waitingChats } from './icon-badge.ts'
import { obstaclesFor } from './obstacles.ts'
import { RungSheet } from './rung-sheet.tsx'
import { createSurroundings, SurroundingsContext } from './surroundings.ts'
import { createWakeLock } from './wake-lock.ts'
import './bell.css'

const lookAgainMs = 5_000

/** `onReady` gets the screens that are shown elsewhere; here is only what may be shown anywhere. */
export function DeviceCare(props: { readonly onReady: (faces: DeviceFaces | null) => void }) {
  const model = useModel()
  const pages = usePages()
  const incoming = useIncoming()
  const bell = useContext(SoundContext)
  const isConnected = () => model.connection().is === 'live'
  const surroundings = useContext(SurroundingsContext) ?? createSurroundings(isConnected)
  const obstacles = createMemo(() =>
    obstaclesFor({
      isConnected: isConnected(),
      permission: surroundings.permission(),
      needsInstalling: surroundings.needsInstalling,
      subscription: surroundings.subscription(),
      volume: model.bell().volume,
      canSound: bell.canSound(),
    }),
  )
  props.onReady({
    Hint: () => <Hint obstacles={obstacles()} surroundings={surroundings} />,
    BellScreen: () => <BellScreen obstacles={obstacles()} surroundings={surroundings} />,
  })
  onCleanup(() => props.onReady(null))

  const now = createNow(() => model.serverNow(), lookAgainMs)
  const waiting = createMemo(() =>
    waitingChats(Object.values(model.rows.offers), Object.values(model.rows.chats), ({ id }) => model.seen(id), now()),
  )
  createIconBadge(waiting)
  createWakeLock(() => model.isAvailable() && pages.page().is === 'home')
  hearWorker()
  clearScreen(isConnected)

  /** Answers given on a notification, and taps that lead here. */
  function hearWorker(): void {
    const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined
    const hear = ({ data }: MessageEvent) => {
      const message = readPageMessage(data)
      if (message?.is === 'outboxGrew') model.takeUp()
      const page = message?.is === 'go' ? readPath(message.path) : null
      if (page) pages.go(page)
    }
    worker?.addEventListener('message', hear)
    onCleanup(() => worker?.removeEventListener('message', hear))
  }

  return (
    <Show when={incoming.stage().is !== 'ringing' && model.bellCheck()} keyed>
      {(check) => <RungSheet check={check} />}
    </Show>
  )
}

/** What the page shows itself once it is looked at and connected needs no notification any more. */
function clearScreen(isConnected: () => boolean): void {
  const [isVisible, setIsVisible] = createSignal(!document.hidden)
  const watch = () => setIsVisible(!document.hidden)
  document.addEventListener('visibilitychange', watch)
  onCleanup(() => document.removeEventListener('visibilitychange', watch))
  const clear = async () => {
    const registration = await navigator.serviceWorker?.getRegistration()
    const shown = (await registration?.getNotifications()) ?? []
    // A bell check that came as a notification is answered on the notification.
    for (const one of shown) if (one.data?.is !== 'bellCheck') one.close()
  }
  createEffect(() => {
    if (isVisible() && isConnected()) void clear().catch(() => {})
  })
}
