/** Who is in the console, and how they came to this page: to sign in, or with a one-time link in the address. */
import { type Accessor, createSignal } from 'solid-js'
import type { ConsoleSession } from '../protocol/console-entry.ts'
import { type Ask, kindOf, type Reply } from '../replica/http.ts'

export type DoorState =
  | { readonly is: 'looking' }
  | { readonly is: 'unreachable' }
  /** `isUnasked`: they were in, and the server says that they are no more. */
  | { readonly is: 'out'; readonly isUnasked: boolean }
  | { readonly is: 'setUp'; readonly token: string }
  | { readonly is: 'passwordLink'; readonly token: string }
  | { readonly is: 'in'; readonly session: ConsoleSession }

export interface Door {
  readonly state: Accessor<DoorState>
  /** As {@link Ask}; whoever is not signed in any more stands before the door at once. */
  readonly ask: Ask
  look(): Promise<void>
  entered(session: ConsoleSession): void
  /** The link is over, or done with: to the plain sign-in. */
  leaveLink(): void
  signOut(): Promise<Reply<null>>
}

interface DoorParts {
  readonly ask: Ask
  readonly window: Pick<Window, 'location' | 'history'>
}

export function createDoor({ ask, window }: DoorParts): Door {
  const [state, setState] = createSignal<DoorState>(linkIn(window.location.hash) ?? { is: 'looking' })

  async function look(): Promise<void> {
    setState({ is: 'looking' })
    const reply = await ask<ConsoleSession>('GET', '/console/session')
    if (reply.is === 'ok') setState({ is: 'in', session: reply.value })
    else setState(reply.is === 'problem' ? { is: 'out', isUnasked: false } : { is: 'unreachable' })
  }
  /** A one-time token stays neither in the address nor in the browser's history. */
  const forgetLink = (hash: string) => window.history.replaceState(null, '', `${window.location.pathname}${hash}`)
  if (state().is === 'looking') void look()

  return {
    state,
    look,
    async ask(...asked) {
      const reply = await ask<never>(...asked)
      if (reply.is === 'problem' && kindOf(reply.problem) === 'not-signed-in' && state().is === 'in') {
        setState({ is: 'out', isUnasked: true })
      }
      return reply
    },
    entered(session) {
      if (state().is === 'setUp') forgetLink('#/start')
      setState({ is: 'in', session })
    },
    leaveLink() {
      forgetLink('')
      void look()
    },
    async signOut() {
      const reply = await ask<null>('DELETE', '/console/session')
      if (reply.is === 'ok') {
        forgetLink('')
        setState({ is: 'out', isUnasked: false })
      }
      return reply
    },
  }
}

function linkIn(hash: string): DoorState | null {
  const [, kind, token] = /^#(setup|password)=([A-Za-z0-9_-]+)$/.exec(hash) ?? []
  if (!token) return null
  return { is: kind === 'setup' ? 'setUp' : 'passwordLink', token }
}
