/** A store's devices: which are enrolled, who is on them, whether they would ring, and a code for the next one. */
import TabletSmartphone from 'lucide-solid/icons/tablet-smartphone'
import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedDevices, ManagedMembers, ManagedStore } from '../../protocol/console.ts'
import { Card } from '../../ui/card.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { State } from '../../ui/state.tsx'
import { ById } from '../by-id.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createChosenStore, createStores, StoreChoice } from '../store-choice.tsx'
import { createDeviceList } from './device-list.ts'
import { DeviceRow } from './device-row.tsx'
import { Rename, Revoke, SignOut, type Task } from './device-tasks.tsx'
import { EnrolDevice } from './enrol-device.tsx'

export function Devices() {
  const words = useWords()
  const stores = createStores()
  const store = createChosenStore(() => stores.value()?.stores ?? [])
  return (
    <>
      <h1 class="page-title">{words.pages.devices}</h1>
      <Load of={stores}>
        {(all) => (
          <Show
            when={store()}
            fallback={<State icon={TabletSmartphone} title={words.stores.none} detail={words.stores.noneDetail} />}
          >
            {(chosen) => (
              <>
                <StoreChoice stores={all().stores} chosen={chosen()} />
                <OfStore store={chosen()} />
              </>
            )}
          </Show>
        )}
      </Load>
    </>
  )
}

function OfStore(props: { readonly store: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  const [task, setTask] = createSignal<Task | null>(null)
  const devices = createDeviceList(
    () => props.store.id,
    (store) => here.ask<ManagedDevices>('GET', `/console/stores/${store}/devices`),
  )
  const team = createLoaded(
    () => props.store.id,
    (store) => here.ask<ManagedMembers>('GET', `/console/stores/${store}/members`),
  )
  const close = () => {
    setTask(null)
    void devices.refresh()
  }
  let cards: HTMLDivElement | undefined
  /** Whoever is signed out takes the buttons along that were theirs, and a device that is revoked its row. */
  const buttons = () =>
    devices.loaded
      .value()
      ?.devices.map(({ id, onShift }) => `${id} ${onShift?.shift}`)
      .join()
  createEffect(on(buttons, () => takeLostFocus(cards), { defer: true }))
  const deviceIn = (is: Task['is']) => {
    const now = task()
    return now?.is === is ? now.device : null
  }

  return (
    <div class="page-cards" tabIndex={-1} ref={cards}>
      <Load of={devices.loaded}>
        {(its) => (
          <Card title={words.devices.enrolled} count={its().devices.length}>
            <p class="failure small field-fault" role="status">
              {devices.isStale() ? words.devices.stale : null}
            </p>
            <Show
              when={its().devices.length > 0}
              fallback={<State icon={TabletSmartphone} title={words.devices.none} detail={words.devices.noneDetail} />}
            >
              <ul class="rows">
                <ById each={its().devices}>
                  {(device) => (
                    <DeviceRow
                      device={device()}
                      at={its().at}
                      onRung={devices.refresh}
                      onTask={(is) => setTask({ is, device: device() })}
                    />
                  )}
                </ById>
              </ul>
            </Show>
          </Card>
        )}
      </Load>
      <Card title={words.devices.enrol}>
        <Show when={props.store.id} keyed>
          {(store) => (
            <EnrolDevice store={store} members={team.value()?.members ?? []} onEnrolled={() => void devices.refresh()} />
          )}
        </Show>
      </Card>
      <Switch>
        <Match when={deviceIn('rename')}>{(device) => <Rename device={device()} onClose={close} />}</Match>
        <Match when={deviceIn('revoke')}>{(device) => <Revoke device={device()} onClose={close} />}</Match>
        <Match when={deviceIn('signOut')}>
          {(device) => <SignOut device={device()} store={props.store.id} onClose={close} />}
        </Match>
      </Switch>
    </div>
  )
}
