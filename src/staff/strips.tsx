/** What concerns every page, said above it: no connection and what that means, or a device that cannot keep what is typed. */
import HardDrive from 'lucide-solid/icons/hard-drive'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { useFormats } from '../locales/formats.ts'
import { useWords } from '../locales/staff/dictionary.ts'
import { useModel } from './model.ts'
import './strips.css'

/** A connection that is back before this is not worth a word. */
const saidAfterMs = 2_000

export function OfflineStrip() {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const isAway = () => model.connection().is !== 'live' && model.isLoaded()
  const [isSaid, setIsSaid] = createSignal(false)
  createEffect(() => {
    setIsSaid(false)
    if (!isAway()) return
    const timer = setTimeout(() => setIsSaid(true), saidAfterMs)
    onCleanup(() => clearTimeout(timer))
  })
  const asOf = () => {
    const at = model.asOf()
    if (at === null) return null
    const now = model.serverNow()
    const time = formats.time(at)
    return words.connection.asOf(formats.isSameDay(at, now) ? time : `${formats.date(at, now)}, ${time}`)
  }
  return (
    <div role="status">
      <Show when={isSaid()}>
        <p class="strip">
          <WifiOff size={20} aria-hidden="true" />
          <span>
            <b>{words.connection.offline}</b> {asOf()} {words.connection.offlineTaps}
          </span>
        </p>
      </Show>
    </div>
  )
}

export function KeepingStrip() {
  const model = useModel()
  const words = useWords()
  const trouble = () => {
    const keeping = model.keeping()
    return keeping === 'keeps' ? null : words.connection.cannotKeep[keeping]
  }
  return (
    <div role="status">
      <Show when={trouble()}>
        {(said) => (
          <p class="strip" data-look="lost">
            <HardDrive size={20} aria-hidden="true" />
            <span>{said()}</span>
          </p>
        )}
      </Show>
    </div>
  )
}
