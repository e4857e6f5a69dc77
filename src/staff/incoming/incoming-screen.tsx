/** The incoming chat over the whole screen: understood from two metres away. */
import BellOff from 'lucide-solid/icons/bell-off'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, createUniqueId, Match, on, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, Dot } from '../../ui/chip.tsx'
import { Dial } from '../../ui/dial.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { createNow, wantsLessMotion } from '../../ui/now.ts'
import { useModel } from '../model.ts'
import { ownName, storeName } from '../own-names.ts'
import { usePages } from '../pages.ts'
import { wordsForFailure } from '../words-for.ts'
import { Answers, Trying } from './answers.tsx'
import { BeingRung, Caller } from './caller.tsx'
import { useIncoming } from './incoming.ts'
import { OutcomeScreen } from './outcome.tsx'
import { ringLeftMs, type Stage } from './stage.ts'
import './incoming.css'

type Shown = Exclude<Stage, { is: 'quiet' }>
type Tried = Extract<Stage, { is: 'trying' }>

const triedIn = (stage: Shown): Tried | null => (stage.is === 'trying' ? stage : null)

export function IncomingScreen(props: { readonly stage: Shown; readonly canSound: boolean }) {
  return (
    <Switch>
      <Match when={props.stage.is === 'outcome' && props.stage}>
        {(stage) => <OutcomeScreen offer={stage().offer} outcome={stage().outcome} />}
      </Match>
      <Match when={true}>
        <RingingScreen offer={props.stage.offer} tried={triedIn(props.stage)} canSound={props.canSound} />
      </Match>
    </Switch>
  )
}

/** Rings, or rang until it was claimed. */
function RingingScreen(props: { readonly offer: OfferRow; readonly tried: Tried | null; readonly canSound: boolean }) {
  const model = useModel()
  const words = useWords()
  const incoming = useIncoming()
  const pages = usePages()
  const name = createUniqueId()
  const takeOver = () => pages.go({ is: 'switch', claims: { chat: props.offer.chat, offer: props.offer.id } })
  const now = createNow(() => model.serverNow(), 1_000)
  // A dial at nothing says nothing to somebody whose answer is on its way.
  const hasCount = () => {
    if (props.tried === null) return true
    return props.offer.state === 'ringing' && !props.tried.isLate && ringLeftMs(props.offer, now()) > 0
  }
  let heading: HTMLHeadingElement | undefined
  // The reading position moves here, but no answer has the focus: a key meant for something else must not answer.
  createEffect(
    on(
      () => props.offer.id,
      () => heading?.focus(),
    ),
  )
  // The answer that was pressed is gone.
  createEffect(() => props.tried && takeLostFocus(heading))
  return (
    <main class="incoming-frame">
      <section class="incoming" aria-label={words.incoming.title} aria-describedby={name}>
        <header class="incoming-head">
          <h1 ref={heading} tabIndex={-1}>
            <Chip>
              <Dot look={props.tried?.isLate ? 'off' : 'ring'} />
              {words.incoming.title}
            </Chip>
          </h1>
          <span class="small incoming-whose">
            <span class="soft incoming-where">
              {storeName(model)} · {ownName(model)}
            </span>
            <Show when={!props.tried}>
              <Button look="quiet" onClick={takeOver}>
                {words.lock.notYou(ownName(model))}
              </Button>
            </Show>
          </span>
        </header>
        <div class="incoming-main" data-countless={hasCount() ? undefined : ''}>
          <Caller shopper={props.offer.shopper} why={props.offer.why} headingId={name} />
          <Show when={hasCount()}>
            <div class="incoming-count">
              <Countdown offer={props.offer} />
              <BeingRung offer={props.offer} />
            </div>
          </Show>
        </div>
        <footer class="incoming-foot">
          <Show when={!props.tried && model.connection().is !== 'live'}>
            <p class="incoming-hint" role="status">
              <WifiOff size={16} /> {words.incoming.offline}
            </p>
          </Show>
          <Show when={!props.tried && model.connection().is === 'live' && !props.canSound}>
            <p class="soft small incoming-hint sound-hint">
              <BellOff size={16} /> {words.incoming.soundOff}
            </p>
          </Show>
          <Show when={incoming.declineFailure()}>
            {(answer) => (
              <p class="failure" role="alert">
                {words.incoming.declineFailed} {wordsForFailure(words, answer())}
              </p>
            )}
          </Show>
          <Show when={props.tried} fallback={<Answers offer={props.offer} />}>
            {(tried) => <Trying offer={props.offer} isLate={tried().isLate} />}
          </Show>
        </footer>
      </section>
    </main>
  )
}

/** Driven by the server's clock; once a second for those who asked for less motion. */
export function Countdown(props: { readonly offer: OfferRow; readonly isSmall?: boolean }) {
  const model = useModel()
  const words = useWords()
  const now = createNow(() => model.serverNow(), wantsLessMotion() ? 1_000 : 100)
  const leftMs = () => ringLeftMs(props.offer, now())
  return (
    <Dial
      leftMs={leftMs()}
      wholeMs={props.offer.countdownMs}
      label={words.incoming.secondsLeft(Math.ceil(leftMs() / 1000))}
      {...(props.isSmall && { isSmall: true })}
    />
  )
}
