/** When a store is open: whether it is now, until when, and the hours themselves. */
import Clock from 'lucide-solid/icons/clock'
import { Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedStore } from '../../protocol/console.ts'
import type { StoreHoursNow } from '../../protocol/hours.ts'
import { State } from '../../ui/state.tsx'
import { useHere } from '../here.ts'
import { useLanguage } from '../language.ts'
import { createLoaded, Load } from '../load.tsx'
import { createChosenStore, createStores, StoreChoice } from '../store-choice.tsx'
import { HoursForm } from './hours-form.tsx'

export function Hours() {
  const words = useWords()
  const stores = createStores()
  const store = createChosenStore(() => stores.value()?.stores ?? [])
  return (
    <>
      <h1 class="page-title">{words.pages.hours}</h1>
      <Load of={stores}>
        {(all) => (
          <Show when={store()} fallback={<State icon={Clock} title={words.stores.none} detail={words.stores.noneDetail} />}>
            {(chosen) => (
              <>
                <StoreChoice stores={all().stores} chosen={chosen()} />
                <Show when={chosen().id} keyed>
                  {(id) => <OfStore store={id} />}
                </Show>
              </>
            )}
          </Show>
        )}
      </Load>
    </>
  )
}

function OfStore(props: { readonly store: ManagedStore['id'] }) {
  const here = useHere()
  const path = `/console/stores/${props.store}/hours`
  const hours = createLoaded(
    () => path,
    (at) => here.ask<StoreHoursNow>('GET', at),
  )
  return (
    <Load of={hours} rows={7}>
      {(its) => (
        <>
          <IsOpen hours={its()} />
          <HoursForm path={path} hours={its()} onSaved={hours.put} />
        </>
      )}
    </Load>
  )
}

function IsOpen(props: { readonly hours: StoreHoursNow }) {
  const words = useWords()
  const here = useHere()
  const language = useLanguage()
  /** By the store's own clock, wherever the manager sits. */
  const when = (at: number) =>
    new Intl.DateTimeFormat(language.locale(here.session.retailer.locale), {
      timeZone: props.hours.timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at)
  const sentence = () => {
    const { isOpen, changesAt } = props.hours.now
    if (changesAt === null) return isOpen ? words.hours.openForGood : words.hours.closedForGood
    return isOpen ? words.hours.openUntil(when(changesAt)) : words.hours.closedUntil(when(changesAt))
  }
  return (
    <p class="note" classList={{ 'note-yes': props.hours.now.isOpen }} role="status">
      {sentence()}
    </p>
  )
}
