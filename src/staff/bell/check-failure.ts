/** Why a bell check could not be sent, in words. */
import type { CheckTimes } from '../../bell-check-result.ts'
import type { Dictionary } from '../../locales/staff/dictionary.ts'

/** In the server's words where those are all there is, because it is older or newer than this app. */
export function failureInWords(times: CheckTimes, { bell }: Pick<Dictionary, 'bell'>): string | null {
  return (times.failureKind && bell.failure[times.failureKind]) ?? times.failure
}
