/** The widget: the line for the shop's pages, which sites may carry it, and the secret that vouches for shoppers. */
import Code from 'lucide-solid/icons/code'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { SigningSecret } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { Copied } from '../copied.tsx'
import { Failure, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { createChosenStore, createStores, StoreChoice } from '../store-choice.tsx'
import { identitySample } from './identity-sample.ts'
import { ScriptTag } from './script-tag.tsx'
import { SitesForm } from './sites-form.tsx'

export function Widget() {
  const words = useWords()
  const here = useHere()
  const stores = createStores()
  const store = createChosenStore(() => stores.value()?.stores ?? [])
  return (
    <>
      <h1 class="page-title">{words.pages.widget}</h1>
      <Load of={stores}>
        {(all) => (
          <Show when={store()} fallback={<State icon={Code} title={words.stores.none} detail={words.stores.noneDetail} />}>
            {(chosen) => (
              <>
                <StoreChoice stores={all().stores} chosen={chosen()} />
                <div class="page-cards">
                  <Card title={words.widget.tag}>
                    <p class="soft">{words.widget.tagDetail}</p>
                    <ScriptTag store={chosen().id} />
                  </Card>
                  <Show when={here.isAdmin}>
                    <Card title={words.widget.sites}>
                      <SitesForm />
                    </Card>
                    <Card title={words.widget.secret}>
                      <Secret />
                    </Card>
                  </Show>
                  <Card title={words.widget.sample}>
                    <p class="soft">{words.widget.sampleDetail}</p>
                    <Copied text={identitySample} label={words.widget.sample} />
                  </Card>
                </div>
              </>
            )}
          </Show>
        )}
      </Load>
    </>
  )
}

function Secret() {
  const words = useWords()
  const here = useHere()
  const showing = createSending()
  const renewing = createSending()
  const [secret, setSecret] = createSignal<string | null>(null)
  const [isAsked, setIsAsked] = createSignal(false)
  const path = '/console/retailer/signing-secret'
  const show = async () => {
    const shown = await showing.send(() => here.ask<SigningSecret>('GET', path))
    if (shown) setSecret(shown.value.signingSecret)
  }
  const renew = async () => {
    const renewed = await renewing.send(() => here.ask<SigningSecret>('POST', path))
    if (!renewed) return
    setSecret(renewed.value.signingSecret)
    setIsAsked(false)
  }
  return (
    <div class="form">
      <p class="soft">{words.widget.secretDetail}</p>
      <Show when={secret()}>{(its) => <Copied text={its()} label={words.widget.secret} />}</Show>
      <Failure of={showing} />
      <div class="form-answers">
        <Show when={secret() === null} fallback={<Button onClick={() => setSecret(null)}>{words.widget.hideSecret}</Button>}>
          <Button isBusy={showing.isBusy()} onClick={() => void show()}>
            {words.widget.showSecret}
          </Button>
        </Show>
        <Button onClick={() => setIsAsked(true)}>{words.widget.renewSecret}</Button>
      </div>
      <Show when={isAsked()}>
        <FormDialog
          title={words.widget.renewAsk}
          detail={words.widget.renewDetail}
          submit={words.widget.renewSecret}
          look="lost"
          sending={renewing}
          onSubmit={() => void renew()}
          onCancel={() => setIsAsked(false)}
        />
      </Show>
    </div>
  )
}
