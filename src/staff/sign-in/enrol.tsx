/** A browser that is no device of a store yet, or no longer: what to do, and where to type the code. */
import TabletSmartphone from 'lucide-solid/icons/tablet-smartphone'
import { createSignal, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { DeviceHere } from '../../protocol/device.ts'
import { readEnrolmentCode, shownEnrolmentCode } from '../../protocol/proofs.ts'
import { Button } from '../../ui/button.tsx'
import type { Door, EnrolOutcome, Here } from '../model.ts'
import './enrol.css'

/** Longer than any code, for those who put spaces in it. */
const mostTyped = 20

interface EnrolProps {
  readonly door: Door
  /** `enrolled`: it has a store, and a link offers it another. */
  readonly why: Extract<Here, { is: 'notEnrolled' | 'revoked' }> | { readonly is: 'enrolled' }
  readonly onEnrolled: (device: DeviceHere) => void
  readonly onDismissed: () => void
}

export function Enrol(props: EnrolProps) {
  const words = useWords()
  const offered = props.door.offeredCode()
  const plain = offered === null ? null : readEnrolmentCode(offered)
  const [code, setCode] = createSignal(plain === null ? (offered ?? '') : shownEnrolmentCode(plain))
  const [failure, setFailure] = createSignal<Exclude<EnrolOutcome, { is: 'enrolled' }> | null>(null)
  const [isAsking, setIsAsking] = createSignal(false)
  let field: HTMLInputElement | undefined
  onMount(() => offered === null && field?.focus())

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (code().trim() === '' || isAsking()) return
    setIsAsking(true)
    const outcome = await props.door.enrol(code())
    setIsAsking(false)
    if (outcome.is === 'enrolled') return props.onEnrolled(outcome.device)
    setFailure(outcome)
    field?.focus()
  }
  const title = () => {
    if (props.why.is === 'revoked') return words.enrol.revoked
    return offered === null ? words.enrol.title : words.enrol.offered
  }
  const detail = () => {
    if (props.why.is === 'revoked') return words.enrol.revokedDetail
    return offered === null ? words.enrol.detail : words.enrol.offeredDetail
  }
  const dropped = () => (props.why.is === 'revoked' ? props.why.dropped : 0)
  const said = (): string | null => {
    const outcome = failure()
    switch (outcome?.is) {
      case undefined:
        return null
      case 'refused':
        return words.enrol.refused
      case 'insecure':
        return words.enrol.insecure
      case 'unreachable':
        return words.signIn.unreachable
      case 'tooMany':
        return words.signIn.tooMany(outcome.retryAfterMs === null ? null : Math.ceil(outcome.retryAfterMs / 1000))
    }
  }

  return (
    <form class="enrol" onSubmit={(event) => void submit(event)}>
      <span class="soft enrol-icon">
        <TabletSmartphone size={40} />
      </span>
      <h2 class="sign-in-title">{title()}</h2>
      <p class="soft">{detail()}</p>
      <Show when={dropped() > 0}>
        <p class="failure">{words.enrol.dropped(dropped())}</p>
      </Show>
      <label class="enrol-label strong" for="enrolment-code">
        {words.enrol.code}
      </label>
      <input
        id="enrolment-code"
        class="enrol-field number"
        ref={field}
        type="text"
        dir="ltr"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={mostTyped}
        placeholder="7K3M-X9PA"
        aria-describedby="enrol-failure"
        aria-invalid={failure() !== null}
        value={code()}
        onInput={(event) => {
          setFailure(null)
          setCode(event.currentTarget.value)
        }}
      />
      <p class="enrol-failure failure" id="enrol-failure" role="alert">
        {said()}
      </p>
      <Button look="ink" type="submit" class="enrol-submit" disabled={code().trim() === ''} isBusy={isAsking()}>
        {words.enrol.submit}
      </Button>
      <Show when={props.why.is === 'enrolled'}>
        <Button look="quiet" class="enrol-submit" onClick={props.onDismissed}>
          {words.enrol.notNow}
        </Button>
      </Show>
    </form>
  )
}
