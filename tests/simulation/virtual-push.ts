/**
 * A push service and the workers behind it: some devices have a subscription, and of what is pushed to them some arrives, late
 * or lost, and is reported although no page is open (RE1). It has chance of its own, beside everything else of the run.
 */
import type { OfferId } from '../../src/identifiers.ts'
import type { BoundSubscription } from '../../sync-server/storage/push-subscriptions.ts'
import type { Shift } from '../../sync-server/storage/shifts.ts'
import { Chance } from '../support/chance.ts'
import type { ServerProcess } from './server-process.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface VirtualPushParts {
  readonly time: VirtualTime
  readonly seed: number
  readonly server: () => ServerProcess | null
  readonly note: (what: string) => void
}

/** Any will do that differs from what the rest of the run is drawn from. */
const apart = 0x5075_7368
const subscribes = 0.4

export class VirtualPush {
  readonly #parts: VirtualPushParts
  readonly #chance: Chance
  /** Whose worker it is, by endpoint: how good its network is, and the cookie that it reports with. */
  readonly #workers = new Map<string, { readonly token: string; readonly loses: number }>()

  constructor(parts: VirtualPushParts) {
    this.#parts = parts
    this.#chance = new Chance(parts.seed ^ apart)
  }

  /** The device may subscribe when its shift begins. */
  async begun(server: ServerProcess, shift: Shift, token: string): Promise<void> {
    if (!this.#chance.happens(subscribes)) return
    const endpoint = `https://push.example/${shift.device}`
    this.#workers.set(endpoint, { token, loses: this.#chance.oneOf([0, 0.2, 1]) })
    await server.subscribe(shift, { endpoint, p256dh: 'point', auth: 'secret' })
  }

  /** A ring is on its way. */
  sent({ endpoint, member }: BoundSubscription, offer: OfferId): void {
    const worker = this.#workers.get(endpoint)
    if (!worker || this.#chance.happens(worker.loses)) return
    const delayMs = this.#chance.oneOf([80, 900, 4_000, 20_000])
    this.#parts.time.after(delayMs, () => {
      const server = this.#parts.server()
      if (!server?.isListening) return
      this.#parts.note(`${member} has ${offer} by push`)
      server.run(() => void server.reportPush(worker.token, offer))
    })
  }
}
