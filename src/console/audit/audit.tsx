/** The audit trail, in words: who did what, when, newest first. */
import ScrollText from 'lucide-solid/icons/scroll-text'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { StoreId } from '../../identifiers.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { AuditPage } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { addressOf, useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { createStores } from '../store-choice.tsx'
import { auditSentence } from './audit-sentence.ts'

export function Audit() {
  const words = useWords()
  const here = useHere()
  const stores = createStores()
  const store = () => here.page().store
  return (
    <>
      <h1 class="page-title">{words.pages.audit}</h1>
      <p class="soft page-store">{words.audit.detail}</p>
      <Show when={(stores.value()?.stores.length ?? 0) > 1}>
        <select
          class="field-input page-store"
          aria-label={words.app.store}
          value={store() ?? ''}
          onChange={(event) => {
            location.hash = addressOf({ is: 'audit', store: (event.currentTarget.value || null) as StoreId | null })
          }}
        >
          <option value="">{words.audit.everything}</option>
          <For each={stores.value()?.stores ?? []}>
            {(one) => (
              <option value={one.id} selected={one.id === store()}>
                {one.name}
              </option>
            )}
          </For>
        </select>
      </Show>
      <Entries store={store()} />
    </>
  )
}

function Entries(props: { readonly store: StoreId | null }) {
  const words = useWords()
  const here = useHere()
  const formats = useFormats()
  const more = createSending()
  const pathOf = (store: StoreId | null, before: number | null) => {
    const asked = new URLSearchParams({ ...(store && { store }), ...(before !== null && { before: String(before) }) })
    return `/console/audit?${asked}`
  }
  const first = createLoaded(
    () => props.store,
    (store) => here.ask<AuditPage>('GET', pathOf(store, null)),
  )
  const [older, setOlder] = createSignal<readonly AuditPage[]>([])
  createEffect(
    on(
      () => props.store,
      () => setOlder([]),
      { defer: true },
    ),
  )
  const readOn = async (from: AuditPage) => {
    const page = await more.send(() => here.ask<AuditPage>('GET', pathOf(props.store, from.entries.at(-1)?.number ?? null)))
    if (page) setOlder([...older(), page.value])
  }
  return (
    <Load of={first} rows={6}>
      {(newest) => {
        const pages = () => [newest(), ...older()]
        const last = () => pages().at(-1) ?? newest()
        return (
          <Card title={words.audit.entries}>
            <Show
              when={newest().entries.length > 0}
              fallback={<State icon={ScrollText} title={words.audit.none} detail={words.audit.noneDetail} />}
            >
              <ol class="rows">
                <For each={pages().flatMap(({ entries }) => entries)}>
                  {(entry) => (
                    <li class="audit-entry">
                      <div class="grow">
                        <div>{auditSentence(words, entry)}</div>
                        <div class="soft small">
                          <time dateTime={new Date(entry.at).toISOString()}>
                            {formats.date(entry.at, Date.now())}, {formats.time(entry.at)}
                          </time>
                          <Show when={entry.store}>{(store) => <> · {store().name}</>}</Show>
                        </div>
                      </div>
                    </li>
                  )}
                </For>
              </ol>
              <Show when={last().hasMore}>
                <Button isBusy={more.isBusy()} onClick={() => void readOn(last())}>
                  {words.audit.more}
                </Button>
              </Show>
              <p class="failure field-fault" role="alert">
                {more.failure()}
              </p>
            </Show>
          </Card>
        )
      }}
    </Load>
  )
}
