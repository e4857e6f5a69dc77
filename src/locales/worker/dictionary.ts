/**
 * The words of notifications in the member's language, apart from the app's: the service worker must have them all at once, and
 * wakes on slow devices. Another language is a file beside `en.ts` of the type {@link WorkerWords} and a line in `languages`.
 */
import { en } from './en.ts'

export type WorkerWords = typeof en

const languages: Readonly<Record<string, WorkerWords>> = { en }

/** The words for the first BCP 47 tag (`de-AT`) that there are any for; English where there are none. */
export function workerWordsFor(tags: readonly string[]): WorkerWords {
  for (const tag of tags) {
    const words = languages[tag.split('-')[0] ?? '']
    if (words) return words
  }
  return en
}
