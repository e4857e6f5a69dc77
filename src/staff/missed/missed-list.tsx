/** The list of missed chats: pick up while the customer is there, or answer later. A chunk of its own, as it is long and seldom urgent. */
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { MissedRow } from '../../protocol/feed.ts'
import type { Answer } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, Dot } from '../../ui/chip.tsx'
import { questionOf } from '../customer-name.ts'
import { useIncoming } from '../incoming/incoming.ts'
import { useModel } from '../model.ts'
import { usePages } from '../pages.ts'
import { wordsForFailure } from '../words-for.ts'
import { mailTo, readContact } from './contact.ts'
import './missed.css'

const shownAtFirst = 5

export function MissedList(props: { readonly rows: readonly MissedRow[]; readonly now: number }) {
  const words = useWords()
  const [isAll, setIsAll] = createSignal(false)
  const shown = () => (isAll() ? props.rows : props.rows.slice(0, shownAtFirst))
  return (
    <>
      <ul class="rows">
        <For each={shown()}>{(row) => <MissedChat row={row} now={props.now} />}</For>
      </ul>
      <Show when={shown().length < props.rows.length}>
        <Button look="quiet" onClick={() => setIsAll(true)}>
          {words.missed.more(props.rows.length - shown().length)}
        </Button>
      </Show>
    </>
  )
}

function MissedChat(props: { readonly row: MissedRow; readonly now: number }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const pages = usePages()
  const incoming = useIncoming()
  const [underway, setUnderway] = createSignal<'pickUp' | 'settle' | null>(null)
  const claim = () => model.claims().find(({ chat }) => chat === props.row.chat)
  const isPickingUp = () => underway() === 'pickUp' || claim() !== undefined
  const isBusy = () => underway() !== null || isPickingUp()
  const trying = () => {
    const its = claim()
    if (!its) return null
    if (props.now >= its.asksUntil) return words.missed.tryingLate
    return model.connection().is === 'live' ? words.missed.trying : words.missed.tryingOffline
  }
  const [failure, setFailure] = createSignal<Exclude<Answer, { is: 'accepted' }> | null>(null)

  const ask = async (what: 'pickUp' | 'settle') => {
    setFailure(null)
    setUnderway(what)
    const { chat } = props.row
    // Somebody who has gone to another chat meanwhile is told on Home instead.
    const answer = what === 'pickUp' ? await incoming.pickUp(chat, () => pages.page().is === 'home') : await model.settle(chat)
    setUnderway(null)
    if (answer.is !== 'accepted') setFailure(answer)
  }
  const why = () => (props.row.leftBy ? words.missed.leftBy(props.row.leftBy.name) : words.missed.why[props.row.why])
  const when = () => {
    const at = props.row.missedAt
    return formats.isSameDay(at, props.now) ? formats.time(at) : `${formats.date(at, props.now)}, ${formats.time(at)}`
  }

  return (
    <li class="missed">
      <div class="missed-what">
        <div class="missed-head">
          <span class="strong">{props.row.shopper.name ?? words.customer.nameless(props.row.shopper.isReturning)}</span>
          <Chip look="lost">{words.missed.at(why(), when())}</Chip>
          <Show when={props.row.isShopperHere}>
            <Chip look="yes">
              <Dot look="yes" />
              {words.missed.here}
            </Chip>
          </Show>
        </div>
        <p class="soft missed-words">{questionOf(props.row.shopper, words)}</p>
        <Show
          when={props.row.contact}
          fallback={
            <Show when={!props.row.shopper.isWithheld}>
              <p class="soft small">{words.missed.noContact}</p>
            </Show>
          }
        >
          {(contact) => (
            <>
              <Show when={contact().text}>
                <p class="missed-words">{words.missed.leftMessage(contact().text)}</p>
              </Show>
              <p class="small">{words.missed.leftContact(contact().address)}</p>
            </>
          )}
        </Show>
      </div>
      <div class="missed-answers">
        <Show when={props.row.canPickUp}>
          <Button look="ink" isBusy={isPickingUp()} disabled={isBusy()} onClick={() => void ask('pickUp')}>
            {words.missed.pickUp}
          </Button>
        </Show>
        <Show when={props.row.contact}>{(contact) => <AnswerElsewhere row={props.row} address={contact().address} />}</Show>
        <Button isBusy={underway() === 'settle'} disabled={isBusy()} onClick={() => void ask('settle')}>
          {words.missed.settle}
        </Button>
      </div>
      <p class="missed-trying soft" role="status">
        {trying()}
      </p>
      <Show when={failure()}>
        {(answer) => (
          <p class="failure" role="alert">
            {words.missed.failed} {wordsForFailure(words, answer())}
          </p>
        )}
      </Show>
    </li>
  )
}

function AnswerElsewhere(props: { readonly row: MissedRow; readonly address: string }) {
  const words = useWords()
  const contact = createMemo(() => readContact(props.address))
  return (
    <Switch>
      <Match when={emailOf(contact())}>
        {(address) => (
          <a
            class="button"
            href={mailTo(
              address(),
              words.missed.subject,
              words.missed.opening(props.row.shopper.name, props.row.shopper.question),
            )}
          >
            {words.missed.answerByEmail}
          </a>
        )}
      </Match>
      <Match when={phoneOf(contact())}>
        {(number) => (
          <a class="button" href={`tel:${number()}`}>
            {words.missed.call}
          </a>
        )}
      </Match>
    </Switch>
  )
}

const emailOf = (contact: ReturnType<typeof readContact>) => (contact.is === 'email' ? contact.address : null)
const phoneOf = (contact: ReturnType<typeof readContact>) => (contact.is === 'phone' ? contact.number : null)
