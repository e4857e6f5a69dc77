/** A request that a person made and waits for: whether it is under way, and why it did not do, in words. */
import { type Accessor, createSignal } from 'solid-js'
import { type Dictionary, useWords } from '../locales/console/dictionary.ts'
import { kindOf, type Reply } from '../replica/http.ts'

export interface Sending {
  readonly isBusy: Accessor<boolean>
  /** What went wrong, where no field of the form is to blame. */
  readonly failure: Accessor<string | null>
  /** What is wrong with the field that the server calls so. */
  fault(field: string): string | null
  /** Some of its fields are wrong, and say so. */
  readonly isRefusedInFields: Accessor<boolean>
  /** Resolves to what the server gave; `null` where it refused or was not heard. */
  send<T>(request: () => Promise<Reply<T>>): Promise<{ readonly value: T } | null>
  /** Says it as if the server had. */
  fail(sentence: string): void
}

export function createSending(): Sending {
  const words = useWords()
  const [isBusy, setIsBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<{ readonly sentence: string | null; readonly fields: readonly string[] } | null>(null)
  return {
    isBusy,
    isRefusedInFields: () => (failed()?.fields.length ?? 0) > 0,
    failure: () => failed()?.sentence ?? null,
    fault(field) {
      const isIt = failed()?.fields.some((one) => one === field || one.startsWith(`${field}[`)) ?? false
      return isIt ? faultWords(words, field) : null
    },
    async send(request) {
      setIsBusy(true)
      setFailed(null)
      const reply = await request()
      setIsBusy(false)
      if (reply.is === 'ok') return { value: reply.value }
      const fields = reply.is === 'problem' ? (reply.problem.errors ?? []).map(({ at }) => at) : []
      setFailed({ sentence: fields.length > 0 ? null : failureWords(words, reply), fields })
      return null
    },
    fail: (sentence) => setFailed({ sentence, fields: [] }),
  }
}

/** By the last part of the field's name: `admin.password` is a password. */
function faultWords(words: Dictionary, field: string): string {
  const name = field.split('.').at(-1) ?? field
  return name in words.faults ? words.faults[name as keyof Dictionary['faults']] : words.faults.other
}

/** Why the server did not do it, for places that have no words of their own. */
export function failureWords(words: Dictionary, reply: Exclude<Reply<unknown>, { is: 'ok' }>): string {
  if (reply.is === 'unreachable') {
    return reply.isTooMany ? words.failures.tooMany(Math.ceil((reply.retryAfterMs ?? 1_000) / 1_000)) : words.failures.unreachable
  }
  switch (kindOf(reply.problem)) {
    case 'wrong-password':
      return words.failures.wrongPassword
    case 'passkey-refused':
      return words.failures.passkeyRefused
    case 'not-yours':
      return words.failures.notYours
    case 'login-taken':
      return words.failures.loginTaken
    case 'last-admin':
      return words.failures.lastAdmin
    case 'link-over':
      return words.failures.linkOver
    case 'unknown-shopper':
      return words.keeping.unknown
    case 'several-shoppers':
      return words.keeping.several
    case 'unknown-store':
    case 'unknown-member':
    case 'unknown-device':
    case 'not-found':
      return words.failures.gone
    default:
      return words.failures.other
  }
}
