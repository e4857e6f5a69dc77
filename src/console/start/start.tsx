/** The rest of the first set-up: a passkey, the team, the first tablet, the website. Left and come back to at any time. */
import { createSignal, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { PasskeyAdder } from '../account/passkey-adder.tsx'
import { EnrolDevice } from '../devices/enrol-device.tsx'
import { addressOf, useHere } from '../here.ts'
import { Load } from '../load.tsx'
import { MemberAdder } from '../members/member-adder.tsx'
import { canHavePasskeys } from '../passkey.ts'
import { StepTitle } from '../step-title.tsx'
import { createChosenStore, createStores } from '../store-choice.tsx'
import { ScriptTag } from '../widget/script-tag.tsx'
import { SitesForm } from '../widget/sites-form.tsx'
import { Steps } from './steps.tsx'

const firstInside = 3
const last = 6

export function Start() {
  const words = useWords()
  const here = useHere()
  const stores = createStores()
  const store = createChosenStore(() => stores.value()?.stores ?? [])
  const [step, setStep] = createSignal(canHavePasskeys() ? firstInside : firstInside + 1)
  const go = (to: number) => {
    setStep(to)
    stores.again()
    scrollTo(0, 0)
  }
  return (
    <>
      <h1 class="page-title">{words.setUp.title}</h1>
      <Steps at={step()} />
      <Load of={stores}>
        {() => (
          <Show when={store()}>
            {(its) => (
              <section class="card form">
                <Switch>
                  <Match when={step() === 3}>
                    <StepTitle>{words.setUp.passkey}</StepTitle>
                    <p class="soft">{words.setUp.passkeyDetail}</p>
                    <PasskeyAdder onAdded={() => go(4)} />
                  </Match>
                  <Match when={step() === 4}>
                    <StepTitle>{words.setUp.team}</StepTitle>
                    <p class="soft">{words.setUp.teamDetail}</p>
                    <MemberAdder store={its().id} onAdded={stores.again} />
                  </Match>
                  <Match when={step() === 5}>
                    <StepTitle>{words.setUp.tablet}</StepTitle>
                    <p class="soft">{words.setUp.tabletDetail}</p>
                    <EnrolDevice store={its().id} members={[]} onEnrolled={stores.again} />
                  </Match>
                  <Match when={step() === 6}>
                    <StepTitle>{words.setUp.website}</StepTitle>
                    <p class="soft">{words.setUp.websiteDetail}</p>
                    <ScriptTag store={its().id} />
                    <Show when={here.isAdmin}>
                      <SitesForm />
                    </Show>
                  </Match>
                </Switch>
                <div class="form-answers">
                  <Show
                    when={step() < last}
                    fallback={
                      <a class="button" data-look="ink" href={addressOf({ is: 'stores', store: null })}>
                        {words.setUp.finish}
                      </a>
                    }
                  >
                    <Button look="ink" onClick={() => go(step() + 1)}>
                      {words.setUp.next}
                    </Button>
                  </Show>
                  <Show when={step() > firstInside}>
                    <Button onClick={() => go(step() - 1)}>{words.setUp.back}</Button>
                  </Show>
                </div>
              </section>
            )}
          </Show>
        )}
      </Load>
    </>
  )
}
