/** Which language the console speaks: the one chosen in this browser, else the browser's own. */
import { type Accessor, createContext, createSignal, useContext } from 'solid-js'
import type { Dictionary } from '../locales/console/dictionary.ts'
import { following } from '../locales/following.ts'
import { languageOf, localeFor } from '../locales/languages.ts'
import type { Language } from '../protocol/staff.ts'

export interface ConsoleLanguage {
  /** In the language that is shown. */
  readonly words: Dictionary
  readonly shown: Accessor<Language>
  choose(language: Language): void
  /** The BCP 47 tag for dates and numbers, for a retailer whose own is `retailers`. */
  locale(retailers: string | null): string
}

/** A chunk each: nobody downloads four languages. */
const loaders: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  en: async () => (await import('../locales/console/en.ts')).en,
  de: async () => (await import('../locales/console/de.ts')).de,
  fr: async () => (await import('../locales/console/fr.ts')).fr,
  es: async () => (await import('../locales/console/es.ts')).es,
}
const key = 'shopbell.console.language'

interface LanguageParts {
  readonly preferred: readonly string[]
  /** Where the choice is kept. */
  readonly kept: Pick<Storage, 'getItem' | 'setItem'>
  /** Is told the language of what is in it. */
  readonly page: Pick<HTMLElement, 'lang'>
}

/** Resolves as soon as there are words to show. */
export async function openLanguage({ preferred, kept, page }: LanguageParts): Promise<ConsoleLanguage> {
  const chosen = kept.getItem(key)
  const first = languageOf(chosen === null ? preferred : [chosen])
  const [shown, setShown] = createSignal({ language: first, words: await loaders[first]() })
  page.lang = first
  return {
    words: following(() => shown().words),
    shown: () => shown().language,
    choose(language) {
      kept.setItem(key, language)
      // A language that cannot be had leaves the one that is shown.
      loaders[language]().then(
        (words) => {
          setShown({ language, words })
          page.lang = language
        },
        () => {},
      )
    },
    locale: (retailers) => localeFor(shown().language, retailers, preferred),
  }
}

export const LanguageContext = createContext<ConsoleLanguage>()

export function useLanguage(): ConsoleLanguage {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('A page was shown without a language.')
  return language
}
