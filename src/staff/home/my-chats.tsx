/** The reader's chats: what was said last, and what they have not seen yet. Those that just ended stay for a while, softly. */

import MessageCircle from 'lucide-solid/icons/message-circle'
import { createMemo, For, Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Face } from '../../ui/face.tsx'
import { State } from '../../ui/state.tsx'
import { unreadOf } from '../conversation/unread.ts'
import { Link } from '../link.tsx'
import { useModel } from '../model.ts'
import { inOrder } from './order.ts'

export function MyChats(props: { readonly now: number }) {
  const model = useModel()
  const words = useWords()
  const chats = createMemo(() => inOrder(Object.values(model.rows.chats)))
  const whenSomebodyAsks = () => {
    if (model.rows.store?.closed) return words.home.closed
    return model.isAvailable() ? words.home.noChatsAvailable : words.home.noChatsUnavailable
  }
  const open = () => chats().filter((chat) => !chat.ended && !chat.takenOver).length
  return (
    <Card title={words.home.myChats} count={words.home.of(open(), model.rows.store?.capacity ?? open())}>
      <Show
        when={chats().length > 0}
        fallback={<State icon={MessageCircle} title={words.home.noChats} detail={whenSomebodyAsks()} />}
      >
        <ul class="rows">
          <For each={chats()}>{(chat) => <MyChat chat={chat} now={props.now} />}</For>
        </ul>
      </Show>
    </Card>
  )
}

function MyChat(props: { readonly chat: ChatRow; readonly now: number }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const name = () => props.chat.shopper.name ?? words.customer.nameless(props.chat.shopper.isReturning)
  const endedAt = () => {
    const { ended, takenOver } = props.chat
    if (takenOver) return formats.time(takenOver.at)
    return ended ? words.home.endedAt(formats.time(ended.at)) : null
  }
  const unread = () => unreadOf(props.chat, model.seen(props.chat.id))
  const isOver = () => Boolean(props.chat.ended ?? props.chat.takenOver)
  const notSent = () => model.outgoing(props.chat.id).filter(({ state }) => state.is === 'failed').length
  const lastWords = () => {
    const { last, shopper, takenOver } = props.chat
    if (takenOver) return words.home.takenOver(takenOver.by.name)
    if (!last) return shopper.question
    return last.from === 'member' ? words.home.you(last.text) : last.text
  }
  return (
    <li>
      <Link class="my-chat" to={{ is: 'chat', chat: props.chat.id }} data-ended={isOver() ? '' : undefined}>
        <Face name={props.chat.shopper.name} />
        <span class="grow">
          <span class="strong my-chat-line">{name()}</span>
          <span class="soft one-line my-chat-line">{lastWords()}</span>
        </span>
        <Show when={notSent() > 0}>
          <Chip look="lost">{words.home.notSent(notSent())}</Chip>
        </Show>
        <Show
          when={unread() > 0 && !isOver()}
          fallback={
            <span class="soft small number">
              {endedAt() ?? words.duration(Math.max(0, props.now - (props.chat.last?.at ?? props.chat.heldSince)))}
            </span>
          }
        >
          <Chip look="yes">{words.home.unread(unread())}</Chip>
        </Show>
      </Link>
    </li>
  )
}
