/** The scripted shoppers: one question after the other, with reloads, words, contacts, and leaving without a word. */
import { setTimeout as delay } from 'node:timers/promises'
import type { ChatId, StoreId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'
import type { Actor, Deed, Recorder, Told } from './history.ts'
import { insist, untilAnswered } from './insisting.ts'
import { pauseWhile } from './pause.ts'
import type { Play } from './team.ts'

/** Somebody comes with one question after the other until the play is over. Resolves to all of their visits. */
export async function keepAsking(server: string, store: StoreId, chance: Chance, play: Play): Promise<ScriptedShopper[]> {
  const visits: ScriptedShopper[] = []
  while (!play.isOver.aborted) {
    const shopper = await untilAnswered(() => visit(server, { store }).catch(() => null), chance)
    visits.push(shopper)
    await playVisit(shopper, store, chance, play)
    await delay(chance.between(20, 300))
  }
  return visits
}

/** What a shopper has read and been told, from the first to the last. */
export function noteWhatWasRead(shopper: ScriptedShopper, recorder: Recorder): void {
  if (shopper.stands === undefined) return
  for (const message of shopper.messages) recorder.reads(shopper.chat, message)
  for (const { stands, with: name } of shopper.stood) if (stands === 'talking' && name) recorder.talksWith(shopper.chat, name)
}

/** From the question until the shopper has gone. */
async function playVisit(shopper: ScriptedShopper, store: StoreId, chance: Chance, { recorder, isOver }: Play): Promise<void> {
  const actor: Actor = `shopper:${shopper.session.shopper}`
  const text = `Question ${chance.between(1, 1_000_000)}`
  const asked = await give({ does: 'ask', store, text }, (id) => shopper.sendQuestion(text, {}, id))
  if (asked.is === 'refused' || !asked.chat) return
  const { chat } = asked

  // Some give up before anybody could have answered.
  if (chance.happens(0.08)) return shopper.goAway()
  await becomes((stands) => stands !== 'asking' && stands !== 'nobody', 6_000)
  if (stands() === 'missed' && chance.happens(0.5)) {
    await give({ does: 'leaveContact', chat }, (id) => shopper.leaveContact('someone@example.org', 'Please write.', id))
    await becomes((now) => now === 'talking', 1_000)
  }
  if (chance.happens(0.2)) await reload()
  for (let turn = chance.between(0, 3); turn > 0 && stands() === 'talking'; turn -= 1) await write(chat)
  if (chance.happens(0.3)) await give({ does: 'end', chat }, (id) => shopper.endChat(id))
  // A few wait for an answer that their holder does not give (RE3).
  else await becomes((now) => now === 'ended', chance.happens(0.5) ? 8_000 : 1_500)
  // Words after the end open the chat again (EN1).
  if (chance.happens(0.15)) await write(chat)
  shopper.goAway()

  function stands(): string | undefined {
    return shopper.stands?.stands
  }

  /** Or does not, in that time or before the play is over: a shopper goes on all the same. */
  async function becomes(isWanted: (stands: string | undefined) => boolean, withinMs: number): Promise<void> {
    const change = shopper.until('a change', () => isWanted(stands()), withinMs).catch(() => null)
    await Promise.race([change, pauseWhile(withinMs, isOver)])
  }

  async function reload(): Promise<void> {
    shopper.goAway()
    await delay(chance.between(50, 400))
    shopper.comeBack()
  }

  async function write(about: ChatId): Promise<void> {
    await delay(chance.between(20, 300))
    const words = `Words ${chance.between(1, 1_000_000)}`
    await give({ does: 'write', chat: about, text: words }, (id) => shopper.write(words, id))
  }

  function give(deed: Deed, send: Parameters<typeof insist>[2]['send']): Promise<Told> {
    return insist(recorder, chance, { actor, deed, send })
  }
}
