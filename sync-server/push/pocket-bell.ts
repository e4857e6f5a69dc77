/**
 * Rings the pockets: after each decision, every push subscription of the members it concerns. Also of devices that have a live
 * page, because a page that still echoes may be hidden behind another app or a locked screen; the worker knows whether anybody
 * looks at it, the server does not. Repeated and late pushes are harmless: a device shows one notification a chat.
 */
import type { Logger } from 'pino'
import type { StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Change, Coordinator } from '../coordinator/submission.ts'
import type { BoundSubscription } from '../storage/push-subscriptions.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { type PushContent, type PushFor, pushesAfter, ringsUnderWay } from './push-messages.ts'
import { pushNameOf } from './push-names.ts'
import type { PushResult, PushSender } from './push-sender.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface PocketBellParts {
  readonly storage: Pick<ChatStorage, 'directory'>
  readonly coordinator: Coordinator
  readonly subscriptions: Subscriptions
  readonly sender: PushSender
  readonly clock: Clock
  readonly log: Logger
  readonly newIdentifier: () => string
}

export interface PocketBell {
  /** To be told of every commit. */
  take(change: Change): void
  /** Rings again for what the last server may not have sent. Resolves once all of it is on its way. */
  ringAgain(): Promise<void>
  /** Sends one message to one subscription. */
  push(to: BoundSubscription, what: Pick<PushFor, 'about' | 'until'> & { readonly content: PushContent }): Promise<PushResult>
}

/** RE1: how long a push may take to be received; a store's policy says it for rings. */
const receivedWithinMs = 5_000

export function createPocketBell(parts: PocketBellParts): PocketBell {
  const { storage, coordinator, subscriptions, sender, clock, log, newIdentifier } = parts
  /** What is being told of each store, so that nothing overtakes what was decided before it. */
  const telling = new Map<StoreId, Promise<void>>()

  function inTurn(store: StoreId, tell: () => Promise<void>): Promise<void> {
    const turn = (telling.get(store) ?? Promise.resolve())
      .then(tell)
      .catch((failure: unknown) => log.error({ err: failure, store }, 'the pockets of a store could not be rung'))
      .finally(() => {
        if (telling.get(store) === turn) telling.delete(store)
      })
    telling.set(store, turn)
    return turn
  }

  async function tell(store: StoreId, pushes: readonly PushFor[], withinMs: number): Promise<void> {
    for (const one of pushes) {
      const bound = subscriptions.ofMember(store, one.member)
      const meant = bound.filter(({ boundAt }) => one.rungAt === null || boundAt <= one.rungAt)
      if (meant.length === 0) continue
      const content = await contentOf(one)
      for (const subscription of meant) {
        send(subscription, { ...one, content }, withinMs).catch((failure: unknown) =>
          log.error({ err: failure, shift: subscription.shift }, 'a push could not be sent'),
        )
      }
    }
  }

  async function contentOf({ content }: PushFor): Promise<PushContent> {
    if (content.is !== 'taken') return content
    const by = (await storage.directory.member(content.by))?.name ?? 'A colleague'
    return { is: 'outcome', chat: content.chat, how: 'taken', by }
  }

  async function send(
    to: BoundSubscription,
    { content, about, until }: Pick<PushFor, 'about' | 'until'> & { readonly content: PushContent },
    withinMs: number,
  ): Promise<PushResult> {
    const push = pushNameOf(content, newIdentifier)
    if (until > clock.now()) subscriptions.awaited(to.endpoint, withinMs)
    const message = { version: 1, push, shift: to.shift, ...content } as const
    const result = await sender.send({ to, message, about, until })
    if (result === 'gone') subscriptions.gone(to.endpoint)
    return result
  }

  return {
    take({ store, before, after, events }) {
      if (!subscriptions.hasAny(store)) return
      const pushes = pushesAfter(before, after, events)
      if (pushes.length > 0) void inTurn(store, () => tell(store, pushes, after.policy.deliverWithinMs))
    },

    async ringAgain() {
      for (const store of subscriptions.stores()) {
        await inTurn(store, async () => {
          const state = await coordinator.state(store)
          await tell(store, ringsUnderWay(state), state.policy.deliverWithinMs)
        })
      }
    },

    push: (to, what) => send(to, what, receivedWithinMs),
  }
}
