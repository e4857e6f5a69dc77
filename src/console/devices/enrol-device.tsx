/** Enrolling a device: for the team or for one member, a code to scan or to type, and a page that sees when it has been used. */
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js'
import type { StoreId } from '../../identifiers.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { ManagedDevice, ManagedDevices, ManagedMember, OfferedEnrolment } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { createNow } from '../../ui/now.ts'
import { Choice, Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { Qr } from '../qr.tsx'
import { createSending } from '../sending.ts'
import { enrolmentAddress } from './enrolment-address.ts'

const lookEveryMs = 2_000

interface EnrolProps {
  readonly store: StoreId
  /** Whose phone it may be; nobody's where it is empty. */
  readonly members: readonly ManagedMember[]
  readonly onEnrolled: () => void
}

interface Offer extends OfferedEnrolment {
  /** Devices that were there before. */
  readonly before: ReadonlySet<string>
}

export function EnrolDevice(props: EnrolProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal('')
  const [owner, setOwner] = createSignal('')
  const [offer, setOffer] = createSignal<Offer | null>(null)
  const [enrolled, setEnrolled] = createSignal<ManagedDevice | null>(null)
  const devices = () => here.ask<ManagedDevices>('GET', `/console/stores/${props.store}/devices`)

  async function submit() {
    setEnrolled(null)
    const before = await sending.send(devices)
    if (!before) return
    const body = { name: name(), owner: owner() || null }
    const offered = await sending.send(() =>
      here.ask<OfferedEnrolment>('POST', `/console/stores/${props.store}/enrolments`, body),
    )
    if (offered) setOffer({ ...offered.value, before: new Set(before.value.devices.map(({ id }) => id)) })
  }
  function found(device: ManagedDevice) {
    setOffer(null)
    setEnrolled(device)
    setName('')
    props.onEnrolled()
  }

  return (
    <>
      <p class="unseen" role="status">
        {enrolled() ? words.devices.isEnrolled(enrolled()?.name ?? '') : ''}
      </p>
      <Show when={enrolled()}>{(device) => <p class="note note-yes">{words.devices.isEnrolled(device().name)}</p>}</Show>
      <Show
        when={offer()}
        fallback={
          <form
            class="form-inline"
            onSubmit={(event) => {
              event.preventDefault()
              void submit()
            }}
          >
            <Field
              label={words.devices.name}
              hint={words.devices.nameHint}
              required
              maxLength={80}
              value={name()}
              fault={sending.fault('name')}
              onText={setName}
            />
            <Show when={props.members.length > 0}>
              <Choice label={words.devices.for} hint={words.devices.forHint} value={owner()} onChoice={setOwner}>
                <option value="">{words.devices.forTeam}</option>
                <For each={props.members}>
                  {(member) => (
                    <option value={member.id} selected={member.id === owner()}>
                      {words.devices.phoneOf(member.name)}
                    </option>
                  )}
                </For>
              </Choice>
            </Show>
            <Button type="submit" look="ink" isBusy={sending.isBusy()}>
              {words.devices.showCode}
            </Button>
            <Failure of={sending} />
          </form>
        }
      >
        {(its) => <Code offer={its()} ask={devices} onFound={found} onOver={() => setOffer(null)} />}
      </Show>
    </>
  )
}

interface CodeProps {
  readonly offer: Offer
  readonly ask: () => ReturnType<ReturnType<typeof useHere>['ask']>
  readonly onFound: (device: ManagedDevice) => void
  readonly onOver: () => void
}

function Code(props: CodeProps) {
  const words = useWords()
  const formats = useFormats()
  const now = createNow(() => Date.now(), 1_000)
  const shownAt = Date.now()
  /** By this browser's own clock, which may be another than the server's. */
  const left = () => shownAt + lifeMs - now()
  const lifeMs = 600_000
  const address = () => enrolmentAddress(location.origin, props.offer.code)

  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  async function look() {
    const reply = await props.ask()
    if (isOver) return
    const devices = reply.is === 'ok' ? (reply.value as ManagedDevices).devices : []
    const fresh = devices.find(({ id }) => !props.offer.before.has(id))
    if (fresh) props.onFound(fresh)
    else timer = setTimeout(() => void look(), lookEveryMs)
  }
  void look()
  createEffect(() => {
    if (left() <= 0) props.onOver()
  })
  onCleanup(() => {
    isOver = true
    clearTimeout(timer)
  })

  return (
    <div class="enrolment">
      <Qr text={address()} label={words.devices.qr} />
      <div class="enrolment-how">
        <ol class="numbered">
          <li>{words.devices.scan}</li>
          <li>
            {words.devices.orType} <span class="strong">{location.origin}/</span>
          </li>
        </ol>
        <p class="enrolment-code number">{props.offer.code}</p>
        <p class="soft">
          {words.devices.waiting} <span class="number">{words.devices.left(formats.countdown(left()))}</span>
        </p>
        <Button onClick={props.onOver}>{words.app.cancel}</Button>
      </div>
    </div>
  )
}
