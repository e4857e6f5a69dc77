/**
 * What the panel keeps in its own storage (Shopbell's origin, apart for each shop's site): who the shopper is here, which
 * chat is on show, and everything that was written and not yet answered, so that a reload loses nothing.
 */
import type { ChatId, CommandId } from '../../identifiers.ts'
import type { AskQuestion, LeaveContact } from '../../protocol/shopper.ts'
import { address, tell } from './host.ts'

export interface Kept {
  /** The bearer token; `null` before the first session. */
  readonly token: string | null
  readonly shopper: string | null
  /** The page said who the shopper is. */
  readonly isKnown: boolean
  /** The name last typed. */
  readonly name: string
  /** The chat on show. */
  readonly chat: ChatId | null
  /** The chat that the shopper has turned away from, so that it is not shown again. */
  readonly left: ChatId | null
  /** A question that is not answered yet. */
  readonly asking: AskQuestion | null
  /** Typed and not yet sent: a question, or a message of the chat on show. */
  readonly draft: string
  readonly outbox: readonly Unsent[]
  /** The contact left in the chat on show; the form has it until it is answered. */
  readonly contact: LeaveContact | null
  /** The number of the last message that was on screen. */
  readonly seen: number
}

export interface Unsent {
  readonly id: CommandId
  readonly text: string
}

/** What belongs to one chat, when there is none. */
export const noChat = { chat: null, outbox: [], contact: null, seen: 0 } as const
const nothing: Kept = { token: null, shopper: null, isKnown: false, name: '', left: null, asking: null, draft: '', ...noChat }
const key = `shopbell.panel.${address.store}`
let memory = nothing
let isWritable = true

/** What the page around the panel kept for us; our own storage, where there is one, knows better. */
export function takeBack(text: string | null): void {
  try {
    memory = { ...nothing, ...(JSON.parse(text ?? '{}') as Partial<Kept>) }
  } catch {
    // Text that is not ours is as good as none.
  }
}

export function kept(): Kept {
  try {
    if (isWritable) takeBack(localStorage.getItem(key))
  } catch {
    // Forbidden: what this page remembers is all there is.
  }
  return memory
}

/** Reads afresh before it writes, because a second tab of the same shop writes to the same place. */
export function keep(fields: Partial<Kept>): void {
  memory = { ...kept(), ...fields }
  const text = JSON.stringify(memory)
  try {
    localStorage.setItem(key, text)
  } catch {
    // Full or forbidden: the memory of this page goes on, and the page around it gives it to the next panel.
    isWritable = false
    tell({ is: 'keep', kept: text })
  }
}

export const forget = (): void => keep(nothing)

/** Everything typed that no chat has: a chat that is gone must not take it along. */
export const unsentText = (): string => {
  const { draft, outbox } = kept()
  return [draft, ...outbox.map(({ text }) => text)].filter(Boolean).join('\n')
}

export function onKeptElsewhere(listener: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === key) listener()
  })
}
