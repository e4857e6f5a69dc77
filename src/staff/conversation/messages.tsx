/** The conversation: what was said, what is on its way, what did not arrive. Follows the newest unless the reader scrolled away. */
import Clock from 'lucide-solid/icons/clock'
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow, MessageRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { type Outgoing, useModel } from '../model.ts'
import { ownName } from '../own-names.ts'
import { wordsForFailure } from '../words-for.ts'
import { CopyButton } from './kept-words.tsx'
import { closesRun, inOrder, opensDay } from './order.ts'

/** Nearer to the end than this, the reader is at the end. */
const nearPx = 80

export function Messages(props: { readonly chat: ChatRow; readonly name: string }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const messages = createMemo(() => inOrder(Object.values(model.rows.messages[props.chat.id] ?? {})))
  const outgoing = createMemo(() => {
    const arrived = new Set(messages().map(({ id }) => id))
    return model.outgoing(props.chat.id).filter(({ id }) => !arrived.has(id))
  })
  const [isAtEnd, setIsAtEnd] = createSignal(true)
  const [isVisible, setIsVisible] = createSignal(!document.hidden)
  let list: HTMLElement | undefined

  const toEnd = () => list?.scrollTo({ top: list.scrollHeight })
  const look = () => {
    if (list) setIsAtEnd(list.scrollHeight - list.scrollTop - list.clientHeight < nearPx)
  }
  onMount(() => {
    toEnd()
    const watch = () => setIsVisible(!document.hidden)
    document.addEventListener('visibilitychange', watch)
    onCleanup(() => document.removeEventListener('visibilitychange', watch))
    // The on-screen keyboard, a banner, a longer draft: whatever takes room must not hide the last words.
    const room = new ResizeObserver(() => isAtEnd() && toEnd())
    if (list) room.observe(list)
    onCleanup(() => room.disconnect())
  })
  createEffect(on([() => messages().length, () => outgoing().length], () => isAtEnd() && queueMicrotask(toEnd), { defer: true }))
  createEffect(() => {
    if (isAtEnd() && isVisible()) model.markSeen(props.chat.id, props.chat.messages)
  })

  const isOwn = (message: MessageRow) => message.from.is === 'member'
  const claimedBefore = (at: number) => {
    const message = messages()[at]
    const before = messages()[at - 1]
    return message && message.at > props.chat.heldSince && (!before || before.at <= props.chat.heldSince)
  }
  const day = (at: number) => formats.day(at)

  return (
    <div class="messages-frame">
      {/* A log is read out as it grows; what was there before is not. */}
      <section
        class="messages"
        ref={list}
        onScroll={look}
        role="log"
        aria-label={words.conversation.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it.
        tabIndex={0}
      >
        <div class="messages-space" />
        <For each={messages()}>
          {(message, at) => (
            <>
              <Show when={opensDay(messages(), at(), formats.isSameDay)}>
                <p class="messages-note">{day(message.at)}</p>
              </Show>
              <Show when={claimedBefore(at())}>
                <ClaimedNote chat={props.chat} />
              </Show>
              <p
                class="message"
                data-own={isOwn(message) ? '' : undefined}
                data-run={closesRun(messages(), at()) ? undefined : ''}
              >
                <span class="unseen">{speaker(message)}: </span>
                {message.text}
              </p>
              <Show when={closesRun(messages(), at())}>
                <p class="message-time" data-own={isOwn(message) ? '' : undefined}>
                  {timeOf(message)}
                </p>
              </Show>
            </>
          )}
        </For>
        <Show when={(messages().at(-1)?.at ?? 0) <= props.chat.heldSince}>
          <ClaimedNote chat={props.chat} />
        </Show>
        <For each={outgoing()}>{(message) => <OutgoingMessage chat={props.chat} message={message} />}</For>
        <Show when={props.chat.contact}>
          {(contact) => (
            <p class="messages-note">
              <Show when={contact().text}>
                {words.missed.leftMessage(contact().text)}
                <br />
              </Show>
              {words.missed.leftContact(contact().address)}
            </p>
          )}
        </Show>
        <Show when={!props.chat.isShopperHere && !props.chat.ended && !props.chat.takenOver}>
          <p class="messages-note" role="status">
            {words.conversation.shopperLeft}
          </p>
        </Show>
      </section>
      <Show when={!isAtEnd() && props.chat.messages > model.seen(props.chat.id)}>
        <Button class="messages-below" look="ink" onClick={toEnd}>
          {words.conversation.newBelow}
        </Button>
      </Show>
    </div>
  )

  function speaker(message: MessageRow): string {
    if (message.from.is === 'shopper') return props.name
    return message.from.id === model.session.member.id ? ownName(model) : message.from.name
  }

  function timeOf(message: MessageRow): string {
    const time = formats.time(message.at)
    if (message.from.is === 'shopper') return time
    return message.from.id === model.session.member.id
      ? words.conversation.sent(time)
      : words.conversation.from(message.from.name, time)
  }
}

function ClaimedNote(props: { readonly chat: ChatRow }) {
  const words = useWords()
  const formats = useFormats()
  return (
    <p class="messages-note">
      {words.conversation.claimed(formats.time(props.chat.heldSince), words.duration(props.chat.waitedMs))}
    </p>
  )
}

function OutgoingMessage(props: { readonly chat: ChatRow; readonly message: Outgoing }) {
  const model = useModel()
  const words = useWords()
  const failed = () => (props.message.state.is === 'failed' ? props.message.state.answer : null)
  return (
    <>
      <p class="message" data-own="" data-state={props.message.state.is}>
        <span class="unseen">{ownName(model)}: </span>
        {props.message.text}
      </p>
      <Switch>
        <Match when={failed()}>
          {(answer) => (
            <div class="message-failed" role="alert">
              <p>
                <span class="strong">{words.conversation.failed}</span> {wordsForFailure(words, answer())}
              </p>
              <div class="message-failed-answers">
                {/* To whoever has the chat no longer, sending again would be promising something. */}
                <Show when={!props.chat.ended && !props.chat.takenOver}>
                  <Button onClick={() => model.sayAgain(props.chat.id, props.chat.fence, props.message.id)}>
                    {words.conversation.sendAgain}
                  </Button>
                </Show>
                <CopyButton text={props.message.text} />
                <Button onClick={() => model.unsay(props.chat.id, props.message.id)}>{words.conversation.discard}</Button>
              </div>
            </div>
          )}
        </Match>
        <Match when={props.message.state.is === 'waiting'}>
          <p class="message-time" data-own="">
            <Clock class="message-clock" size={14} aria-hidden="true" /> {words.conversation.waitingToSend}
          </p>
        </Match>
        <Match when={props.message.state.is === 'sending'}>
          <p class="message-time" data-own="">
            {words.conversation.sending}
          </p>
        </Match>
      </Switch>
    </>
  )
}
