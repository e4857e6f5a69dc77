/** The answers to an offer: a large claim, two declines side by side (DE1); alive half a second after they appeared. */
import { Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'
import { createArmed } from './armed.ts'
import { useIncoming } from './incoming.ts'

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

/** CL6: in place of the answers while a claim has none: trying, never yours. */
export function Trying() {
  const model = useModel()
  const words = useWords()
  return (
    <div class="trying" role="status">
      <span class="trying-mark" aria-hidden="true" />
      <div>
        <p class="strong trying-title">{words.incoming.trying}</p>
        <p class="soft">
          <Show when={model.connection().is === 'live'} fallback={words.incoming.tryingOffline}>
            {words.incoming.tryingDetail}
          </Show>
        </p>
      </div>
    </div>
  )
}
