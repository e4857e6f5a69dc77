/** What is known of the customer beside the chat: the product they look at, their orders, what they viewed, earlier chats. */
import { createResource, createSignal, For, Match, type ParentProps, Show, Switch } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import type { ShoppingHistory } from '../../protocol/staff.ts'
import { Button } from '../../ui/button.tsx'
import { ProductLine } from '../../ui/product.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { useModel } from '../model.ts'

type Order = ShoppingHistory['orders'][number]
type Line = Order['lines'][number]

const linesAtFirst = 3

export function History(props: { readonly chat: ChatRow }) {
  const model = useModel()
  const words = useWords()
  const [reply, { refetch }] = createResource(
    () => props.chat.id,
    (chat) => model.history(chat),
  )
  const history = () => {
    const its = reply()
    return its?.is === 'ok' ? its.value : null
  }
  return (
    <aside class="history" aria-label={words.history.title}>
      <Show when={props.chat.shopper.lookingAt}>
        {(product) => (
          <Part title={words.history.lookingAtNow}>
            <ProductLine title={product().title} imageUrl={product().imageUrl} price={product().price} />
          </Part>
        )}
      </Show>
      <Switch>
        <Match when={history()}>{(known) => <Known history={known()} />}</Match>
        <Match when={reply.loading}>
          <Loading label={words.history.loading} rows={4} />
        </Match>
        <Match when={reply()}>
          <State title={words.history.failed} detail={words.problem.gaveUp} isFailure>
            <Button onClick={() => void refetch()}>{words.app.retry}</Button>
          </State>
        </Match>
      </Switch>
    </aside>
  )
}

function Part(props: ParentProps<{ readonly title: string; readonly count?: number }>) {
  return (
    <section>
      <h2 class="history-title">
        {props.title}
        <Show when={props.count}>{(count) => <span class="number"> · {count()}</span>}</Show>
      </h2>
      {props.children}
    </section>
  )
}

function Known(props: { readonly history: ShoppingHistory }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const now = model.serverNow()
  return (
    <>
      <Part title={words.history.orders} count={props.history.ordersInAll}>
        <Show when={props.history.orders.length > 0} fallback={<p class="soft">{words.history.noOrders}</p>}>
          <ul class="orders">
            <For each={props.history.orders}>{(order) => <OneOrder order={order} now={now} />}</For>
          </ul>
          <Show when={props.history.orders.length < props.history.ordersInAll}>
            <p class="soft small">{words.history.ordersLeftOut(props.history.orders.length, props.history.ordersInAll)}</p>
          </Show>
        </Show>
      </Part>
      <Show when={props.history.viewed.length > 0}>
        <Part title={words.history.viewed} count={props.history.viewed.length}>
          <ul class="history-list">
            <For each={props.history.viewed}>
              {(product) => (
                <li>
                  <ProductLine
                    title={product.title}
                    imageUrl={product.imageUrl}
                    price={product.price}
                    below={
                      product.viewedAt === null
                        ? undefined
                        : `${formats.date(product.viewedAt, now)}, ${formats.time(product.viewedAt)}`
                    }
                  />
                </li>
              )}
            </For>
          </ul>
        </Part>
      </Show>
      <Part title={words.history.earlier} count={props.history.earlierChats.length}>
        <Show when={props.history.earlierChats.length > 0} fallback={<p class="soft">{words.history.noEarlier}</p>}>
          <ul class="history-list">
            <For each={props.history.earlierChats}>
              {(chat) => (
                <li>
                  <p class="strong earlier-question">{chat.question}</p>
                  <p class="soft small">
                    {[
                      formats.date(chat.openedAt, now),
                      chat.withMember === null ? words.history.nobody : words.history.with(chat.withMember),
                      ...(chat.minutes === null ? [] : [words.history.minutes(chat.minutes)]),
                    ].join(' · ')}
                  </p>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Part>
    </>
  )
}

function OneOrder(props: { readonly order: Order; readonly now: number }) {
  const words = useWords()
  const formats = useFormats()
  const [isAll, setIsAll] = createSignal(false)
  const { lines } = props.order
  const shown = () => (isAll() ? lines : lines.slice(0, linesAtFirst))
  return (
    <li class="order">
      <div class="order-head">
        <span class="small soft grow">
          {formats.date(props.order.orderedAt, props.now)} · {words.history.order(props.order.number)}
        </span>
        <span class="number strong">{formats.money(props.order.totalMinor, props.order.currency)}</span>
      </div>
      <ul class="history-list">
        <For each={shown()}>
          {(line) => (
            <li data-cancelled={line.cancelledQuantity >= line.quantity ? '' : undefined}>
              <ProductLine
                title={line.title}
                imageUrl={null}
                below={below(line)}
                price={formats.money(line.unitPriceMinor * line.quantity, props.order.currency)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={lines.length > linesAtFirst}>
        <Button look="quiet" onClick={() => setIsAll(!isAll())}>
          {isAll() ? words.history.fewerLines : words.history.allLines(lines.length)}
        </Button>
      </Show>
    </li>
  )

  function below(line: Line): string {
    const pieces = words.history.pieces(line.quantity)
    if (line.cancelledQuantity === 0) return pieces
    if (line.cancelledQuantity >= line.quantity) return `${pieces} · ${words.history.cancelled}`
    return words.history.partlyCancelled(line.cancelledQuantity, line.quantity)
  }
}
