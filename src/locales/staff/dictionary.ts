/**
 * The app's words in the member's language. Another language is a file beside `en.ts` of the type {@link Dictionary} and a
 * line in `dictionaries`; it is loaded when a member wants it.
 */
import { createContext, useContext } from 'solid-js'
import { en } from './en.ts'

export type Dictionary = typeof en

const languages: Record<string, () => Promise<Dictionary>> = {
  en: async () => en,
}

/** The dictionary for a BCP 47 tag (`de-AT`); English where there is none for it. */
export async function dictionaryFor(locale: string): Promise<Dictionary> {
  const load = languages[new Intl.Locale(locale).language]
  return load ? load() : en
}

export const WordsContext = createContext<Dictionary>(en)

/** Every text on a screen comes from here. */
export const useWords = (): Dictionary => useContext(WordsContext)
