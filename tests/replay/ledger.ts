/**
 * What was seen of every request, by whoever saw it, and the verdict: each must have ended exactly once, and everybody must
 * have seen the same end. It believes the clients and the public interface, not the server's own books.
 */
import { type ChatId, type MemberId, type OfferId, readOfferId } from '../../src/identifiers.ts'
import type { MissedRow, OfferRow } from '../../src/protocol/feed.ts'
import type { ShopperChat } from '../../src/protocol/shopper.ts'
import { Waiting } from '../support/waiting.ts'

export interface Verdict {
  readonly chats: number
  readonly requests: number
  readonly claimed: number
  readonly missed: number
  readonly withdrawn: number
  readonly endedTwice: number
  readonly neverEnded: number
  readonly medianMsToClaim: number | null
  /** What contradicts the rules, in words. */
  readonly complaints: readonly string[]
}

interface SeenRequest {
  readonly chat: ChatId
  readonly name: string
  /** `claimed by m-ana`, `missed`, `withdrawn`: every end that anybody saw. One is right. */
  readonly ends: Set<string>
  /** The claims that the server accepted, a holder's second tap among them. `at` as in {@link Ledger.asked}. */
  readonly claims: { readonly member: MemberId; readonly at: number }[]
  /** What each member's device last showed, for the complaint. */
  readonly shown: Map<MemberId | 'Missed list', OfferRow['state'] | MissedRow['why']>
}

export class Ledger {
  readonly #requests = new Map<string, SeenRequest>()
  readonly #askedAt = new Map<ChatId, number>()
  readonly #latest = new Map<ChatId, number>()
  readonly #pickedUp = new Set<string>()
  readonly #waiting = new Waiting()

  /** A shopper asked: the chat's first request. `at` is in milliseconds, on any clock that only goes forward. */
  asked(chat: ChatId, at: number): void {
    this.#askedAt.set(chat, at)
    this.#request(chat, 1)
  }

  /** The server answered a member that a claim was accepted. */
  claimAccepted(offer: OfferId, member: MemberId, at: number): void {
    const { claims, ends } = this.#requestOf(offer)
    claims.push({ member, at })
    ends.add(`claimed by ${member}`)
    this.#waiting.changed()
  }

  /** The server answered a member that they have a missed chat now: no end of a request, but whom the shopper then talks with. */
  pickUpAccepted(chat: ChatId, member: MemberId): void {
    this.#pickedUp.add(`${chat} ${member}`)
  }

  /** An offer as a member's device shows it now. */
  sawOffer(member: MemberId, { id, state, takenBy }: OfferRow): void {
    const { ends, shown } = this.#requestOf(id)
    shown.set(member, state)
    if (state === 'claimed') ends.add(`claimed by ${member}`)
    if (state === 'taken') ends.add(`claimed by ${takenBy?.id}`)
    if (state === 'missed' || state === 'withdrawn') ends.add(state)
    this.#waiting.changed()
  }

  /** A chat under Missed, as a member's device shows it now; it tells the end of the chat's latest request, unless somebody had the chat. */
  sawMissed({ chat, why, leftBy }: MissedRow): void {
    if (leftBy) return
    const { ends, shown } = this.#request(chat, this.#latest.get(chat) ?? 1)
    shown.set('Missed list', why)
    ends.add(why === 'shopperLeft' ? 'withdrawn' : 'missed')
    this.#waiting.changed()
  }

  /** How the chat stood, from first to last, as its shopper was told. Tells the end of the first request only. */
  sawChat(chat: ChatId, stood: readonly ShopperChat[], memberNamed: (name: string) => MemberId): void {
    const end = stood.find(({ stands }) => stands === 'talking' || stands === 'missed' || stands === 'ended')
    if (!end) return
    const { ends } = this.#request(chat, 1)
    const holder = end.stands === 'missed' || end.with === null ? null : memberNamed(end.with)
    if (holder !== null && this.#pickedUp.has(`${chat} ${holder}`)) return
    if (holder !== null) ends.add(`claimed by ${holder}`)
    // A shopper who gave up waiting, or whose connection made it seem so, is told the same as one whom everybody missed.
    else if (!ends.has('withdrawn')) ends.add(end.stands === 'missed' ? 'missed' : 'withdrawn')
    this.#waiting.changed()
  }

  /** Resolves once somebody has seen an end of every request, or after `withinMs`. */
  async settle(withinMs: number): Promise<void> {
    const allEnded = () => [...this.#requests.values()].every(({ ends }) => ends.size > 0)
    await this.#waiting.until('an end of every request', allEnded, { withinMs }).catch(() => null)
  }

  verdict(): Verdict {
    const requests = [...this.#requests.values()]
    const endsOf = (request: SeenRequest) => this.#endsOf(request)
    const withEnd = (kind: string) => requests.filter((request) => endsOf(request).some((end) => end.startsWith(kind))).length
    const hasTwo = (request: SeenRequest) => new Set(request.claims.map(({ member }) => member)).size > 1
    const twice = requests.filter((request) => endsOf(request).length > 1 || hasTwo(request))
    const never = requests.filter(({ ends }) => ends.size === 0)
    return {
      chats: this.#askedAt.size,
      requests: requests.length,
      claimed: withEnd('claimed'),
      missed: withEnd('missed'),
      withdrawn: withEnd('withdrawn'),
      endedTwice: twice.length,
      neverEnded: never.length,
      medianMsToClaim: median(this.#msToClaim()),
      complaints: [
        ...twice.map((request) => `${inWords(request)}, ended as ${endsOf(request).join(' and ')}`),
        ...never.map((request) => `${inWords(request)}, never ended`),
      ],
    }
  }

  /** Whoever picked a missed chat up has it, and is told so where they tap *Claim* on a ring of before: no end of the request. */
  #endsOf({ chat, ends }: SeenRequest): readonly string[] {
    const isPickUp = (end: string) => this.#pickedUp.has(`${chat} ${end.replace('claimed by ', '')}`)
    return ends.size === 1 ? [...ends] : [...ends].filter((end) => !isPickUp(end))
  }

  /** From the question to the first claim that was accepted, chats whose first request was claimed. */
  #msToClaim(): number[] {
    return [...this.#askedAt].flatMap(([chat, askedAt]) => {
      const [claim] = this.#request(chat, 1).claims
      return claim ? [claim.at - askedAt] : []
    })
  }

  #requestOf(offer: OfferId): SeenRequest {
    const { chat, number } = read(offer)
    return this.#request(chat, number)
  }

  #request(chat: ChatId, number: number): SeenRequest {
    const name = `request ${number} of chat ${chat}`
    this.#latest.set(chat, Math.max(number, this.#latest.get(chat) ?? 1))
    const known = this.#requests.get(name)
    if (known) return known
    const fresh: SeenRequest = { chat, name, ends: new Set(), claims: [], shown: new Map() }
    this.#requests.set(name, fresh)
    return fresh
  }
}

function inWords({ name, claims, shown }: SeenRequest): string {
  return `${name}: ${claims.length} claims accepted, shown as ${JSON.stringify([...shown])}`
}

function read(offer: OfferId): { chat: ChatId; number: number } {
  const found = readOfferId(offer)
  if (!found) throw new Error(`${offer} is not an offer’s identifier.`)
  return { chat: found.chat, number: found.request }
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  return middle === undefined ? null : Math.round(middle)
}
