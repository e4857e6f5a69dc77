/**
 * Which shoppers are here: counts the open streams of every chat, and tells the store when the first opens and the last closes
 * (OF1, EN1). What the store is told may lag behind a reload that closes one stream and opens another, but ends up right.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { ChatId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'

/** A shopper's tabs and half-dead connections; one more, and the oldest is closed. */
const mostOfShopper = 8
const retryAfterMs = 1_000

interface ShopperStream {
  /** Aborted when the stream has to end. */
  readonly signal: AbortSignal
  /** To be called once, when it has ended. */
  close(): void
}

export interface ShopperStreams {
  open(of: { readonly shopper: ShopperId; readonly store: StoreId; readonly chat: ChatId }): ShopperStream
  count(): number
  /** Ends all streams and tells nobody: that the server stops does not mean that the shoppers left. */
  stop(): void
}

interface Telling {
  readonly store: StoreId
  open: number
  told: boolean | null
  isUnderWay: boolean
}

export function createShopperStreams(parts: {
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly log: FastifyBaseLogger
}): ShopperStreams {
  const { coordinator, clock, log } = parts
  const byShopper = new Map<ShopperId, Set<AbortController>>()
  const byChat = new Map<ChatId, Telling>()
  const retries = new Set<() => void>()
  let open = 0
  let isStopped = false

  function tell(chat: ChatId, telling: Telling): void {
    if (isStopped || telling.isUnderWay) return
    const isOpen = telling.open > 0
    if (telling.told === isOpen) {
      if (!isOpen) byChat.delete(chat)
      return
    }
    telling.isUnderWay = true
    coordinator.submit({ store: telling.store, command: { type: 'NoteShopperStream', chat, isOpen }, asked: null }).then(
      () => {
        telling.told = isOpen
        telling.isUnderWay = false
        tell(chat, telling)
      },
      (failure: unknown) => {
        log.warn({ err: failure, chat, isOpen }, 'could not note a shopper’s stream; trying again')
        const cancel = clock.at(clock.now() + retryAfterMs, () => {
          retries.delete(cancel)
          telling.isUnderWay = false
          tell(chat, telling)
        })
        retries.add(cancel)
      },
    )
  }

  return {
    open({ shopper, store, chat }) {
      const controller = new AbortController()
      const streams = byShopper.get(shopper) ?? new Set()
      byShopper.set(shopper, streams)
      const [oldest] = streams
      if (streams.size >= mostOfShopper) oldest?.abort()
      streams.add(controller)
      const telling = byChat.get(chat) ?? { store, open: 0, told: null, isUnderWay: false }
      byChat.set(chat, telling)
      telling.open += 1
      open += 1
      tell(chat, telling)
      return {
        signal: controller.signal,
        close() {
          if (!streams.delete(controller)) return
          if (streams.size === 0 && byShopper.get(shopper) === streams) byShopper.delete(shopper)
          controller.abort()
          telling.open -= 1
          open -= 1
          tell(chat, telling)
        },
      }
    },

    count: () => open,

    stop() {
      isStopped = true
      for (const cancel of retries) cancel()
      for (const streams of byShopper.values()) for (const controller of streams) controller.abort()
    },
  }
}
