/**
 * Who is there while a server is fuzzed: an honest team whose work goes on, attackers who have every right to a session and none
 * to what they send, shoppers, and a retailer beside them to whom nothing of it may happen.
 */
import { v7 as newIdentifier } from 'uuid'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import { enrol, type ScriptedDevice } from '../support/device.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { enrolmentCodeOf, type TestRetailer, testRetailer } from '../support/retailers.ts'
import { picked } from '../support/sample-value.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'

export const fuzzed: TestRetailer = testRetailer('fuzzed')
export const bystander: TestRetailer = testRetailer('bystander')

const shoppersThere = 6

export interface Attacker {
  readonly member: ScriptedMember
  readonly pin: string
}

export class People {
  readonly #server: string
  readonly #store = fuzzed.stores[0] as TestRetailer['stores'][number]
  #honest: ScriptedMember | null = null
  #attackers: Attacker[] = []
  readonly #rearming = new WeakSet<Attacker>()
  #shoppers: ScriptedShopper[] = []
  #chats: ChatId[] = []
  /** Made up, and asked for again and again: what a server keeps of these must not grow. */
  readonly #madeUp = Array.from({ length: 20 }, () => newIdentifier())

  constructor(server: string) {
    this.#server = server
  }

  async arrive(): Promise<void> {
    const [honest, ...others] = this.#store.members
    if (!honest) throw new Error('The store has no team.')
    const device = await enrol(this.#server, enrolmentCodeOf(honest.id))
    this.#honest = await signIn(this.#server, { member: honest.id, pin: honest.pin, device })
    await this.#honest.goAvailable()
    for (const { id, pin } of others) this.#attackers.push(await this.#armed(id, pin))
    this.#shoppers = await Promise.all(
      Array.from({ length: shoppersThere }, () => visit(this.#server, { store: this.#store.id })),
    )
    for (const shopper of this.#shoppers) this.#chats.push(await shopper.ask('Do you have it in blue?'))
  }

  /** On a browser of their own, which is enrolled once. */
  async #armed(member: MemberId, pin: string, before?: ScriptedDevice): Promise<Attacker> {
    const device = before ?? (await enrol(this.#server, enrolmentCodeOf(member)))
    const signedIn = await signIn(this.#server, { member, pin, device })
    signedIn.leave()
    return { member: signedIn, pin }
  }

  attacker(chance: Chance): Attacker {
    return picked(this.#attackers, chance)
  }

  /** An attacker signed out, on purpose or not. Resolves once they have another shift. */
  async armAgain(lost: Attacker): Promise<void> {
    const its = this.#store.members.find(({ id }) => id === lost.member.id)
    if (!its || !this.#attackers.includes(lost) || this.#rearming.has(lost)) return
    this.#rearming.add(lost)
    // Whose PIN was guessed too often is locked, as it should be, and goes on without a session.
    const armed = await this.#armed(its.id, its.pin, lost.member.device).catch(() => lost)
    this.#attackers = this.#attackers.map((one) => (one === lost ? armed : one))
  }

  shopper(chance: Chance): ScriptedShopper {
    return picked(this.#shoppers, chance)
  }

  /** A name of something, ours, somebody else's or nobody's, for a property or parameter of this name. */
  identifier(name: string, chance: Chance): string {
    const { member } = this.attacker(chance)
    const other = picked([fuzzed, bystander], chance)
    const offers = this.#chats.map((chat) => `${chat}.1.${chance.between(1, 3)}`)
    const known: Readonly<Record<string, readonly string[]>> = {
      store: [this.#store.id, ...other.stores.map(({ id }) => id)],
      // The honest team is left alone at the sign-in: whoever guesses their PINs slows them down, as it should be.
      member: [member.id, ...other.stores.flatMap(({ members }) => members.slice(1).map(({ id }) => id))],
      shift: [member.session.shift],
      device: this.#attackers.map((attacker) => attacker.member.device.id),
      retailer: [fuzzed.id, bystander.id],
      chat: this.#chats,
      offer: offers,
      push: offers.map((offer) => `ring.${offer}`),
      kind: ['already-claimed', 'not-found'],
    }
    const names = known[name] ?? []
    return names.length > 0 && chance.happens(0.8) ? picked(names, chance) : picked(this.#madeUp, chance)
  }

  /** Whether an honest member still gets a chat and the shopper their answer, with all of it going on. */
  async canStillWork(): Promise<void> {
    const honest = this.#honest
    if (!honest) throw new Error('Nobody is there.')
    // What was changed by those who had the right to is put right first: policies, and chats that fill their hands or ring.
    const manager = this.#attackers.find(({ member }) => member.session.member.role === 'manager')
    await manager?.member.changePolicy({
      requestLifeMs: 90_000,
      countdownMs: 15_000,
      capacity: 10,
      places: 3,
      deliverWithinMs: 5_000,
    })
    for (const { id, fence } of honest.chats) await honest.endChat(id, fence)
    for (const asking of this.#shoppers) await asking.endChat()
    await honest.goUnavailable()
    await honest.goAvailable()
    const shopper = await visit(this.#server, { store: this.#store.id as StoreId })
    const chat = await shopper.ask('Is anybody there?')
    await honest.until('a ring', ({ offers }) => offers.some((offer) => offer.chat === chat))
    const claimed = await honest.claim(chat)
    if (!claimed.ok) throw new Error(`The honest member could not claim: ${claimed.problem.detail}`)
    await shopper.until('an answer', ({ stands }) => stands?.with)
    shopper.goAway()
  }

  leave(): void {
    this.#honest?.leave()
    for (const shopper of this.#shoppers) shopper.goAway()
  }
}
