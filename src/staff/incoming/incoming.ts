/** Keeps what is on stage, and carries out the two answers to an offer. One for the whole shift. */
import { createContext, createEffect, createMemo, createSignal, untrack, useContext } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { ChatId, OfferId } from '../../identifiers.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { kindOf } from '../../replica/http.ts'
import type { Answer } from '../../replica/outbox.ts'
import type { StaffModel } from '../model.ts'
import { type Deed, type Stage, stageOf } from './stage.ts'

export interface Incoming {
  readonly stage: () => Stage
  /** CL1, CL5. Also for offers that are silent and waiting. */
  claim(offer: OfferRow): void
  /** DE1. */
  decline(offer: OfferRow, goesUnavailable: boolean): void
  /** *Done*: off the stage. */
  close(offer: OfferRow): void
  /** What went wrong with the last decline, until another offer rings. */
  readonly declineFailure: () => Exclude<Answer, { is: 'accepted' }> | null
}

/** `onClaimed` takes the winner to the conversation (CL5). */
export function createIncoming(model: StaffModel, onClaimed: (chat: ChatId) => void): Incoming {
  const [deeds, setDeeds] = createStore<Record<OfferId, Deed | undefined>>({})
  const [last, setLast] = createSignal<OfferId | null>(null)
  const [failure, setFailure] = createSignal<{ offer: OfferId; answer: Exclude<Answer, { is: 'accepted' }> } | null>(null)
  const stage = createMemo(() => stageOf(Object.values(model.rows.offers), deeds, last()))

  createEffect(() => {
    const now = stage()
    if (now.is !== 'ringing') return
    const { id } = now.offer
    setLast(id)
    // It rings anew: that it was closed before, when it lay silent, is over.
    if (untrack(() => deeds[id])?.is === 'closed') setDeeds(id, undefined)
    if (untrack(failure)?.offer !== id) setFailure(null)
  })

  return {
    stage,
    declineFailure: () => failure()?.answer ?? null,
    claim(offer) {
      const { id, chat } = offer
      setDeeds(id, { is: 'claiming' })
      setLast(id)
      void model.claim(chat).then((answer) => {
        if (answer.is === 'accepted') {
          setDeeds(id, { is: 'closed', ringing: true })
          onClaimed(chat)
        } else {
          setDeeds(id, { is: 'refused', answer })
        }
      })
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
