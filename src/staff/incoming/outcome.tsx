/** How an offer ended for the reader, and *Done*, which takes them home (CL4). */
import CircleAlert from 'lucide-solid/icons/circle-alert'
import DoorOpen from 'lucide-solid/icons/door-open'
import Hourglass from 'lucide-solid/icons/hourglass'
import PhoneMissed from 'lucide-solid/icons/phone-missed'
import UserCheck from 'lucide-solid/icons/user-check'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { type Component, createEffect, createMemo, createUniqueId, on, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { createNow } from '../../ui/now.ts'
import { questionOf } from '../customer-name.ts'
import { useModel } from '../model.ts'
import { BeingRung } from './caller.tsx'
import { useIncoming } from './incoming.ts'
import { wordsForOutcome } from './outcome-words.ts'
import { isClaimable, type Outcome } from './stage.ts'

const pictures: Record<Outcome['is'], { icon: Component<{ size?: number }>; look: 'calm' | 'lost' | 'bell' }> = {
  taken: { icon: UserCheck, look: 'calm' },
  expired: { icon: Hourglass, look: 'bell' },
  unsure: { icon: WifiOff, look: 'bell' },
  tooLate: { icon: Hourglass, look: 'calm' },
  missed: { icon: PhoneMissed, look: 'lost' },
  withdrawn: { icon: DoorOpen, look: 'calm' },
  ended: { icon: PhoneMissed, look: 'lost' },
  full: { icon: CircleAlert, look: 'bell' },
  declined: { icon: CircleAlert, look: 'calm' },
  gaveUp: { icon: CircleAlert, look: 'lost' },
  failed: { icon: CircleAlert, look: 'lost' },
}

export function OutcomeScreen(props: { readonly offer: OfferRow; readonly outcome: Outcome }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const incoming = useIncoming()
  const now = createNow(() => model.serverNow(), 1_000)
  const isLive = () => model.connection().is === 'live'
  const { isLocked } = model.lock
  const left = () => formats.countdown(props.offer.requestEndsAt - now())
  const its = () => wordsForOutcome(words, props.outcome, isLive())
  const canClaim = createMemo(() => isClaimable(props.outcome, props.offer, now()))
  const picture = () => pictures[props.outcome.is]
  const detail = createUniqueId()
  let heading: HTMLHeadingElement | undefined
  createEffect(
    on(
      () => its().title,
      () => heading?.focus(),
    ),
  )
  return (
    <main class="outcome">
      <span class="outcome-picture" data-look={picture().look} aria-hidden="true">
        <Dynamic component={picture().icon} size={40} />
      </span>
      <div class="outcome-words">
        {/* Takes the focus, and is thereby read out with what it is described by. */}
        <h1 class="outcome-title" ref={heading} tabIndex={-1} aria-describedby={detail}>
          {its().title}
        </h1>
        <p class="soft" id={detail}>
          {its().detail}
        </p>
      </div>
      <div class="outcome-chat card">
        <p class="strong">
          {(isLocked() ? null : props.offer.shopper.name) ?? words.customer.nameless(props.offer.shopper.isReturning)}
        </p>
        <Show when={!isLocked()}>
          <p class="soft outcome-question">{questionOf(props.offer.shopper, words)}</p>
        </Show>
        <Show when={canClaim()}>
          <Show when={isLive()} fallback={<p class="soft small number">{words.waiting.leftAtMost(left())}</p>}>
            <p class="soft small number">{words.waiting.left(left())}</p>
            <BeingRung offer={props.offer} />
          </Show>
        </Show>
      </div>
      <div class="outcome-answers">
        <Show when={canClaim()}>
          <Button look="ink" class="answer-claim" onClick={() => incoming.claim(props.offer)}>
            {words.incoming.claim}
          </Button>
        </Show>
        <Button {...(!canClaim() && { look: 'ink' as const })} class="outcome-done" onClick={() => incoming.close(props.offer)}>
          {words.app.done}
        </Button>
      </div>
    </main>
  )
}
