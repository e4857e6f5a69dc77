/** Chooses the language of the app: the member's own on every device, or before anybody signs in this device's. */
import Languages from 'lucide-solid/icons/languages'
import { For, Show } from 'solid-js'
import { languages } from '../locales/languages.ts'
import { useWords } from '../locales/staff/dictionary.ts'
import type { Language } from '../protocol/staff.ts'
import { useLanguage } from './language.ts'
import './language-field.css'

const all = Object.entries(languages) as [Language, (typeof languages)[Language]][]

export function LanguageField() {
  const words = useWords()
  const language = useLanguage()
  const choose = (value: string) => language.choose(all.find(([one]) => one === value)?.[0] ?? null)
  return (
    <div class="language">
      {/* Whoever cannot read what is on screen looks for the picture, and for their language in its own words. */}
      <label class="language-field">
        <Languages size={20} aria-hidden="true" />
        <span class="unseen">{words.language.label}</span>
        <select class="language-choice" value={language.chosen() ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{words.language.asBrowser(languages[language.unchosen()].name)}</option>
          <For each={all}>
            {([one, { name }]) => (
              <option value={one} lang={one}>
                {name}
              </option>
            )}
          </For>
        </select>
      </label>
      <p class="soft small" role="status">
        <Show when={language.isMissing()} fallback={<Show when={language.isUntold()}>{words.language.untold}</Show>}>
          {words.language.missing}
        </Show>
      </p>
    </div>
  )
}
