/** What waits to be sent, put together as a person would count it: messages by chat, the rest one by one. */
import type { ChatId, OfferId } from '../../identifiers.ts'
import type { MemberCommand } from '../../protocol/commands.ts'
import type { Unsent } from '../model.ts'

/** Commands that a person gave; a report of a ring is the device's own. */
type Kind = Exclude<MemberCommand['kind'], 'reportOffer'>

export interface UnsentGroup {
  readonly kind: Kind
  /** What it is about; `null` for the member's own availability. */
  readonly about: { readonly chat: ChatId } | { readonly offer: OfferId } | null
  readonly count: number
  /** Server time of the first tap. */
  readonly since: number
}

/** In the order of their first taps. */
export function groupUnsent(all: readonly Unsent[]): readonly UnsentGroup[] {
  const groups = new Map<string, UnsentGroup>()
  for (const { command, since } of all) {
    if (command.kind === 'reportOffer') continue
    const about = 'chat' in command ? { chat: command.chat } : 'offer' in command ? { offer: command.offer } : null
    const key = `${command.kind} ${Object.values(about ?? {})}`
    const before = groups.get(key)
    groups.set(key, before ? { ...before, count: before.count + 1 } : { kind: command.kind, about, count: 1, since })
  }
  return [...groups.values()]
}
