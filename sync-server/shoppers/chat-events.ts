/**
 * The events of one shopper's stream. It follows the newest state and not the changes one by one: whenever something happened,
 * it sends the messages that the reader lacks and then, if that is new to them, how the chat stands. So a slow reader costs
 * nothing, and one that comes back lacks nothing: an event's `id` is the number of the last message sent before or with it.
 */

import { streamHeartbeatMs } from '../../src/protocol/shopper.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { StreamItem } from '../http/event-stream.ts'
import type { Conversation } from '../storage/conversations.ts'
import type { ShopperView } from './shopper-view.ts'

/** Twice as often as is promised: an echo that is put off or lost is then followed by another soon enough. */
const commentEveryMs = streamHeartbeatMs / 2
/** What a client waits before it comes back after a stream that ended. */
const retryMs = 2_000

export interface ChatEventParts {
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly view: ShopperView
}

/** `after`: the number of the last message that the reader has. Ends when the signal is aborted. */
export async function* chatEvents(
  { coordinator, clock, view }: ChatEventParts,
  conversation: Conversation,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StreamItem> {
  const { store, chat } = conversation
  const bell = new Bell(clock, signal)
  let isErased = false
  const unsubscribe = coordinator.subscribe(store, (change) => {
    const isAboutIt = change.before.chats[chat] !== change.after.chats[chat]
    isErased ||= change.events.some((event) => event.type === 'ChatErased' && event.chat === chat)
    const isAboutStore = change.before.policy !== change.after.policy || change.before.opening !== change.after.opening
    if (isAboutIt || isAboutStore) bell.ring()
  })
  try {
    let sent = Math.min(after, (await coordinator.state(store)).chats[chat]?.messages ?? after)
    let told: string | null = null
    yield { is: 'retry', ms: retryMs }
    while (!signal.aborted) {
      const state = await coordinator.state(store)
      const standing = await view.ofChatIn(state, conversation)
      const isFirst = told === null
      for (let hasMore = isFirst || (state.chats[chat]?.messages ?? 0) > sent; hasMore && !signal.aborted; ) {
        const page = await view.messages(conversation, sent)
        for (const message of page.messages) {
          sent = message.number
          yield { is: 'event', event: 'message', id: String(sent), data: message }
        }
        hasMore = page.hasMore
      }
      const now = JSON.stringify(standing)
      if (now !== told) yield { is: 'event', event: 'chat', id: String(sent), data: standing }
      told = now
      // Nothing more will come, and whoever comes back is nobody's shopper any more (EN2).
      if (isErased) return
      const woken = await bell.wait(commentEveryMs)
      if (woken === 'timeout') yield { is: 'comment', text: 'still here' }
    }
  } finally {
    unsubscribe()
    bell.stop()
  }
}

/** Wakes one waiter when it is rung, also if it was rung while nobody waited. */
class Bell {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  #isRung = false
  #wake: (() => void) | null = null

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
    signal.addEventListener('abort', this.ring)
  }

  readonly ring = (): void => {
    this.#isRung = true
    this.#wake?.()
  }

  async wait(mostMs: number): Promise<'rung' | 'timeout'> {
    if (!this.#isRung && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.at(this.#clock.now() + mostMs, resolve)
        this.#wake = () => {
          cancel()
          resolve()
        }
      })
      this.#wake = null
    }
    const woken = this.#isRung ? 'rung' : 'timeout'
    this.#isRung = false
    return woken
  }

  stop(): void {
    this.#signal.removeEventListener('abort', this.ring)
  }
}
