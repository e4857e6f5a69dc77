/** The language of the console, in each language's own name. */
import { For } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import { languages } from '../locales/languages.ts'
import type { Language } from '../protocol/staff.ts'
import { useLanguage } from './language.ts'

export function LanguageChoice() {
  const words = useWords()
  const language = useLanguage()
  return (
    <select
      class="field-input language-choice"
      aria-label={words.app.language}
      value={language.shown()}
      onChange={(event) => language.choose(event.currentTarget.value as Language)}
    >
      <For each={Object.entries(languages)}>
        {([id, { name }]) => (
          <option value={id} lang={id}>
            {name}
          </option>
        )}
      </For>
    </select>
  )
}
