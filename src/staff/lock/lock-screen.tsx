/**
 * The locked tablet: whose shift it is and the PIN that opens it. When it rings, the incoming chat stands here without the
 * shopper's words, and is claimed or declined as ever: the PIN never eats the countdown.
 */
import LockIcon from 'lucide-solid/icons/lock'
import UsersRound from 'lucide-solid/icons/users-round'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, Dot } from '../../ui/chip.tsx'
import { ConnectionChip } from '../connection-chip.tsx'
import { IncomingScreen } from '../incoming/incoming-screen.tsx'
import type { Stage } from '../incoming/stage.ts'
import { useDoor, useModel } from '../model.ts'
import { ownName, storeName } from '../own-names.ts'
import { usePageTitle } from '../page-title.ts'
import { usePages } from '../pages.ts'
import { PinPad } from '../sign-in/pin-pad.tsx'
import { SwitchPerson } from './switch-person.tsx'
import './lock.css'

interface LockScreenProps {
  readonly stage: Exclude<Stage, { is: 'quiet' }> | null
  readonly canSound: boolean
}

export function LockScreen(props: LockScreenProps) {
  const door = useDoor()
  const model = useModel()
  const pages = usePages()
  const words = useWords()
  usePageTitle(() => words.lock.title)
  const [isSwitching, setIsSwitching] = createSignal(false)
  const [wasTrying, setWasTrying] = createSignal(false)
  createEffect(
    on(
      () => props.stage?.is,
      (is, before) => setWasTrying(is === undefined && before === 'trying'),
      { defer: true },
    ),
  )
  const name = () => ownName(model)
  return (
    <Show
      when={props.stage}
      fallback={
        <Show when={!isSwitching()} fallback={<SwitchPerson claims={null} onBack={() => setIsSwitching(false)} />}>
          <main class="lock">
            <header class="lock-head">
              <LockIcon size={20} aria-hidden="true" />
              <h1 class="lock-title">{words.lock.title}</h1>
              <span class="soft small lock-where">{storeName(model)}</span>
              <Chip>
                <Dot look={model.isAvailable() ? 'yes' : 'off'} />
                {model.isAvailable() ? words.lock.available : words.lock.unavailable}
              </Chip>
              <ConnectionChip />
              <Button look="quiet" class="lock-switch" onClick={() => setIsSwitching(true)}>
                <UsersRound size={20} aria-hidden="true" />
                <span>
                  {words.lock.notYou(name())} <span class="lock-where">{words.lock.switch}</span>
                </span>
              </Button>
            </header>
            <Show when={wasTrying() && pages.page().is === 'chat'}>
              <p class="lock-note" data-look="yes" role="status">
                {words.lock.yours}
              </p>
            </Show>
            <PinPad name={name()} submit={words.lock.unlock} onPin={model.lock.unlock} onNotEnrolled={door.retry} />
          </main>
        </Show>
      }
    >
      {(stage) => <IncomingScreen stage={stage()} canSound={props.canSound} />}
    </Show>
  )
}
