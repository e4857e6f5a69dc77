/** One chat: the conversation, who it is with, and what they bought. */

import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Hourglass from 'lucide-solid/icons/hourglass'
import MessageCircleOff from 'lucide-solid/icons/message-circle-off'
import { createEffect, createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { ChatId } from '../../identifiers.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { Face } from '../../ui/face.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { ConnectionChip } from '../connection-chip.tsx'
import { Link } from '../link.tsx'
import { useModel } from '../model.ts'
import { usePageTitle } from '../page-title.ts'
import { usePages } from '../pages.ts'
import { Composer } from './composer.tsx'
import { EndChat, EndedNote, TakenOverNote } from './end-chat.tsx'
import { HandBack } from './hand-back.tsx'
import { History } from './history.tsx'
import { KeptWords } from './kept-words.tsx'
import { Messages } from './messages.tsx'
import './conversation.css'

export function Conversation(props: { readonly id: ChatId }) {
  const model = useModel()
  const words = useWords()
  const row = () => model.rows.chats[`chat/${props.id}`]
  // A claim is answered before its rows are here: give them a moment before saying that the chat is not with the reader.
  const [isPatient, setIsPatient] = createSignal(true)
  createEffect(() => {
    if (row() || !model.isLoaded()) return
    const patienceMs = 3_000
    const timer = setTimeout(() => setIsPatient(false), patienceMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <Switch>
      <Match when={row()}>{(chat) => <OpenChat chat={chat()} />}</Match>
      <Match when={!model.isLoaded() || isPatient()}>
        <main class="conversation-wait">
          <Loading label={words.conversation.loading} rows={4} isPage />
        </main>
      </Match>
      <Match when={true}>
        <NotYours id={props.id} />
      </Match>
    </Switch>
  )
}

function OpenChat(props: { readonly chat: ChatRow }) {
  const model = useModel()
  const words = useWords()
  const name = createMemo(() => props.chat.shopper.name ?? words.customer.nameless(props.chat.shopper.isReturning))
  usePageTitle(() => words.conversation.title)
  const isOpen = () => !props.chat.ended && !props.chat.takenOver
  const [pane, setPane] = createSignal<'talk' | 'customer'>('talk')
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus({ preventScroll: true }))
  const about = () => {
    const { shopper } = props.chat
    const kind = shopper.name === null ? null : words.customer.nameless(shopper.isReturning)
    const product = shopper.lookingAt ? words.conversation.on(shopper.lookingAt.title) : null
    return [kind, product].filter((part) => part !== null).join(' · ')
  }
  return (
    <div class="conversation" data-pane={pane()}>
      <main class="talk">
        <header class="talk-head">
          <Link to={{ is: 'home' }} class="button talk-back" aria-label={words.app.back}>
            <ArrowLeft class="points" size={22} />
          </Link>
          <Face name={props.chat.shopper.name} />
          <div class="grow">
            <h1 class="talk-name one-line" ref={heading} tabIndex={-1}>
              {name()}
            </h1>
            <p class="soft small one-line">{about()}</p>
          </div>
          {/* Without a connection the strip above the page says so, and each message that it waits. */}
          <Show when={model.connection().is === 'live' && model.unsent().length > 0}>
            <ConnectionChip />
          </Show>
          <Show when={isOpen()}>
            <EndChat chat={props.chat} name={name()} />
          </Show>
        </header>
        <fieldset class="talk-tabs">
          <legend class="unseen">{words.conversation.tabs}</legend>
          <Button aria-pressed={pane() === 'talk'} onClick={() => setPane('talk')}>
            {words.conversation.tabTalk}
          </Button>
          <Button aria-pressed={pane() === 'customer'} onClick={() => setPane('customer')}>
            {words.conversation.tabCustomer}
          </Button>
        </fieldset>
        <Show when={isOpen() && props.chat.isBeingRescued}>
          <p class="strip" data-look="bell" role="status">
            <Hourglass size={20} aria-hidden="true" />
            <span>{words.conversation.rescue}</span>
          </p>
        </Show>
        <Show when={isOpen() && props.chat.handBackUntil !== null}>
          <HandBack chat={props.chat} name={name()} />
        </Show>
        <Messages chat={props.chat} name={name()} />
        <Switch>
          <Match when={props.chat.takenOver}>{(takenOver) => <TakenOverNote chat={props.chat} takenOver={takenOver()} />}</Match>
          <Match when={props.chat.ended}>{(ended) => <EndedNote chat={props.chat} ended={ended()} />}</Match>
          <Match when={true}>
            <Composer chat={props.chat} />
          </Match>
        </Switch>
      </main>
      <History chat={props.chat} />
    </div>
  )
}

/** CL5: whoever no longer has the chat keeps what they typed. */
function NotYours(props: { readonly id: ChatId }) {
  const words = useWords()
  const pages = usePages()
  usePageTitle(() => words.conversation.notYours)
  return (
    <main class="conversation-wait">
      <State icon={MessageCircleOff} title={words.conversation.notYours} detail={words.conversation.notYoursDetail} isPage>
        <KeptWords chat={props.id} withOutgoing />
        <Button look="ink" onClick={() => pages.go({ is: 'home' })}>
          {words.conversation.home}
        </Button>
      </State>
    </main>
  )
}
