/** Keeps what is on stage, and carries out the two answers to an offer. One for the whole shift. */
import { createContext, createEffect, createMemo, createSignal, untrack, useContext } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { ChatId, OfferId } from '../../identifiers.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { kindOf } from '../../replica/http.ts'
import type { Answer } from '../../replica/outbox.ts'
import { createNow } from '../../ui/now.ts'
import type { StaffModel } from '../model.ts'
import { type Deed, isSameStage, type Stage, stageOf } from './stage.ts'

export interface Incoming {
  readonly stage: () => Stage
  /** CL1, CL5. Also for offers that are silent and waiting. */
  claim(offer: OfferRow): void
  /** MI1. `isWaitedFor` is asked when the answer is here. */
  pickUp(chat: ChatId, isWaitedFor: () => boolean): Promise<Answer>
  /** DE1. */
  decline(offer: OfferRow, goesUnavailable: boolean): void
  /** *Done*: off the stage. */
  close(offer: OfferRow): void
  /** What went wrong with the last decline, until another offer rings. */
  readonly declineFailure: () => Exclude<Answer, { is: 'accepted' }> | null
}

export interface IncomingParts {
  readonly model: StaffModel
  /** CL5: takes the winner, who waits for it, to the conversation. */
  readonly onClaimed: (chat: ChatId) => void
  /** The chat became the reader's when they no longer waited for it: a word, and no jump. */
  readonly onLateClaimed: (chat: ChatId) => void
}

const lookAgainMs = 500
/** After the answer to a claim of before the page was loaded, its row is at most this far behind. */
const rowTakesMs = 2_000

export function createIncoming({ model, onClaimed, onLateClaimed }: IncomingParts): Incoming {
  const [deeds, setDeeds] = createStore<Record<OfferId, Deed | undefined>>({})
  const [last, setLast] = createSignal<OfferId | null>(null)
  const [failure, setFailure] = createSignal<{ offer: OfferId; answer: Exclude<Answer, { is: 'accepted' }> } | null>(null)
  const now = createNow(() => model.serverNow(), lookAgainMs)
  const offers = () => Object.values(model.rows.offers)
  const stage = createMemo(
    () => stageOf(offers(), deeds, last(), { now: now(), isLive: model.connection().is === 'live', claims: model.claims() }),
    undefined,
    { equals: (before, after) => before !== undefined && isSameStage(before, after) },
  )

  createEffect(() => {
    const shown = stage()
    if (shown.is === 'trying') setLast(shown.offer.id)
    if (shown.is !== 'ringing') return
    const { id } = shown.offer
    setLast(id)
    // It rings anew: that it was closed before, when it lay silent, is over.
    if (untrack(() => deeds[id])?.is === 'closed') setDeeds(id, undefined)
    if (untrack(failure)?.offer !== id) setFailure(null)
  })

  const arrive = (chat: ChatId, isWaitedFor: boolean) => (isWaitedFor ? onClaimed(chat) : onLateClaimed(chat))
  const won = new Set<OfferId>()
  const win = (id: OfferId, chat: ChatId) => {
    if (won.has(id)) return
    won.add(id)
    // Done, while it was tried for: they have gone on to something else.
    const isWaitedFor = deeds[id]?.is === 'claiming'
    setDeeds(id, { is: 'closed', ringing: true })
    arrive(chat, isWaitedFor)
  }
  // The answer may be lost on its way when the row has long been here.
  createEffect(() => {
    const id = last()
    const offer = id !== null && deeds[id]?.is === 'claiming' ? model.rows.offers[`offer/${id}`] : undefined
    if (offer?.state === 'claimed' && model.rows.chats[`chat/${offer.chat}`]) untrack(() => win(offer.id, offer.chat))
  })

  const earlier = createEarlierClaims(model, {
    onAnswered(chat) {
      for (const { id } of offers().filter((offer) => offer.chat === chat)) {
        if (deeds[id]?.is !== 'closed') setDeeds(id, { is: 'settling', until: model.serverNow() + rowTakesMs })
      }
    },
    onYours(chat) {
      const its = offers().filter((offer) => offer.chat === chat)
      const isWaitedFor = its.some(({ id }) => id === last() && deeds[id]?.is === 'settling')
      for (const { id } of its) setDeeds(id, { is: 'closed', ringing: true })
      arrive(chat, isWaitedFor)
    },
  })

  return {
    stage,
    declineFailure: () => failure()?.answer ?? null,
    claim(offer) {
      const { id, chat } = offer
      earlier.isGivenHere(chat)
      won.delete(id)
      setDeeds(id, { is: 'claiming' })
      setLast(id)
      void model.claim(chat).then((answer) => {
        if (answer.is === 'accepted') win(id, chat)
        else if (deeds[id]?.is === 'claiming') setDeeds(id, { is: 'refused', answer })
      })
    },
    async pickUp(chat, isWaitedFor) {
      earlier.isGivenHere(chat)
      const answer = await model.pickUp(chat)
      if (answer.is === 'accepted') arrive(chat, isWaitedFor())
      return answer
    },
    decline(offer, goesUnavailable) {
      const { id } = offer
      setDeeds(id, { is: 'closed', ringing: true })
      void model.decline(id, goesUnavailable).then((answer) => {
        if (answer.is === 'accepted' || isOver(answer)) return
        setFailure({ offer: id, answer })
        setDeeds(id, undefined)
      })
    },
    close: (offer) => setDeeds(offer.id, { is: 'closed', ringing: offer.state === 'ringing' }),
  }
}

interface EarlierClaims {
  /** Its answer comes to whoever gave it. */
  isGivenHere(chat: ChatId): void
}

/** Claims and pick-ups of before the page was loaded: their answers come to nobody here, and show in the rows alone. */
function createEarlierClaims(
  model: StaffModel,
  told: { onAnswered(chat: ChatId): void; onYours(chat: ChatId): void },
): EarlierClaims {
  const here = new Set<ChatId>()
  const earlier = new Set<ChatId>()
  const [answered, setAnswered] = createSignal<readonly ChatId[]>([])
  const forget = (chat: ChatId) => setAnswered((before) => before.filter((one) => one !== chat))
  createEffect(() => {
    const open = new Set(model.claims().map(({ chat }) => chat))
    for (const chat of open) if (!here.has(chat)) earlier.add(chat)
    for (const chat of earlier) {
      if (open.has(chat)) continue
      earlier.delete(chat)
      untrack(() => told.onAnswered(chat))
      setAnswered((before) => [...before, chat])
    }
  })
  createEffect(() => {
    for (const chat of answered()) {
      const row = model.rows.chats[`chat/${chat}`]
      if (!row || row.ended || row.takenOver) continue
      forget(chat)
      untrack(() => told.onYours(chat))
    }
  })
  return {
    isGivenHere(chat) {
      here.add(chat)
      forget(chat)
    },
  }
}

/** A decline that comes too late has nothing left to decline. */
function isOver(answer: Exclude<Answer, { is: 'accepted' }>): boolean {
  if (answer.is !== 'problem') return false
  const kind = kindOf(answer.problem)
  return kind === 'request-ended' || kind === 'already-claimed' || kind === 'already-declined' || kind === 'chat-ended'
}

export const IncomingContext = createContext<Incoming>()

export function useIncoming(): Incoming {
  const incoming = useContext(IncomingContext)
  if (!incoming) throw new Error('A screen that can claim was shown outside a shift.')
  return incoming
}
