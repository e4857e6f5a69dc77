/** Passkeys in the browser: both ceremonies, with whatever the browser or the person made of them as a value. */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { ConsoleAccount, ConsoleSession } from '../protocol/console-entry.ts'
import type { Ask, Reply } from '../replica/http.ts'

/** Browsers have passkeys on a named host over HTTPS, and on localhost; an address of numbers has none. */
export function canHavePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && isSecureContext && !/^[\d.]+$|:/.test(location.hostname)
}

/** `given up`: the person closed the browser's dialog, or there was nothing to choose from in it. */
type Ceremony<T> = { readonly is: 'givenUp' } | { readonly is: 'replied'; readonly reply: Reply<T> }

export async function signInWithPasskey(ask: Ask): Promise<Ceremony<ConsoleSession>> {
  const begun = await ask<Parameters<typeof startAuthentication>[0]['optionsJSON']>('POST', '/console/session/passkey-challenge')
  if (begun.is !== 'ok') return { is: 'replied', reply: begun }
  const assertion = await startAuthentication({ optionsJSON: begun.value }).catch(() => null)
  if (!assertion) return { is: 'givenUp' }
  return { is: 'replied', reply: await ask<ConsoleSession>('POST', '/console/session/passkey', assertion) }
}

export async function addPasskey(ask: Ask, name: string): Promise<Ceremony<ConsoleAccount>> {
  const begun = await ask<Parameters<typeof startRegistration>[0]['optionsJSON']>('POST', '/console/account/passkey-challenge')
  if (begun.is !== 'ok') return { is: 'replied', reply: begun }
  const credential = await startRegistration({ optionsJSON: begun.value }).catch(() => null)
  if (!credential) return { is: 'givenUp' }
  return { is: 'replied', reply: await ask<ConsoleAccount>('POST', '/console/account/passkeys', { name, credential }) }
}
