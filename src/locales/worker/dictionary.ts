/**
 * The words of notifications in the member's language, apart from the app's: the service worker must have them all at once, and
 * wakes on slow devices. A new text is added to English first; the types then ask for it in the other languages.
 */
import type { Language } from '../../protocol/staff.ts'
import { de } from './de.ts'
import { en, type WorkerWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

const languages: Readonly<Record<string, WorkerWords>> = { en, de, fr, es } satisfies Record<Language, WorkerWords>

/** The words for the first BCP 47 tag (`de-AT`) that there are any for; English where there are none. */
export function workerWordsFor(tags: readonly string[]): WorkerWords {
  for (const tag of tags) {
    const words = languages[tag.split('-')[0] ?? '']
    if (words) return words
  }
  return en
}
