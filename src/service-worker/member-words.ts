/**
 * Whose language a notification speaks, as in the app (`staff/language.ts`): the member's own choice, else this device's, else
 * the browser's. Asked anew for each, because a worker outlives shifts and choices.
 */
import { workerWordsFor } from '../locales/worker/dictionary.ts'
import type { WorkerWords } from '../locales/worker/en.ts'
import type { Language } from '../protocol/staff.ts'
import type { Database } from '../replica/database.ts'
import { inTime } from './in-time.ts'

type KeptChoices = Pick<Database, 'session' | 'untoldLanguage' | 'language'>

/** `preferred`: the browser's languages, which also serve where the disk does not answer in time. Never rejects. */
export async function memberWords(database: KeptChoices, preferred: readonly string[]): Promise<WorkerWords> {
  const chosen = await inTime(chosenLanguage(database), null)
  return workerWordsFor(chosen === null ? preferred : [chosen])
}

async function chosenLanguage(database: KeptChoices): Promise<Language | null> {
  const [session, untold, device] = await Promise.all([database.session(), database.untoldLanguage(), database.language()])
  // A choice that the server has not heard of is newer than what the server said.
  const own = session && untold?.member === session.member.id ? untold.language : session?.language
  return own ?? device
}
