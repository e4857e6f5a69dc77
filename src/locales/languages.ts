/** The languages of the staff app: which there are, what each is called in itself, and where its words come from. */
import type { Language } from '../protocol/staff.ts'
import type { Dictionary } from './staff/dictionary.ts'

interface Described {
  /** In the language itself: whoever looks for theirs can read it. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** For dates and numbers where neither the browser nor the retailer says which part of the world is meant. */
  readonly locale: string
  /** A chunk of its own: nobody downloads four languages. */
  load(): Promise<{ readonly [language in Language]?: Dictionary }>
}

export const languages: Readonly<Record<Language, Described>> = {
  en: { name: 'English', direction: 'ltr', locale: 'en-GB', load: () => import('./staff/en.ts') },
  de: { name: 'Deutsch', direction: 'ltr', locale: 'de-DE', load: () => import('./staff/de.ts') },
  fr: { name: 'Français', direction: 'ltr', locale: 'fr-FR', load: () => import('./staff/fr.ts') },
  es: { name: 'Español', direction: 'ltr', locale: 'es-ES', load: () => import('./staff/es.ts') },
}

/** The first of the browser's languages (BCP 47, in order of preference) that there is a dictionary for; English where none. */
export function languageOf(preferred: readonly string[]): Language {
  return preferred.map(primary).find((language): language is Language => language !== null && language in languages) ?? 'en'
}

/**
 * The BCP 47 tag for dates, times and numbers of somebody who reads `language`: the retailer's own where it is of that
 * language (so that an English word stands beside a British date), else the browser's, else the language's usual one.
 */
export function localeFor(language: Language, retailers: string | null, preferred: readonly string[]): string {
  const all = [...(retailers === null ? [] : [retailers]), ...preferred]
  return all.find((tag) => primary(tag) === language) ?? languages[language].locale
}

/** `null` for what is no tag at all: a retailer's is typed by hand. */
function primary(tag: string): string | null {
  try {
    return new Intl.Locale(tag).language
  } catch {
    return null
  }
}
