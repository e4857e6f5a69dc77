/**
 * Which shoppers are here: counts the open streams of every chat, and tells the store when the first opens and the last closes
 * (OF1, EN1). What the store is told may lag behind a reload that closes one stream and opens another, but ends up right.
 *
 * A phone that dies closes nothing. So a client may echo what it hears on its stream; one that has done so and then falls
 * silent counts as gone. Of one that never echoes, only the end of its connection tells.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { ChatId, ShopperId, StoreId } from '../../src/identifiers.ts'
import { streamHeartbeatMs } from '../../src/protocol/shopper.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'

/** A shopper's tabs and half-dead connections; one more, and the oldest is closed. */
const mostOfShopper = 8
const retryAfterMs = 1_000
/** A client echoes when it hears something, so one echo may be late or lost before its silence means anything. */
const leastSilenceMs = 2 * streamHeartbeatMs

interface ShopperStream {
  /** Aborted when the stream has to end. */
  readonly signal: AbortSignal
  /** To be called once, when it has ended. */
  close(): void
}

export interface ShopperStreams {
  open(of: { readonly shopper: ShopperId; readonly store: StoreId; readonly chat: ChatId }): ShopperStream
  /** The shopper's client echoed. `false` where the chat has no open stream of theirs. */
  hear(chat: ChatId, shopper: ShopperId): boolean
  count(): number
  /** Ends all streams and tells nobody: that the server stops does not mean that the shoppers left. */
  stop(): void
}

interface OpenStream {
  readonly openedAt: number
  readonly controller: AbortController
  readonly close: () => void
}

interface Telling {
  readonly store: StoreId
  readonly shopper: ShopperId
  readonly open: Set<OpenStream>
  /** The last echo; `null` before the first. */
  heardAt: number | null
  stopWatch: () => void
  told: boolean | null
  isUnderWay: boolean
}

export function createShopperStreams(parts: {
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly log: FastifyBaseLogger
}): ShopperStreams {
  const { coordinator, clock, log } = parts
  const byShopper = new Map<ShopperId, Set<OpenStream>>()
  const byChat = new Map<ChatId, Telling>()
  const retries = new Set<() => void>()
  let open = 0
  let isStopped = false

  function tell(chat: ChatId, telling: Telling): void {
    if (isStopped || telling.isUnderWay) return
    const isOpen = telling.open.size > 0
    if (telling.told === isOpen) {
      if (!isOpen) forget(chat, telling)
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

  function forget(chat: ChatId, telling: Telling): void {
    telling.stopWatch()
    byChat.delete(chat)
  }

  /** Looks again when the silence would be long enough, rather than at every echo. */
  function watch(telling: Telling, at: number): void {
    telling.stopWatch = clock.at(at, () => {
      coordinator.state(telling.store).then(
        ({ policy }) => endSilent(telling, Math.max(policy.shopperLeftAfterMs, leastSilenceMs)),
        () => watch(telling, clock.now() + retryAfterMs),
      )
    })
  }

  function endSilent(telling: Telling, silenceMs: number): void {
    const { heardAt } = telling
    if (heardAt === null || isStopped) return
    if (clock.now() < heardAt + silenceMs) {
      watch(telling, heardAt + silenceMs)
      return
    }
    // A stream that opened since then has not had the time to be echoed.
    telling.heardAt = null
    for (const stream of telling.open) if (stream.openedAt <= heardAt) stream.close()
  }

  return {
    open({ shopper, store, chat }) {
      const controller = new AbortController()
      const streams = byShopper.get(shopper) ?? new Set()
      byShopper.set(shopper, streams)
      const [oldest] = streams
      if (streams.size >= mostOfShopper) oldest?.controller.abort()
      const telling = byChat.get(chat) ?? {
        store,
        shopper,
        open: new Set(),
        heardAt: null,
        stopWatch: () => {},
        told: null,
        isUnderWay: false,
      }
      byChat.set(chat, telling)
      const stream: OpenStream = {
        openedAt: clock.now(),
        controller,
        close() {
          if (!streams.delete(stream)) return
          if (streams.size === 0 && byShopper.get(shopper) === streams) byShopper.delete(shopper)
          controller.abort()
          telling.open.delete(stream)
          open -= 1
          tell(chat, telling)
        },
      }
      streams.add(stream)
      telling.open.add(stream)
      open += 1
      tell(chat, telling)
      return { signal: controller.signal, close: stream.close }
    },

    hear(chat, shopper) {
      const telling = byChat.get(chat)
      if (!telling || telling.shopper !== shopper || telling.open.size === 0) return false
      const isFirst = telling.heardAt === null
      telling.heardAt = clock.now()
      if (isFirst) watch(telling, telling.heardAt + leastSilenceMs)
      return true
    },

    count: () => open,

    stop() {
      isStopped = true
      for (const cancel of retries) cancel()
      for (const telling of byChat.values()) telling.stopWatch()
      for (const streams of byShopper.values()) for (const { controller } of streams) controller.abort()
    },
  }
}
