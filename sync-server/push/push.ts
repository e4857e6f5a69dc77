/** Puts web push together: this server's keys, the sender with its queue, and the bell that listens to what is decided. */
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import webPush from 'web-push'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { RunningCoordinator } from '../coordinator/coordinator.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { createPocketBell, type PocketBell } from './pocket-bell.ts'
import { createPostTo, type PostParts } from './post.ts'
import { createPushSender } from './push-sender.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface PushParts {
  readonly storage: ChatStorage
  readonly coordinator: RunningCoordinator
  readonly subscriptions: Subscriptions
  readonly clock: Clock
  readonly config: Pick<Config, 'pushContact' | 'pushHosts'>
  readonly log: Logger
  readonly metrics: Registry
  readonly newIdentifier: () => string
  /** From 0 up to 1. */
  readonly chance: () => number
  /** How push services are reached, where that is not the machine's own way. */
  readonly network?: Pick<PostParts, 'ca' | 'resolve'>
}

export interface Push {
  /** What browsers subscribe with (RFC 8292), base64url. */
  readonly publicKey: string
  readonly bell: PocketBell
  /** Gives up whatever has not been sent. */
  stop(): void
}

/** Makes this server's keys at its first start. Rejects with `StorageFailure`. */
export async function createPush(parts: PushParts): Promise<Push> {
  const { storage, coordinator, subscriptions, clock, config, log, metrics, newIdentifier, chance } = parts
  const keys = await storage.push.keepKeys(webPush.generateVAPIDKeys())
  const postTo = createPostTo({ hosts: config.pushHosts, clock, ...parts.network })
  const sender = createPushSender({ keys, contact: config.pushContact, postTo, clock, chance, log, metrics })
  const bell = createPocketBell({ storage, coordinator, subscriptions, sender, clock, log, newIdentifier })
  const stopListening = coordinator.subscribeToAll(bell.take)
  return {
    publicKey: keys.publicKey,
    bell,
    stop() {
      stopListening()
      sender.stop()
    },
  }
}
