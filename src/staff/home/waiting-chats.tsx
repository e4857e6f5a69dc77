/** CL3: chats that were offered to the reader, fell silent here, and can still be claimed. Not there while there are none. */
import { createMemo, For, Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Face } from '../../ui/face.tsx'
import { questionOf } from '../customer-name.ts'
import { useIncoming } from '../incoming/incoming.ts'
import { waitingOffers } from '../incoming/stage.ts'
import { useModel } from '../model.ts'

export function WaitingChats(props: { readonly now: number }) {
  const model = useModel()
  const words = useWords()
  const offers = createMemo(() => waitingOffers(Object.values(model.rows.offers), props.now))
  return (
    <Show when={offers().length > 0}>
      <Card title={words.waiting.title} count={offers().length}>
        <ul class="rows">
          <For each={offers()}>{(offer) => <WaitingChat offer={offer} now={props.now} />}</For>
        </ul>
      </Card>
    </Show>
  )
}

function WaitingChat(props: { readonly offer: OfferRow; readonly now: number }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const incoming = useIncoming()
  const left = () => formats.countdown(props.offer.requestEndsAt - props.now)
  const name = () => props.offer.shopper.name ?? words.customer.nameless(props.offer.shopper.isReturning)
  return (
    <li class="waiting-chat">
      <Face name={props.offer.shopper.name} />
      <div class="grow">
        <div class="strong">{name()}</div>
        <p class="soft one-line">{questionOf(props.offer.shopper, words)}</p>
        <p class="soft small number">
          {/* Who is being rung changes by the second: without a connection it would be made up. */}
          <Show when={model.connection().is === 'live'} fallback={words.waiting.leftAtMost(left())}>
            {words.waiting.left(left())} · {words.waiting.rung(props.offer.beingRung.length)}
          </Show>
        </p>
      </div>
      <Button look="ink" onClick={() => incoming.claim(props.offer)}>
        {words.waiting.claim}
        <span class="unseen"> {words.waiting.of(name())}</span>
      </Button>
    </li>
  )
}
