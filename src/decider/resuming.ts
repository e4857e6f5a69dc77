/** What becomes of the time for which the server was down or stalled (OF1, MI2). */
import type { ResumeStore } from './commands.ts'
import type { Deciding } from './deciding.ts'
import { settle } from './settling.ts'

/**
 * Gives time back before anything is called due by it. What had been due before the server went down stays so. Shoppers who
 * were already away get all of the lost time, since nobody could have come back in it.
 */
export function giveTimeBack(d: Deciding, { downMs, areStreamsLost }: ResumeStore): void {
  // The last event proves that the server was up then, whatever its signs of life said.
  const lostMs = Math.min(Math.max(0, Math.floor(downMs)), d.at - d.state.time)
  settle(d, d.at - lostMs)
  const chats = Object.values(d.state.chats)
  if (lostMs > 0 && chats.some((chat) => chat.standing.is !== 'ended')) {
    d.decided({ type: 'TimeGivenBack', ms: Math.min(lostMs, d.policy.downtimeGivenBackMs), downMs: lostMs })
  }
  if (!areStreamsLost) return
  for (const chat of chats) if (chat.awaySince === null) d.decided({ type: 'ShopperStreamLost', chat: chat.id })
}
