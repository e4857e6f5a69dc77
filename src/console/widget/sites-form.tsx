/** Which sites may carry the widget, one a line. */
import { createSignal } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedRetailer } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'

export function SitesForm() {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const retailer = createLoaded(
    () => 'ours',
    () => here.ask<ManagedRetailer>('GET', '/console/retailer'),
  )
  const [typed, setTyped] = createSignal<string | null>(null)
  const [isSaved, setIsSaved] = createSignal(false)
  const submit = async (text: string) => {
    setIsSaved(false)
    const allowedSites = text.split(/\s+/).filter(Boolean)
    const saved = await sending.send(() => here.ask<ManagedRetailer>('PUT', '/console/retailer/allowed-sites', { allowedSites }))
    if (!saved) return
    retailer.put(saved.value)
    setTyped(null)
    setIsSaved(true)
  }
  return (
    <Load of={retailer} rows={1}>
      {(its) => {
        const text = () => typed() ?? its().allowedSites.join('\n')
        return (
          <form
            class="form"
            onSubmit={(event) => {
              event.preventDefault()
              void submit(text())
            }}
          >
            <div class="field">
              <label class="field-label" for="allowed-sites">
                {words.widget.sitesLabel}
              </label>
              <textarea
                class="field-input"
                id="allowed-sites"
                rows="3"
                spellcheck={false}
                placeholder="https://www.shop.example"
                aria-describedby="allowed-sites-hint allowed-sites-fault"
                aria-invalid={sending.fault('allowedSites') ? true : undefined}
                value={text()}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <p class="soft small" id="allowed-sites-hint">
                {words.widget.sitesHint}
              </p>
              <p class="failure small field-fault" id="allowed-sites-fault" role="alert">
                {sending.fault('allowedSites') ?? sending.failure()}
              </p>
            </div>
            <div class="form-answers">
              <Button type="submit" isBusy={sending.isBusy()}>
                {words.widget.saveSites}
              </Button>
              <span role="status" class="soft">
                {isSaved() ? words.widget.sitesSaved : ''}
              </span>
            </div>
          </form>
        )
      }}
    </Load>
  )
}
