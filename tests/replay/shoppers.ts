/** How the scripted shoppers behave: the customers of the export, who come when they came, ask, talk a little, and go. */
import { setTimeout as delay } from 'node:timers/promises'
import type { StoreId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import { granted, ask as request } from '../support/http.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'
import type { Arrival } from './arrivals.ts'
import type { Play } from './team.ts'

/** Vouched for by the retailer, as the retailer's own page would do it, so that their orders show. */
export async function arriveAsCustomer(server: string, store: StoreId, customer: string): Promise<ScriptedShopper> {
  const url = `${server}/demo/identity?customer=${encodeURIComponent(customer)}`
  const { identity } = await granted(request<{ identity: string }>({ method: 'GET', url }))
  return visit(server, { store, identity })
}

/** Plays one chat from the question to its end; resolves once the shopper has gone. */
export async function playShopper(shopper: ScriptedShopper, arrival: Arrival, chance: Chance, play: Play): Promise<void> {
  const { ledger, phrases, doings } = play
  const askedAt = performance.now()
  const chat = await shopper.ask(chance.oneOf(phrases.questions), { lookingAt: arrival.product })
  ledger.asked(chat, askedAt)

  if (chance.happens(0.04)) {
    // Gives up at once, and does not come back.
    shopper.goAway()
    return
  }
  const first = await shopper.until(
    'an answer or a missed chat',
    ({ stands }) => stands && stands.stands !== 'asking' && stands.stands !== 'nobody' && stands,
  )
  if (first.stands === 'missed') {
    await shopper.leaveContact(`customer-${arrival.customer}@example.org`, chance.oneOf(phrases.customer))
    await shopper.until('a pick-up', ({ stands }) => stands?.stands === 'talking', 4_000).catch(() => null)
  }
  for (let turn = chance.between(0, 2); turn > 0 && shopper.stands?.stands === 'talking'; turn -= 1) {
    const reply = await shopper.write(chance.oneOf(phrases.customer))
    if (reply.ok) doings.written += 1
    await delay(chance.between(200, 1_500))
  }
  if (chance.happens(0.3)) await endByThemselves()
  else await shopper.until('the end', hasEnded, 15_000).catch(endByThemselves)
  shopper.goAway()

  function hasEnded(): boolean {
    return shopper.stands?.stands !== 'talking'
  }

  /** Also where their last words have just reopened a chat that the member had ended (EN1). */
  async function endByThemselves(): Promise<void> {
    if (hasEnded()) return
    // Where the member has just ended it, the refusal says no more than what the stream is about to tell.
    await shopper.endChat()
    await shopper.until('their own end', hasEnded)
  }
}
