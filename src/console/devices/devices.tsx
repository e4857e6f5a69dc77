/** A store's devices: which are enrolled, who is on them, and a code for the next one. */
import TabletSmartphone from 'lucide-solid/icons/tablet-smartphone'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { ManagedDevice, ManagedDevices, ManagedMembers, ManagedStore } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { Field, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { createChosenStore, createStores, StoreChoice } from '../store-choice.tsx'
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

interface Doing {
  readonly is: 'rename' | 'revoke'
  readonly device: ManagedDevice
}

function OfStore(props: { readonly store: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  const formats = useFormats()
  const [doing, setDoing] = createSignal<Doing | null>(null)
  const devices = createLoaded(
    () => props.store.id,
    (store) => here.ask<ManagedDevices>('GET', `/console/stores/${store}/devices`),
  )
  const team = createLoaded(
    () => props.store.id,
    (store) => here.ask<ManagedMembers>('GET', `/console/stores/${store}/members`),
  )
  const close = () => {
    setDoing(null)
    devices.again()
  }
  const deviceIn = (is: Doing['is']) => {
    const now = doing()
    return now?.is === is ? now.device : null
  }
  const when = (at: number) => `${formats.date(at, Date.now())}, ${formats.time(at)}`

  return (
    <div class="page-cards">
      <Load of={devices}>
        {(its) => (
          <Card title={words.devices.enrolled} count={its().devices.length}>
            <Show
              when={its().devices.length > 0}
              fallback={<State icon={TabletSmartphone} title={words.devices.none} detail={words.devices.noneDetail} />}
            >
              <ul class="rows">
                <For each={its().devices}>
                  {(device) => (
                    <li class="member">
                      <div class="grow member-who">
                        <div class="strong">{device.name}</div>
                        <div class="soft small">
                          {device.owner ? words.devices.phoneOf(device.owner.name) : words.devices.tablet}
                          {' · '}
                          {device.onShift ? words.devices.onShift(device.onShift) : words.devices.nobody}
                        </div>
                        <div class="soft small">
                          {words.devices.lastSeen(when(device.lastSeenAt))}
                          {' · '}
                          {words.devices.enrolledAt(formats.date(device.enrolledAt, Date.now()), device.enrolledBy)}
                        </div>
                      </div>
                      <div class="row-answers">
                        <Button
                          aria-label={`${words.app.rename}: ${device.name}`}
                          onClick={() => setDoing({ is: 'rename', device })}
                        >
                          {words.app.rename}
                        </Button>
                        <Button
                          aria-label={`${words.devices.revoke}: ${device.name}`}
                          onClick={() => setDoing({ is: 'revoke', device })}
                        >
                          {words.devices.revoke}
                        </Button>
                      </div>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </Card>
        )}
      </Load>
      <Card title={words.devices.enrol}>
        <Show when={props.store.id} keyed>
          {(store) => <EnrolDevice store={store} members={team.value()?.members ?? []} onEnrolled={devices.again} />}
        </Show>
      </Card>
      <Switch>
        <Match when={deviceIn('rename')}>{(device) => <Rename device={device()} onClose={close} />}</Match>
        <Match when={deviceIn('revoke')}>{(device) => <Revoke device={device()} onClose={close} />}</Match>
      </Switch>
    </div>
  )
}

interface TaskProps {
  readonly device: ManagedDevice
  readonly onClose: () => void
}

function Rename(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal(props.device.name)
  const submit = async () => {
    if (await sending.send(() => here.ask('PUT', `/console/devices/${props.device.id}`, { name: name() }))) props.onClose()
  }
  return (
    <FormDialog
      title={words.devices.rename}
      submit={words.app.save}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    >
      <Field label={words.devices.name} required maxLength={80} value={name()} fault={sending.fault('name')} onText={setName} />
    </FormDialog>
  )
}

function Revoke(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const submit = async () => {
    if (await sending.send(() => here.ask('DELETE', `/console/devices/${props.device.id}`))) props.onClose()
  }
  return (
    <FormDialog
      title={words.devices.revokeAsk(props.device.name)}
      detail={words.devices.revokeDetail}
      submit={words.devices.revoke}
      look="lost"
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    />
  )
}
