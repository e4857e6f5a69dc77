/** The chat on show: how it stands, its messages as the server numbers them, and those of the shopper's on their way. */
import { createSignal } from 'solid-js'
import type { ChatId } from '../../identifiers.ts'
import type { EndByShopper, LeaveContact, ShopperChat, ShopperMessage, WriteMessage } from '../../protocol/shopper.ts'
import * as words from '../locales/en/panel.ts'
import { type Answer, newId } from './api.ts'
import { followEvents, type ServerEvent } from './event-stream.ts'
import { type Kept, keep, kept, noChat, type Unsent, unsentText } from './kept.ts'
import { wait } from './patience.ts'
import { postAsShopper, renewSession, token } from './session.ts'

/** The server speaks every ten seconds. */
const silenceMs = 25_000
const streamLock = 'shopbell.stream'

/** A message of the shopper's that the stream has not shown yet. */
export interface Outgoing extends Unsent {
  readonly state: 'sending' | 'waiting' | 'tooMany' | 'sent' | 'failed'
  /** failed: the server's words. */
  readonly why: string
}

/** The chat on show; `null` for none. */
const [chatId, setChatId] = createSignal<ChatId | null>(null)
/** `null` until the stream has said how it stands. */
const [chat, setChat] = createSignal<ShopperChat | null>(null)
const [messages, setMessages] = createSignal<readonly ShopperMessage[]>([])
const [outgoing, setOutgoing] = createSignal<readonly Outgoing[]>([])
const [isConnected, setIsConnected] = createSignal(true)
/** The contact left in this chat from this browser. */
const [contact, setContact] = createSignal<LeaveContact | null>(null)
const [isBusy, setIsBusy] = createSignal(false)
/** What went wrong with leaving a contact or ending, in words; empty where nothing did. */
const [failure, setFailure] = createSignal('')
/** What the shopper should know before asking anew; empty for nothing. */
const [notice, setNotice] = createSignal('')

export { chat, chatId, contact, failure, isBusy, isConnected, messages, notice, outgoing }

let stop = () => {}
/** Ends the stream for a while: the page may be on its way out. */
export const pause = (): void => stop()

/** Starts the stream, or starts it anew. */
export function goOn(): void {
  const id = chatId()
  stop()
  if (!id) return
  stop = followEvents({
    url: `/api/v1/shopper/chats/${id}/events`,
    echoUrl: `/api/v1/shopper/chats/${id}/here`,
    token,
    onEvent: hear,
    onConnection: setIsConnected,
    async onRefused(status) {
      if (status === 401 && (await renewSession()) && kept().chat === id) return true
      lose()
      return false
    },
    silenceMs,
  })
}

let release = () => {}
const hold = () =>
  new Promise<void>((resolve) => {
    release = resolve
  })

/**
 * To be called when the page comes into sight or goes out of it. A browser gives a server few connections, so of all the
 * tabs that nobody looks at, one alone keeps its stream (and with it the shopper's presence); the others wait their turn.
 */
export function shareStreams(): void {
  release()
  if (!document.hidden) {
    goOn()
    return
  }
  const { locks } = navigator
  void locks?.request(streamLock, { ifAvailable: true }, (lock) => {
    if (lock) return hold()
    pause()
    void locks.request(streamLock, () => {
      if (!document.hidden) return
      goOn()
      return hold()
    })
  })
}

function hear({ type, data }: ServerEvent): void {
  const said: unknown = JSON.parse(data)
  if (type === 'chat') {
    const { stands, canReopen } = setChat(said as ShopperChat)
    if (stands === 'ended' && !canReopen) stop()
  } else if (type === 'message') {
    const message = said as ShopperMessage
    const others = messages().filter(({ number }) => number !== message.number)
    setMessages([...others, message].sort((one, other) => one.number - other.number))
    discard(message.id)
  }
}

function show(id: ChatId | null): void {
  pause()
  stop = () => {}
  setChatId(id)
  setChat(null)
  setMessages([])
  setFailure('')
  setIsConnected(true)
  setContact(kept().contact)
  setOutgoing(kept().outbox.map((unsent) => ({ ...unsent, state: 'sending', why: '' })))
  goOn()
  if (document.hidden) shareStreams()
  void deliver()
}

export function follow(chat: ChatId): void {
  keep({ ...noChat, chat })
  setNotice('')
  show(chat)
}

/** Takes up what the storage says: another tab may have begun or left a chat. */
export function takeUp(): void {
  if (kept().chat !== chatId()) show(kept().chat)
}

function leave(fields: Partial<Kept>): void {
  keep({ ...noChat, ...fields })
  show(null)
}

/** Shows no chat any more; one that is not over goes on at the server. */
export const turnAway = (draft: string): void => leave({ draft, left: chatId() })

/** The chat cannot be read any more (it was another token's); what was unsent becomes a draft. */
function lose(): void {
  leave({ draft: unsentText() })
  setNotice(words.gone)
}

export function write(text: string): void {
  const unsent: Unsent = { id: newId(), text }
  keep({ outbox: [...kept().outbox, unsent] })
  setOutgoing([...outgoing(), { ...unsent, state: 'sending', why: '' }])
  void deliver()
}

const mark = (id: string, state: Outgoing['state'], why = '') =>
  setOutgoing(outgoing().map((one) => (one.id === id ? { ...one, state, why } : one)))

/** Whoever stands behind one that waits, waits as well. */
const markWaiting = (state: 'waiting' | 'tooMany') =>
  setOutgoing(outgoing().map((one) => (isDone(one) ? one : { ...one, state })))

const isDone = ({ state }: Outgoing) => state === 'sent' || state === 'failed'

const forgetUnsent = (done: string) => keep({ outbox: kept().outbox.filter(({ id }) => id !== done) })

export function sendAgain(id: string): void {
  mark(id, 'sending')
  void deliver()
}

export function discard(unwanted: string): void {
  forgetUnsent(unwanted)
  setOutgoing(outgoing().filter(({ id }) => id !== unwanted))
}

let isDelivering = false
/** One after the other, so that they arrive in the order in which they were written. */
async function deliver(): Promise<void> {
  if (isDelivering) return
  isDelivering = true
  for (let attempt = 0; ; ) {
    const next = outgoing().find((one) => !isDone(one))
    const to = chatId()
    if (!next || !to) break
    const { id, text } = next
    const body: WriteMessage = { id, text }
    const answer = await postAsShopper(`chats/${to}/messages`, body)
    if (chatId() !== to) continue
    if (answer.is === 'taken') {
      attempt = 0
      mark(id, 'sent')
      forgetUnsent(id)
    } else if (answer.is === 'refused' && answer.kind !== 'too-many-requests') {
      mark(id, 'failed', answer.detail)
    } else {
      markWaiting(answer.is === 'refused' ? 'tooMany' : 'waiting')
      await wait(attempt++, answer.retryAfterMs)
    }
  }
  isDelivering = false
}

/** Posts what the shopper waits for, says what went wrong, and shows at once what the answer already says. */
async function act(path: string, body: object, then: Partial<ShopperChat>): Promise<boolean> {
  setFailure('')
  setIsBusy(true)
  const answer: Answer<unknown> = await postAsShopper(`chats/${chatId()}/${path}`, body)
  setIsBusy(false)
  const isTaken = answer.is === 'taken' || (answer.is === 'refused' && answer.kind === 'chat-ended' && path === 'end')
  const known = chat()
  if (isTaken && known) setChat({ ...known, ...then })
  if (!isTaken) setFailure((answer.is === 'refused' && answer.detail) || words.failed)
  return isTaken
}

export function leaveContact(address: string, text: string): void {
  const earlier = contact()
  const isSame = earlier?.address === address && (earlier.text ?? '') === text
  const body: LeaveContact = earlier && isSame ? earlier : { id: newId(), address, ...(text && { text }) }
  keep({ contact: body })
  setContact(body)
  void act('contact', body, { hasLeftContact: true })
}

/** Resolves to whether it has ended. */
export function endChat(): Promise<boolean> {
  const body: EndByShopper = { id: newId() }
  return act('end', body, { stands: 'ended', endedBy: 'shopper' })
}
