/** The incoming chat while the reader is in a conversation: a banner that takes neither the focus nor what they type. */
import { createEffect, createMemo, createUniqueId, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { createNow } from '../../ui/now.ts'
import { useModel } from '../model.ts'
import { Answers, Trying } from './answers.tsx'
import { CallerChips } from './caller.tsx'
import { useIncoming } from './incoming.ts'
import { Countdown } from './incoming-screen.tsx'
import { wordsForOutcome } from './outcome-words.ts'
import { isClaimable, type Outcome, type Stage } from './stage.ts'
import './incoming.css'

/** Long enough to be read twice; what can still be claimed stays until it is answered. */
const outcomeStaysMs = 10_000

export function IncomingBanner(props: { readonly stage: Exclude<Stage, { is: 'quiet' }> }) {
  const words = useWords()
  const name = createUniqueId()
  let before: EventTarget | null = null
  onCleanup(() => before instanceof HTMLElement && takeLostFocus(before))
  const isOpen = () => props.stage.is === 'ringing' || (props.stage.is === 'trying' && !props.stage.isLate)
  return (
    <section
      class="banner"
      aria-label={words.incoming.title}
      aria-describedby={name}
      data-ringing={isOpen() ? '' : undefined}
      data-trying={props.stage.is === 'trying' ? '' : undefined}
      onFocusIn={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) before = relatedTarget
      }}
    >
      <Switch>
        <Match when={props.stage.is === 'outcome' && props.stage}>
          {(stage) => <BannerOutcome offer={stage().offer} outcome={stage().outcome} />}
        </Match>
        <Match when={true}>
          <Show when={props.stage.is === 'ringing'}>
            <Countdown offer={props.stage.offer} isSmall />
          </Show>
          <div class="banner-caller">
            <div class="banner-name">
              <h2 class="one-line" id={name}>
                {props.stage.offer.shopper.name ?? words.customer.nameless(props.stage.offer.shopper.isReturning)}
              </h2>
              <CallerChips shopper={props.stage.offer.shopper} why={props.stage.offer.why} />
            </div>
            <p class="soft banner-question">{props.stage.offer.shopper.question}</p>
          </div>
          <Show when={props.stage.is === 'trying' && props.stage} fallback={<Answers offer={props.stage.offer} />}>
            {(tried) => <Trying offer={tried().offer} isLate={tried().isLate} />}
          </Show>
        </Match>
      </Switch>
    </section>
  )
}

function BannerOutcome(props: { readonly offer: OfferRow; readonly outcome: Outcome }) {
  const model = useModel()
  const words = useWords()
  const incoming = useIncoming()
  const now = createNow(() => model.serverNow(), 1_000)
  const its = () => wordsForOutcome(words, props.outcome, model.connection().is === 'live')
  const canClaim = createMemo(() => isClaimable(props.outcome, props.offer, now()))
  createEffect(
    on(
      () => [props.outcome.is, canClaim()],
      () => {
        if (canClaim()) return
        const timer = setTimeout(() => incoming.close(props.offer), outcomeStaysMs)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  return (
    <>
      <div class="banner-caller">
        <h2>{its().title}</h2>
        <p class="soft banner-question">
          {props.offer.shopper.name ?? words.customer.nameless(props.offer.shopper.isReturning)} · {its().detail}
        </p>
      </div>
      <div class="banner-outcome-answers">
        <Show when={canClaim()}>
          <Button look="ink" onClick={() => incoming.claim(props.offer)}>
            {words.incoming.claim}
          </Button>
        </Show>
        <Button onClick={() => incoming.close(props.offer)}>{words.app.done}</Button>
      </div>
    </>
  )
}
