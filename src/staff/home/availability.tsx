/** AV1: the one big switch of the screen. */
import { Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Dot } from '../../ui/chip.tsx'
import { useModel } from '../model.ts'
import { closedWords } from './closed-words.ts'

export function Availability(props: { readonly canSound: boolean }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const isLive = () => model.connection().is === 'live'
  const capacity = () => model.rows.store?.capacity ?? Number.POSITIVE_INFINITY
  const isFull = () => (model.rows.me?.openChats ?? 0) >= capacity()

  const detail = () => {
    // AV3: while the connection stands it is a moment's matter, and not worth a word.
    if (!isLive() && !model.isWishSynced()) return words.home.willSync
    const closed = closedWords(
      { store: model.rows.store, me: model.rows.me, isAvailable: model.isAvailable() },
      words,
      formats,
      model.serverNow(),
    )
    if (closed) return closed
    if (!model.isAvailable()) return words.home.willNotRing
    if (!isLive()) return words.home.notConnected
    if (isFull()) return words.home.full(capacity())
    return props.canSound ? words.home.willRing : words.home.soundOff
  }

  return (
    <section class="card availability" aria-labelledby="availability">
      <Dot look={model.isAvailable() ? 'yes' : 'off'} isLarge />
      <div class="grow" role="status">
        <h2 class="availability-title" id="availability">
          {model.isAvailable() ? words.home.available : words.home.unavailable}
        </h2>
        <p class="soft">{detail()}</p>
      </div>
      <Show
        when={model.isAvailable()}
        fallback={
          <Button look="ink" class="availability-button" onClick={() => model.setAvailable(true)}>
            {words.home.goAvailable}
          </Button>
        }
      >
        <Button look="ink" class="availability-button" onClick={() => model.setAvailable(false)}>
          {words.home.goUnavailable}
        </Button>
      </Show>
    </section>
  )
}
