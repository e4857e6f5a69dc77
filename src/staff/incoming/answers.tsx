/** The answers to an offer: a large claim, two declines side by side (DE1); alive half a second after they appeared. */
import { Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'
import { createArmed } from './armed.ts'
import { useIncoming } from './incoming.ts'
import { wordsForTrying } from './outcome-words.ts'

export function Answers(props: { readonly offer: OfferRow }) {
  const words = useWords()
  const incoming = useIncoming()
  const armed = createArmed(() => props.offer.id)
  return (
    <div class="answers" data-armed={armed.isArmed() ? '' : undefined}>
      <Button look="bell" class="answer-claim" disabled={!armed.isArmed()} {...armed.guard(() => incoming.claim(props.offer))}>
        {words.incoming.claim}
      </Button>
      <Button class="answer-decline" disabled={!armed.isArmed()} {...armed.guard(() => incoming.decline(props.offer, false))}>
        {words.incoming.declineStay}
      </Button>
      <Button class="answer-decline" disabled={!armed.isArmed()} {...armed.guard(() => incoming.decline(props.offer, true))}>
        {words.incoming.declineGo}
      </Button>
    </div>
  )
}

/** CL6: in place of the answers while a claim has none: trying, never yours; and, once it is late, no longer asking. */
export function Trying(props: { readonly offer: OfferRow; readonly isLate: boolean }) {
  const model = useModel()
  const words = useWords()
  const incoming = useIncoming()
  const its = () => wordsForTrying(words, props.isLate, model.connection().is === 'live')
  return (
    <div class="trying" data-late={props.isLate ? '' : undefined}>
      <Show when={!props.isLate}>
        <span class="trying-mark" aria-hidden="true" />
      </Show>
      <div class="trying-words">
        <p class="strong trying-title">{its().title}</p>
        <p class="soft">{its().detail}</p>
      </div>
      <Show when={props.isLate}>
        <Button look="ink" class="trying-done" onClick={() => incoming.close(props.offer)}>
          {words.app.done}
        </Button>
      </Show>
    </div>
  )
}
