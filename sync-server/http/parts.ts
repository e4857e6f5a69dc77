/** What the HTTP interface is made of; the composition root and the tests put it together. */
import type { FastifyBaseLogger } from 'fastify'
import type { Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { StoresHours } from '../hours/store-hours.ts'
import type { DataKeeping } from '../keeping/data-keeping.ts'
import type { Sessions } from '../members/sessions.ts'
import type { TeamChanges } from '../members/team-changes.ts'
import type { Rooms } from '../presence/rooms.ts'
import type { BellChecks } from '../push/bell-checks.ts'
import type { Push } from '../push/push.ts'
import type { Subscriptions } from '../push/subscriptions.ts'
import type { Storage } from '../storage/storage.ts'

export interface HttpParts {
  readonly storage: Storage
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly config: HttpConfig
  readonly log: FastifyBaseLogger
  readonly metrics: Registry
  readonly sessions: Sessions
  readonly hours: Pick<StoresHours, 'changed'>
  readonly push: Push
  readonly subscriptions: Subscriptions
  readonly bellChecks: BellChecks
  readonly dataKeeping: DataKeeping
  readonly pageOf: Rooms['pageOf']
  readonly lockChanged: Rooms['lockChanged']
  /** To be told of whatever the set-up changes of a store's name or its team. Never rejects. */
  readonly teamChanged: TeamChanges['changed']
  /** A new time-ordered identifier (UUID version 7). */
  readonly newIdentifier: () => string
  /** 32 random bytes as base64url: cookies and shoppers' tokens. */
  readonly randomToken: () => string
  /** Where the built pages are: `staff`, `widget` and `demo` in it. */
  readonly builtPages: string
}

/** What of the configuration this part reads. */
type HttpConfig = Pick<Config, 'trustProxy' | 'ratesPerMinute' | 'metricsToken' | 'demoOnNetwork' | 'pushHosts'>
