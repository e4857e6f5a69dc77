/** A store's hours, as far as they decide anything: whether anybody may be rung, and who goes home at closing time (OF7, AV1). */
import type { Answer } from './answers.ts'
import type { CloseStore } from './commands.ts'
import { accepted, type Deciding } from './deciding.ts'
import { withdrawRingsIn } from './ringing.ts'
import { isAvailable, wishFor } from './wish.ts'

/** OF7: from now on people are rung again; whoever waits is next. */
export function openStore(d: Deciding): Answer {
  if (d.isClosed) d.decided({ type: 'StoreOpened' })
  return accepted
}

/** OF7, AV1. A store that is closed already only learns that it opens at another time. */
export function closeStore(d: Deciding, { opensAt, goUnavailable }: CloseStore): Answer {
  const { opening } = d.state
  if (opening.is === 'closed') {
    if (opening.opensAt !== opensAt) d.decided({ type: 'OpeningMoved', opensAt })
    return accepted
  }
  d.decided({ type: 'StoreClosed', opensAt })
  for (const chat of d.openChats()) if (chat.request.end === null) withdrawRingsIn(d, chat, 'storeClosed')
  if (goUnavailable) makeEverybodyUnavailable(d)
  return accepted
}

/** AV1, AV4: as MI3 does, but without blame. Nothing of theirs rings any more. */
function makeEverybodyUnavailable(d: Deciding): void {
  for (const { id, wish } of Object.values(d.state.members)) {
    if (!isAvailable(wish)) continue
    d.decided({ type: 'MadeUnavailable', member: id, wish: wishFor(false, wish, d.at), why: 'storeClosed' })
  }
}
