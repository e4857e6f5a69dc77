/**
 * Which shoppers are here: counts the open streams of every chat, and tells the store when the first opens and the last closes
 * (OF1, EN1). What the store is told may lag behind a reload that closes one stream and opens another, but ends up right.
 *
 * A phone that dies closes nothing. So a client may echo what it hears on its stream; one that has done so and then falls
 * silent counts as gone, since it was last heard. Of one that never echoes, only the end of its connection tells.
 */
import type { FastifyBaseLogger } from 'fastify'
import type { ChatId, ShopperId, StoreId } from '../../src/identifiers.ts'
import { shopperSilenceMs } from '../../src/protocol/shopper.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'

/** A shopper's tabs and half-dead connections; one more, and the oldest is closed. */
const mostOfShopper = 8
const retryAfterMs = 1_000
/** Whoever is there after all sees their stream end, and has so long to open another, as far as the policy has it. */
const comeBackMs = 5_000
/** A timer that is as late was held up with everything else: nobody could have been heard. */
const heldUpMs = 1_000

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
  /** The last echo; `null` before the first. While there is one, somebody watches for silence. */
  heardAt: number | null
  /** When whoever is gone by their silence was last heard; `null` where the stream's end told. */
  silentSince: number | null
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
    const silence = isOpen || telling.silentSince === null ? {} : { lastHeardAt: telling.silentSince }
    const command = { type: 'NoteShopperStream', chat, isOpen, ...silence } as const
    coordinator.submit({ store: telling.store, command, asked: null }).then(
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
      if (clock.now() >= at + heldUpMs) return watch(telling, clock.now() + shopperSilenceMs)
      coordinator.state(telling.store).then(
        ({ policy }) => endSilent(telling, policy.shopperLeftAfterMs),
        () => watch(telling, clock.now() + retryAfterMs),
      )
    })
  }

  function endSilent(telling: Telling, leftAfterMs: number): void {
    const { heardAt } = telling
    if (heardAt === null || isStopped) return
    const now = clock.now()
    // A stream that opened since the last echo has not had the time to be echoed.
    const heardLast = (stream: OpenStream) => Math.max(heardAt, stream.openedAt)
    const silent = [...telling.open].filter((stream) => heardLast(stream) + shopperSilenceMs <= now)
    const others = [...telling.open].filter((stream) => !silent.includes(stream))
    if (others.length > 0) watch(telling, Math.min(...others.map(heardLast)) + shopperSilenceMs)
    else {
      telling.heardAt = null
      if (silent.length > 0) telling.silentSince = Math.max(...silent.map(heardLast), now + comeBackMs - leftAfterMs)
    }
    for (const stream of silent) stream.close()
  }

  return {
    open({ shopper, store, chat }) {
      const controller = new AbortController()
      const streams = byShopper.get(shopper) ?? new Set()
      byShopper.set(shopper, streams)
      const [oldest] = streams
      if (streams.size >= mostOfShopper) oldest?.close()
      const telling = byChat.get(chat) ?? {
        store,
        shopper,
        open: new Set(),
        heardAt: null,
        silentSince: null,
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
      telling.silentSince = null
      open += 1
      tell(chat, telling)
      return { signal: controller.signal, close: stream.close }
    },

    hear(chat, shopper) {
      const telling = byChat.get(chat)
      if (!telling || telling.shopper !== shopper || telling.open.size === 0) return false
      const isFirst = telling.heardAt === null
      telling.heardAt = clock.now()
      if (isFirst) watch(telling, telling.heardAt + shopperSilenceMs)
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
