/**
 * The console's words, as its pages ask for them. A text is a member of a section: a string, or a function of what it talks about.
 * A new text is added to English first; the types then ask for it in the other languages.
 */
import { createContext, useContext } from 'solid-js'
import type { en } from './en.ts'

export type Dictionary = typeof en

export const WordsContext = createContext<Dictionary>()

/** Every text on a page comes from here. Read where it is shown, so that it changes with the language. */
export function useWords(): Dictionary {
  const words = useContext(WordsContext)
  if (!words) throw new Error('A page was shown without words.')
  return words
}
