/** Who the shopper is to this store: begins the session, renews it when its token has died, and posts under it. */
import { createSignal } from 'solid-js'
import type { StoreId } from '../../identifiers.ts'
import type { ShopperSession, ShopperSessionRequest } from '../../protocol/shopper.ts'
import { type Answer, post, type Refusal } from './api.ts'
import { address, hello } from './host.ts'
import { forget, keep, kept, noChat, unsentText } from './kept.ts'
import { wait } from './patience.ts'

/** `null` until the server has answered for the first time. */
const [session, setSession] = createSignal<ShopperSession | null>(null)
/** Whether the server could not be reached at the last attempt. */
const [isUnreachable, setIsUnreachable] = createSignal(false)
/** Why the server will not have a session; there is no point in trying again by itself. */
const [refusal, setRefusal] = createSignal<Refusal | null>(null)

export { isUnreachable, refusal, session }

export const token = (): string | null => kept().token

async function request(): Promise<Answer<ShopperSession>> {
  const { identity } = await hello
  const body: ShopperSessionRequest = { store: address.store as StoreId }
  const answer = await post<ShopperSession>('session', identity ? { ...body, identity } : body, token())
  // The retailer's word may be too old to say who somebody is; without it the shopper is a visitor.
  return answer.is === 'refused' && answer.kind === 'identity-refused' ? post('session', body, token()) : answer
}

/**
 * What was kept for another shopper is forgotten where the retailer says who this one is, or said who that one was; where only
 * our token has died it is the same person, and what they wrote is theirs still.
 */
async function take(taken: ShopperSession): Promise<void> {
  const { token, shopper } = taken
  const before = kept()
  const chat = taken.chat === before.left ? null : taken.chat
  const isKnown = Boolean((await hello).identity)
  if ((isKnown || before.isKnown) && before.shopper && before.shopper !== shopper) forget()
  else if (chat !== before.chat) keep({ ...noChat, draft: unsentText() })
  keep({ token, shopper, isKnown, chat })
  setSession(taken)
}

/** Resolves when there is a session, or the server has refused one. */
export async function beginSession(): Promise<void> {
  setRefusal(null)
  for (let attempt = 0; ; attempt++) {
    const answer = await request()
    setIsUnreachable(answer.is === 'unreachable')
    if (answer.is === 'taken') return take(answer.value)
    if (answer.is === 'refused' && answer.kind !== 'too-many-requests') {
      setRefusal(answer)
      return
    }
    await wait(attempt, answer.retryAfterMs)
  }
}

let renewal: Promise<void> | null = null
/** Replaces a dead token. Two callers share one renewal. Resolves to whether there is a session now. */
export async function renewSession(): Promise<boolean> {
  renewal ??= beginSession().finally(() => {
    renewal = null
  })
  await renewal
  return !refusal()
}

/** Posts under the token; one that has died is replaced once, and the post repeated. */
export async function postAsShopper<Value>(path: string, body: object): Promise<Answer<Value>> {
  const used = token()
  const answer = await post<Value>(path, body, used)
  const isDead = answer.is === 'refused' && answer.kind === 'not-signed-in'
  return isDead && (used !== token() || (await renewSession())) ? post(path, body, token()) : answer
}
