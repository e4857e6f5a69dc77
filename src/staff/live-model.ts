/** The model of a real shift: the replica's parts, put together for the screens. */
import { createEffect, createRoot, createSignal } from 'solid-js'
import { createStore, produce, reconcile } from 'solid-js/store'
import { Doc } from 'yjs'
import type { ChatId, CommandId, DeviceId, MemberId, OfferId } from '../identifiers.ts'
import { closeCodes, type MemberPresence, wishMap } from '../protocol/socket.ts'
import type { Session } from '../protocol/staff.ts'
import { hear, noEstimate, offset } from '../replica/clock.ts'
import { type ConnectionState, connect } from '../replica/connection.ts'
import type { Database } from '../replica/database.ts'
import { Feed } from '../replica/feed.ts'
import { kindOf, type ServerHttp } from '../replica/http.ts'
import { type Answer, Outbox, type Pending, type SendOptions, type Wanted } from '../replica/outbox.ts'
import { createAwareness, keepWish, report, teamIn, wishIn, writeWish } from '../replica/presence.ts'
import { createRows } from '../replica/rows.ts'
import { isAvailable, merge, noWish, type Wish } from '../replica/wish.ts'
import type { Outgoing, StaffModel } from './model.ts'

export interface LiveParts {
  readonly session: Session
  readonly device: DeviceId
  readonly origin: string
  readonly http: ServerHttp
  readonly database: Database
  readonly newId: () => CommandId
  /** The shift is over: signed out here, or found to be over. */
  readonly onOver: (isUnasked: boolean) => void
  /** The server closed the connection for good, for another reason than the shift. */
  readonly onRefused: (code: number) => void
}

export interface LiveModel extends StaffModel {
  /** Closes the connection; nothing more leaves under this shift. */
  close(): void
}

/** CL6: so long a claim asks for the chat. */
const claimPatienceMs = 30_000
/** A person at the sign-out dialog waits no longer than this to be told that there is no connection. */
const signOutPatienceMs = 4_000

export function createLiveModel(parts: LiveParts): LiveModel {
  return createRoot((dispose) => {
    const { session, device, http, database } = parts
    const me = session.member.id
    const doc = new Doc()
    const awareness = createAwareness(doc)
    const { rows, sink, together } = createRows()
    const feed = new Feed(sink)
    const [isLoaded, setIsLoaded] = createSignal(false)
    const [connection, setConnection] = createSignal<ConnectionState>({ is: 'connecting' })
    const [documentWish, setDocumentWish] = createSignal<Wish>(noWish)
    const [team, setTeam] = createStore<Record<MemberId, MemberPresence>>({})
    const [outgoing, setOutgoing] = createStore<Record<ChatId, Outgoing[]>>({})
    const [pending, setPending] = createSignal<readonly Pending[]>([])
    const [seen, setSeen] = createStore<Record<ChatId, number>>({})
    const [displayed, setDisplayed] = createSignal<readonly OfferId[]>([])

    let estimate = noEstimate
    const pageTime = () => performance.timeOrigin + performance.now()
    const serverNow = () => pageTime() + (offset(estimate) ?? 0)
    const knownWish = (): Wish => merge(documentWish(), rows.me?.wish ?? noWish)
    const wish = (isToBeAvailable: boolean): Wish => writeWish(doc, device, isToBeAvailable, serverNow(), knownWish())

    doc.getMap(wishMap).observe(() => setDocumentWish(wishIn(doc)))
    keepWish(doc, device, serverNow)
    awareness.on('change', () => setTeam(reconcile(Object.fromEntries(teamIn(awareness).map((one) => [one.member, one])))))
    createEffect(() => {
      const delivered = Object.values(rows.offers)
        .filter(({ state }) => state === 'ringing' || state === 'waiting')
        .map(({ id }) => id)
      report(awareness, { delivered: delivered.sort(), displayed: displayed() })
    })

    const outbox = new Outbox({
      shift: session.shift,
      newId: parts.newId,
      post: http.command,
      wait,
      now: pageTime,
      onChange: setPending,
    })
    const send = async (wanted: Wanted, options?: SendOptions): Promise<Answer> => {
      const answer = await outbox.send(wanted, options).answer
      if (answer.is === 'problem' && isOfShift(answer.problem)) parts.onOver(true)
      return answer
    }

    const disconnect = connect({
      origin: parts.origin,
      member: me,
      doc,
      awareness,
      pageTime,
      position: () => {
        feed.reopen()
        return feed.position
      },
      onBatch(batch) {
        const received = together(() => feed.receive(batch))
        if (received === 'applied') setIsLoaded(true)
        return received === 'gap'
      },
      onClock: (message, arrivedAt) => {
        estimate = hear(estimate, message, arrivedAt)
      },
      onState(state) {
        setConnection(state)
        if (state.is === 'live') outbox.retryNow()
        if (state.is === 'refused' && state.code === closeCodes.notSignedIn) parts.onOver(true)
        else if (state.is === 'refused') parts.onRefused(state.code)
      },
    })

    // The outbox dies with the page for now: the browser asks before somebody's words are lost with it.
    const askBeforeLeaving = (event: BeforeUnloadEvent) => {
      if (pending().some(({ command }) => command.kind === 'sendMessage')) event.preventDefault()
    }
    addEventListener('beforeunload', askBeforeLeaving)

    const close = () => {
      removeEventListener('beforeunload', askBeforeLeaving)
      outbox.close()
      disconnect()
      doc.destroy()
      dispose()
    }

    const change = (chat: ChatId, id: CommandId, state: Outgoing['state']) =>
      setOutgoing(chat, (all = []) => all.map((one) => (one.id === id ? { ...one, state } : one)))
    const deliver = async (chat: ChatId, fence: number, text: string, id: CommandId) => {
      const answer = await send({ kind: 'sendMessage', chat, fence, text }, { id })
      change(chat, id, answer.is === 'accepted' ? { is: 'sent' } : { is: 'failed', answer })
    }
    // Once the conversation holds a message, its copy here is done with.
    createEffect(() => {
      for (const [chat, messages] of Object.entries(outgoing)) {
        const arrived = new Set(Object.values(rows.messages[chat] ?? {}).map(({ id }) => id))
        if (messages.some(({ id }) => arrived.has(id))) {
          setOutgoing(chat as ChatId, (all) => all.filter(({ id }) => !arrived.has(id)))
        }
      }
    })
    const waits = (id: CommandId) => pending().some(({ command, attempts }) => command.id === id && attempts > 0)

    return {
      session,
      rows,
      isLoaded,
      connection,
      presenceOf: (member) => team[member] ?? null,
      isAvailable: () => isAvailable(knownWish()),
      unsent: () => pending().filter(({ attempts }) => attempts > 0).length,
      serverNow,
      setAvailable: (isToBeAvailable) => void wish(isToBeAvailable),
      claim: (chat) => send({ kind: 'claimChat', chat }, { patienceMs: claimPatienceMs }),
      decline(offer, goesUnavailable) {
        // One command carries the wish (DE1). The document follows in the same turn, so that the screen shows it at once.
        return send({ kind: 'declineOffer', offer, ...(goesUnavailable && { wish: wish(false) }) })
      },
      pickUp: (chat) => send({ kind: 'pickUpMissedChat', chat }, { patienceMs: claimPatienceMs }),
      settle: (chat) => send({ kind: 'settleMissedChat', chat }, { patienceMs: claimPatienceMs }),
      endChat: (chat, fence) => send({ kind: 'endChat', chat, fence }, { patienceMs: claimPatienceMs }),

      outgoing: (chat) =>
        (outgoing[chat] ?? []).map((one) =>
          one.state.is === 'sending' && waits(one.id) ? { ...one, state: { is: 'waiting' } } : one,
        ),
      say(chat, fence, text) {
        const id = parts.newId()
        setOutgoing(chat, (all = []) => [...all, { id, text, at: serverNow(), state: { is: 'sending' } }])
        void deliver(chat, fence, text, id)
      },
      sayAgain(chat, fence, message) {
        const failed = outgoing[chat]?.find(({ id }) => id === message)
        if (failed?.state.is !== 'failed') return
        // What was refused is said anew; what may have arrived keeps its identifier, so that it cannot arrive twice (CL2).
        const id = failed.state.answer.is === 'problem' ? parts.newId() : failed.id
        setOutgoing(chat, (all) =>
          all.map((one) => (one.id === message ? { ...one, id, state: { is: 'sending' as const } } : one)),
        )
        void deliver(chat, fence, failed.text, id)
      },
      unsay: (chat, message) => setOutgoing(chat, (all = []) => all.filter(({ id }) => id !== message)),
      draft: (chat) => database.draft(me, chat),
      keepDraft: (chat, text) => void database.keepDraft(me, chat, text),
      history: (chat) => http.history(chat),

      seen: (chat) => seen[chat] ?? 0,
      markSeen: (chat, messages) =>
        setSeen(
          produce((all) => {
            all[chat] = Math.max(all[chat] ?? 0, messages)
          }),
        ),
      setDisplayed,

      async signOut(goesUnavailable) {
        if (goesUnavailable) {
          const answer = await send({ kind: 'setWish', wish: wish(false) }, { patienceMs: signOutPatienceMs })
          if (answer.is === 'gaveUp') return false
        }
        const reply = await http.signOut()
        if (reply.is === 'unreachable') return false
        await database.forgetMember(me)
        parts.onOver(false)
        return true
      },
      close,
    }
  })
}

/** The refusals that say that this shift is no more. */
function isOfShift(problem: { readonly type: string }): boolean {
  const kind = kindOf(problem)
  return kind === 'not-signed-in' || kind === 'wrong-shift'
}

function wait(ms: number, wake: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
