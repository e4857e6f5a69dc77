/** The PIN, by touch or by keyboard. One real password field behind both, so that a screen reader knows what it is. */
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Delete from 'lucide-solid/icons/delete'
import Lock from 'lucide-solid/icons/lock'
import { createSignal, For, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Face } from '../../ui/face.tsx'
import { State } from '../../ui/state.tsx'
import type { SignInOutcome } from '../model.ts'

const leastDigits = 4
const mostDigits = 8
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface PinPadProps {
  readonly name: string
  /** On its button. */
  readonly submit: string
  readonly onPin: (pin: string) => Promise<SignInOutcome>
  /** Leads to somebody else; there is no such key where it is left out. */
  readonly onBack?: () => void
  /** The server does not know this browser as a device any more. */
  readonly onNotEnrolled: () => void
}

export function PinPad(props: PinPadProps) {
  const words = useWords()
  const [pin, setPin] = createSignal('')
  const [failure, setFailure] = createSignal<Exclude<SignInOutcome, { is: 'in' | 'notEnrolled' }> | null>(null)
  const [isShaking, setIsShaking] = createSignal(false)
  const [isAsking, setIsAsking] = createSignal(false)
  let field: HTMLInputElement | undefined
  onMount(() => field?.focus())

  const type = (digits: string) => {
    setFailure(null)
    setPin(digits.replace(/\D/g, '').slice(0, mostDigits))
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (pin().length < leastDigits || isAsking()) return
    setIsAsking(true)
    const outcome = await props.onPin(pin())
    setIsAsking(false)
    if (outcome.is === 'in') return
    if (outcome.is === 'notEnrolled') return props.onNotEnrolled()
    setFailure(outcome)
    setIsShaking(outcome.is === 'wrongPin')
    // What could not be sent is still right; what was wrong is typed anew.
    if (outcome.is !== 'unreachable') setPin('')
    field?.focus()
  }
  const said = (): string | null => {
    const outcome = failure()
    if (!outcome) return null
    switch (outcome.is) {
      case 'wrongPin':
        return words.signIn.wrongPin
      case 'locked':
        return null
      case 'tooMany':
        return words.signIn.tooMany(outcome.retryAfterMs === null ? null : Math.ceil(outcome.retryAfterMs / 1000))
      case 'unreachable':
        return words.signIn.unreachable
      case 'problem':
        return words.problem.other
    }
  }

  return (
    <Show
      when={failure()?.is !== 'locked'}
      fallback={<PinLocked name={props.name} onBack={props.onBack ?? (() => setFailure(null))} />}
    >
      <form class="pin" onSubmit={(event) => void submit(event)}>
        <div class="pin-who">
          <Face name={props.name} isLarge />
          <h2 class="sign-in-title">{props.name}</h2>
          <label class="soft" for="pin">
            {words.signIn.enterPin}
          </label>
        </div>
        <div class="pin-field" data-shaking={isShaking() ? '' : undefined} onAnimationEnd={() => setIsShaking(false)}>
          <input
            id="pin"
            ref={field}
            type="password"
            inputmode="none"
            autocomplete="off"
            aria-label={words.signIn.pin}
            aria-describedby="pin-failure"
            aria-invalid={failure() !== null}
            value={pin()}
            onInput={(event) => type(event.currentTarget.value)}
          />
          <div class="pin-dots" aria-hidden="true">
            <For each={Array.from({ length: Math.max(leastDigits, pin().length) })}>
              {(_, at) => <span class="pin-dot" data-typed={at() < pin().length ? '' : undefined} />}
            </For>
          </div>
        </div>
        <p class="pin-failure" id="pin-failure" role="alert">
          {said()}
        </p>
        <div class="pin-pad">
          <For each={keys}>{(digit) => <Digit digit={digit} onType={() => type(pin() + digit)} />}</For>
          <Show when={props.onBack} fallback={<span />}>
            {(back) => (
              <Button look="quiet" class="pin-key" aria-label={words.signIn.notMe} onClick={() => back()()}>
                <ArrowLeft class="points" />
              </Button>
            )}
          </Show>
          <Digit digit="0" onType={() => type(`${pin()}0`)} />
          <Button look="quiet" class="pin-key" aria-label={words.signIn.erase} onClick={() => type(pin().slice(0, -1))}>
            <Delete class="points" />
          </Button>
        </div>
        <Button look="ink" type="submit" class="pin-submit" disabled={pin().length < leastDigits} isBusy={isAsking()}>
          {props.submit}
        </Button>
        <Show when={pin().length > 0}>
          <span class="unseen" role="status">
            {words.signIn.digits(pin().length)}
          </span>
        </Show>
      </form>
    </Show>
  )
}

/** Only a manager can help from here, on a device of their own. */
function PinLocked(props: { readonly name: string; readonly onBack: () => void }) {
  const words = useWords()
  return (
    <State icon={Lock} title={words.signIn.pinLocked(props.name)} detail={words.signIn.pinLockedDetail} isFailure>
      <Button onClick={props.onBack}>{words.app.back}</Button>
    </State>
  )
}

function Digit(props: { readonly digit: string; readonly onType: () => void }) {
  const words = useWords()
  return (
    <Button class="pin-key number" aria-label={words.signIn.digit(props.digit)} onClick={props.onType}>
      {props.digit}
    </Button>
  )
}
