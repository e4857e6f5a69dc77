/** The scripted tablets: every member has several, they race each other for every chat, and none of them minds the weather. */
import { once } from 'node:events'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { OfferRow } from '../../src/protocol/feed.ts'
import type { Chance } from '../support/chance.ts'
import { enrol } from '../support/device.ts'
import { granted } from '../support/http.ts'
import { InHand } from '../support/in-hand.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import type { Actor, Deed, Recorder, Told } from './history.ts'
import { insist, untilAnswered } from './insisting.ts'
import { pauseWhile } from './pause.ts'

/** The demo's PINs; those who are not here have the one that a large team shares. */
const pins: Readonly<Record<string, string>> = {
  ana: '1111',
  ben: '2222',
  chloe: '3333',
  dimitri: '4444',
  emma: '5555',
  farid: '6666',
  greta: '7777',
}
const pinOfAll = '8888'

/** What everybody plays in. */
export interface Play {
  readonly recorder: Recorder
  /** Nobody starts anything new. */
  readonly isOver: AbortSignal
}

export interface Tablet {
  /** `ana, tablet 2`. */
  readonly name: string
  readonly member: ScriptedMember
}

/** Signs every member of the store in on so many tablets. */
export async function signInTeam(server: string, store: StoreId, tabletsEach: number, chance: Chance): Promise<Tablet[]> {
  const { stores } = await granted((await enrol(server)).here())
  const faces = stores.find(({ id }) => id === store)?.members ?? []
  const tablets = faces.flatMap(({ id }) =>
    Array.from({ length: tabletsEach }, (_, n) => ({ id, name: `${id}, tablet ${n + 1}` })),
  )
  return Promise.all(tablets.map(async ({ id, name }) => ({ name, member: await signInAnyhow(server, id, chance) })))
}

function signInAnyhow(server: string, member: MemberId, chance: Chance): Promise<ScriptedMember> {
  return untilAnswered(() => signIn(server, { member, pin: pins[member] ?? pinOfAll }).catch(() => null), chance)
}

/** Plays one tablet of its member's until the play is over; resolves when its last conversation is done. */
export async function playTablet(
  { member }: Tablet,
  tabletsOfMember: readonly Tablet[],
  chance: Chance,
  { recorder, isOver }: Play,
): Promise<void> {
  const actor: Actor = `member:${member.id}`
  const inHand = new InHand(chance)

  const stopWatching = member.watch(look)
  inHand.start(changeMind())
  await once(isOver, 'abort')
  await inHand.done()
  stopWatching()

  function look(): void {
    for (const { id, fence, ended, takenOver } of member.chats) {
      if (!ended) recorder.showsHolding({ member: member.id, chat: id, fence, takenOverBy: takenOver?.by.id ?? null })
    }
    if (isOver.aborted) return
    for (const offer of member.offers) if (offer.state === 'ringing' && inHand.isNew(offer.id)) inHand.start(consider(offer))
    for (const { chat, canPickUp } of member.missed) if (canPickUp && inHand.isNew(`missed ${chat}`)) inHand.start(pickUp(chat))
  }

  async function consider({ id, chat }: OfferRow): Promise<void> {
    // A few let it ring; they miss it, and may find themselves unavailable (MI3).
    if (chance.happens(0.15)) return
    await inHand.pause(0, 400)
    if (chance.happens(0.15)) {
      await give({ does: 'decline', offer: id }, (command) => member.send({ kind: 'declineOffer', offer: id }, command))
      return
    }
    // CL6: some claims are of no use where they arrive late.
    const claim = { kind: 'claimChat', chat } as const
    const content = chance.happens(0.1) ? { ...claim, asksUntil: Date.now() + chance.between(20, 500) } : claim
    const claimed = await give({ does: 'claim', chat }, (command) => member.send(content, command))
    await converse(chat, claimed)
  }

  async function pickUp(chat: ChatId): Promise<void> {
    if (chance.happens(0.5)) return
    await inHand.pause(0, 600)
    await converse(
      chat,
      await give({ does: 'pickUp', chat }, (command) => member.send({ kind: 'pickUpMissedChat', chat }, command)),
    )
  }

  async function converse(chat: ChatId, got: Told): Promise<void> {
    if (got.is === 'refused' || !got.fence) return
    const { fence } = got
    if (chance.happens(0.2)) {
      await inHand.pause(0, 1_200)
      const back = await give({ does: 'handBack', chat, fence }, (id) => member.send({ kind: 'handBackChat', chat, fence }, id))
      if (back.is === 'accepted') return
    }
    if (chance.happens(0.25)) await (chance.happens(0.5) ? fallSilent() : pauseWhile(chance.between(1_500, 4_000), isOver))
    for (let turn = chance.between(0, 3); turn > 0; turn -= 1) {
      await inHand.pause(20, 300)
      const said = await say(chat, fence)
      if (said.is === 'refused') return
    }
    await inHand.pause(50, 400)
    // Some forget to end it: then the shopper does, or their absence.
    if (chance.happens(0.7)) await give({ does: 'end', chat }, (id) => member.send({ kind: 'endChat', chat, fence }, id))
    // What comes after the end is refused, or reaches whoever has the chat by then never (CL5).
    if (chance.happens(0.2)) await say(chat, fence)
  }

  /** RE3: every page of the member's is gone for longer than a shopper waits; then they go on, whoever has the chat by now. */
  async function fallSilent(): Promise<void> {
    for (const tablet of tabletsOfMember) tablet.member.disconnect()
    await pauseWhile(chance.between(3_000, 6_000), isOver)
    for (const tablet of tabletsOfMember) tablet.member.connect()
  }

  function say(chat: ChatId, fence: number): Promise<Told> {
    const text = `${member.name} says ${chance.between(1, 1_000_000)}`
    return give({ does: 'write', chat, text }, (id) => member.send({ kind: 'sendMessage', chat, fence, text }, id))
  }

  /** Available, now and then not; also back from having been made unavailable. Their other tablets do the same, unasked. */
  async function changeMind(): Promise<void> {
    while (!isOver.aborted) {
      await toggle(member.goAvailable())
      await pauseWhile(chance.between(1_500, 6_000), isOver)
      if (chance.happens(0.3)) {
        await toggle(member.goUnavailable())
        await pauseWhile(chance.between(200, 800), isOver)
      }
    }
  }

  /** Written at once, and merged whenever the network allows; another tablet may have the opposite wish by then. */
  async function toggle(toggling: Promise<void>): Promise<void> {
    await Promise.race([toggling.catch(() => null), inHand.pause(500, 1_000)])
  }

  function give(deed: Deed, send: Parameters<typeof insist>[2]['send']): Promise<Told> {
    return insist(recorder, chance, { actor, deed, send })
  }
}
