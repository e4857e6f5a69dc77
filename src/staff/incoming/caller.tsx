/** OF4: who asks, what, and looking at what; on a locked tablet without the shopper's name and words. The same facts on the full screen and, shorter, on the banner. */
import { createMemo, For, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { OfferRow, ShopperCard } from '../../protocol/feed.ts'
import { Chip } from '../../ui/chip.tsx'
import { Face } from '../../ui/face.tsx'
import { ProductLine } from '../../ui/product.tsx'
import { useModel } from '../model.ts'

/** Longer questions are set smaller, so that most of them fit without scrolling. */
const longQuestion = 140

export function Caller(props: { readonly shopper: ShopperCard; readonly why: OfferRow['why']; readonly headingId: string }) {
  const model = useModel()
  const words = useWords()
  const name = () => (model.lock.isLocked() ? null : props.shopper.name)
  return (
    <div class="caller">
      <CallerChips shopper={{ ...props.shopper, name: name() }} why={props.why} />
      <h2 class="caller-name" id={props.headingId}>
        {name() ?? words.customer.nameless(props.shopper.isReturning)}
      </h2>
      <Show
        when={!model.lock.isLocked() && !props.shopper.isWithheld}
        fallback={<p class="soft">{model.lock.isLocked() ? words.lock.hidden : words.lock.withheld}</p>}
      >
        <Question question={props.shopper.question} />
        <Show when={props.shopper.lookingAt}>
          {(product) => (
            <ProductLine
              title={product().title}
              imageUrl={product().imageUrl}
              above={words.incoming.lookingAt}
              below={product().price}
              isLarge
            />
          )}
        </Show>
      </Show>
    </div>
  )
}

function Question(props: { readonly question: string }) {
  const words = useWords()
  return (
    <blockquote
      class="caller-question"
      data-long={props.question.length > longQuestion ? '' : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when it is long or the screen low, and the keyboard must be able to scroll it.
      tabIndex={0}
      aria-label={words.incoming.question}
    >
      {words.incoming.quoted(props.question)}
    </blockquote>
  )
}

/** Where no name was given, the heading says new or returning, and needs no chip that says it again. */
export function CallerChips(props: { readonly shopper: ShopperCard; readonly why: OfferRow['why'] }) {
  const words = useWords()
  return (
    <div class="caller-chips">
      <Show when={props.shopper.name !== null}>
        <Show when={props.shopper.isReturning} fallback={<Chip>{words.customer.new}</Chip>}>
          <Chip look="yes">{words.customer.returning}</Chip>
        </Show>
      </Show>
      <Show when={props.shopper.hasChattedWithYou}>
        <Chip>{words.customer.chattedBefore}</Chip>
      </Show>
      {/* CL7, RE3: the customer has told their story once already. */}
      <Show when={props.why === 'handedBack' || props.why === 'rescue'}>
        <Chip>{words.incoming.withColleague}</Chip>
      </Show>
    </div>
  )
}

const mostFaces = 4

/** How many are being rung at this moment, the reader first. */
export function BeingRung(props: { readonly offer: OfferRow }) {
  const model = useModel()
  const words = useWords()
  const rung = createMemo(() => {
    const me = model.session.member.id
    return [...props.offer.beingRung].sort((a, b) => Number(b === me) - Number(a === me))
  })
  const nameOf = (member: string) => model.rows.members[`member/${member}`]?.name ?? null
  return (
    <div class="being-rung">
      <span class="faces">
        <For each={rung().slice(0, mostFaces)}>{(member) => <Face name={nameOf(member)} />}</For>
      </span>
      <span class="soft">
        {rung().length > 0 && !rung().includes(model.session.member.id)
          ? words.incoming.others(rung().length)
          : words.incoming.rung(rung().length)}
      </span>
    </div>
  )
}
