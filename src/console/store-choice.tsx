/** Which store a page is about: the one in the address, else one's own. Whoever manages one store only is not asked. */
import { type Accessor, createMemo, For, Show } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import type { ManagedStore, ManagedStores } from '../protocol/console.ts'
import { addressOf, useHere } from './here.ts'
import { createLoaded, type Loaded } from './load.tsx'

export function createStores(): Loaded<ManagedStores> {
  const here = useHere()
  return createLoaded(
    () => 'all',
    () => here.ask<ManagedStores>('GET', '/console/stores'),
  )
}

export function createChosenStore(stores: Accessor<readonly ManagedStore[]>): Accessor<ManagedStore | null> {
  const here = useHere()
  return createMemo(() => {
    const all = stores()
    const byId = (id: string | null) => all.find((store) => store.id === id)
    return byId(here.page().store) ?? byId(here.session.store.id) ?? all[0] ?? null
  })
}

export function StoreChoice(props: { readonly stores: readonly ManagedStore[]; readonly chosen: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  return (
    <Show when={props.stores.length > 1} fallback={<p class="soft page-store">{props.chosen.name}</p>}>
      <select
        class="field-input page-store"
        aria-label={words.app.store}
        value={props.chosen.id}
        onChange={(event) => {
          const store = event.currentTarget.value as ManagedStore['id']
          location.hash = addressOf({ is: here.page().is, store })
        }}
      >
        <For each={props.stores}>{(store) => <option value={store.id}>{store.name}</option>}</For>
      </select>
    </Show>
  )
}
