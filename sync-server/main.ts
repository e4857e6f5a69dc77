/**
 * The composition root: the only file that knows every part. Reads the configuration, puts the server together, says where to
 * go, and takes it apart again when asked to stop.
 */
import { randomBytes } from 'node:crypto'
import { findPackageJSON } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import pino, { type Logger } from 'pino'
import { Gauge, Registry } from 'prom-client'
import { v7 as newIdentifier } from 'uuid'
import type { StoreId } from '../src/identifiers.ts'
import { badConfigExitCode, type Config, isLoopbackHost, readConfig } from './config.ts'
import { offerSetupLink } from './console/setup-link.ts'
import { createCoordinator } from './coordinator/coordinator.ts'
import { flushMetrics } from './coordinator/metrics.ts'
import { demoAccounts, demoPassword } from './demo/demo-data.ts'
import { type Demo, ensureDemo, hasDemoData } from './demo/ensure-demo.ts'
import { createLastSeen } from './devices/last-seen.ts'
import { createFeed } from './feed/feed.ts'
import { createStoresHours } from './hours/store-hours.ts'
import { isOwnOrigin } from './http/origin.ts'
import { buildHttpServer } from './http/server.ts'
import { tellAuditTrail } from './keeping/audited.ts'
import { createDataKeeping } from './keeping/data-keeping.ts'
import { createEraser } from './keeping/eraser.ts'
import { createHousekeeping } from './keeping/housekeeping.ts'
import { watchForEndedElsewhere } from './members/ended-elsewhere.ts'
import { createSessions } from './members/sessions.ts'
import { createTeamChanges } from './members/team-changes.ts'
import { createRooms, type Rooms } from './presence/rooms.ts'
import { createSockets } from './presence/sockets.ts'
import { createBellChecks } from './push/bell-checks.ts'
import { createPush } from './push/push.ts'
import { createSubscriptions } from './push/subscriptions.ts'
import { databaseFile, openSqliteStorage } from './storage/sqlite/open.ts'
import { StorageFailure } from './storage/storage.ts'
import { systemClock } from './system-clock.ts'

/** A start that cannot succeed until a person has changed something; the message says what. */
class CannotStart extends Error {}

interface Running {
  readonly url: string
  readonly demo: Demo | null
  /** The path of the one-time link that sets the server up; `null` where it is set up. */
  readonly setupLink: string | null
  stop(): Promise<void>
}

/** Found from the project's folder, because this file also runs as part of the server's build. */
const builtPages = join(dirname(findPackageJSON(import.meta.url) ?? '.'), 'dist')

async function start(config: Config, log: Logger): Promise<Running> {
  const clock = systemClock()
  const metrics = new Registry()
  const randomToken = () => randomBytes(32).toString('base64url')
  const storage = await openSqliteStorage({ file: databaseFile(config.dataDir), log })
  const isEmpty = (await storage.directory.retailers()).length === 0
  const servesDemo = (isEmpty && config.makesDemo) || (await hasDemoData(storage))
  if (servesDemo && !isLoopbackHost(config.host) && !config.demoOnNetwork) {
    await storage.close()
    throw new CannotStart(
      `The data in ${config.dataDir} is demo data, whose PINs everybody knows, so it is served on this machine only. ` +
        'Leave out --host, or say --demo-on-network to serve it to others all the same.',
    )
  }

  // The coordinator asks the rooms and the subscriptions who can be reached; both tell the coordinator when that changes.
  let rooms: Rooms | null = null
  const subscriptions = createSubscriptions({
    storage,
    clock,
    log,
    onReachability(store) {
      rooms?.reachabilityChanged(store)
      coordinator.look(store)
    },
  })
  const coordinator = createCoordinator({
    storage,
    clock,
    log,
    heardAt: (store) => rooms?.heardAt(store) ?? {},
    push: (store) => subscriptions.facts(store),
    onFlush: flushMetrics(metrics),
  })
  const sessions = createSessions({ storage, clock, newIdentifier, randomToken })
  const feed = createFeed({ storage, coordinator, log, newIdentifier })
  const teams = createTeamChanges({ directory: storage.directory, coordinator, clock, log })
  const teamChanged = (store: StoreId) => {
    feed.namesChanged(store)
    return teams.changed(store)
  }
  const lastSeen = createLastSeen({ storage, clock, log })
  rooms = createRooms({ coordinator, feed, push: subscriptions, onHeard: lastSeen.heard, clock, log })
  const openRooms = rooms
  const sockets = createSockets({
    rooms,
    log,
    async visitor({ headers }) {
      const who = await sessions.find(headers.cookie)
      if (!who) return null
      const { shift, member, store } = who
      teams.comes(store.id)
      const { id, device, expiresAt, lockedAt } = shift
      return { shift: id, member: member.id, device, store: store.id, expiresAt, isLocked: lockedAt !== null }
    },
    isOriginAllowed: ({ headers }) => isOwnOrigin({ host: headers.host ?? '', origin: headers.origin, fetchSite: undefined }),
  })
  sessions.onEnd((shift) => {
    openRooms.closeShift(shift)
    subscriptions.shiftEnded(shift)
  })
  sessions.onStart((shift) => subscriptions.shiftStarted(shift))
  const hours = createStoresHours({ storage, coordinator, sessions, clock, log })
  sessions.onStart(({ member: id }) => {
    storage.directory
      .member(id)
      .then((member) => member && teams.comes(member.store))
      .catch((failure) => log.error({ err: failure, member: id }, 'whose shift has begun could not be read'))
  })
  new Gauge({
    name: 'shopbell_sockets',
    help: 'Connections of the team’s pages that are open.',
    registers: [metrics],
    collect() {
      this.set(openRooms.count())
    },
  })

  await subscriptions.load()
  await coordinator.start()
  const chance = Math.random
  const push = await createPush({ storage, coordinator, subscriptions, clock, config, log, metrics, newIdentifier, chance })
  const { bell } = push
  const bellChecks = createBellChecks({
    clock,
    subscriptions,
    bell,
    devices: storage.devices,
    log,
    ringPages: openRooms.ringPages,
  })
  openRooms.onBellCheck((check, shift, seen) => bellChecks.seen(check, shift, 'page', seen))
  await hours.start()
  const demo = servesDemo ? await ensureDemo({ storage, coordinator, clock, randomToken }) : null
  const eraser = createEraser({ storage, coordinator, clock, log })
  const housekeeping = createHousekeeping({ storage, eraser, clock, log })
  const dataKeeping = createDataKeeping({
    storage,
    clock,
    log,
    record: tellAuditTrail(storage.audit),
    finish: eraser.finish,
  })
  const http = await buildHttpServer({
    storage,
    coordinator,
    clock,
    config,
    log,
    metrics,
    sessions,
    hours,
    push,
    subscriptions,
    bellChecks,
    dataKeeping,
    pageOf: openRooms.pageOf,
    lockChanged: openRooms.lockChanged,
    teamChanged,
    newIdentifier,
    randomToken,
    builtPages: config.pagesDir ?? builtPages,
  })
  sockets.attach(http.server)
  await http.listen({ port: config.port, host: config.host }).catch((failure: NodeJS.ErrnoException) => {
    throw failure.code === 'EADDRINUSE'
      ? new CannotStart(`Port ${config.port} is taken. Stop what listens there, or choose another with --port.`)
      : failure
  })

  void bell.ringAgain()
  housekeeping.start()
  const openShifts = () => [...openRooms.openShifts(), ...subscriptions.boundShifts()]
  const stopWatching = watchForEndedElsewhere({
    ...{ storage, sessions, openShifts, clock, log },
    storeChanged: (store) => void teamChanged(store),
  })
  return {
    url: `http://${hostInUrl(config.host)}:${(http.server.address() as AddressInfo).port}`,
    demo,
    setupLink: servesDemo ? null : await offerSetupLink({ storage, clock, randomToken }),
    async stop() {
      stopWatching()
      openRooms.stop()
      await sockets.stop()
      await http.close()
      push.stop()
      lastSeen.stop()
      teams.stop()
      hours.stop()
      subscriptions.stop()
      await housekeeping.stop()
      await coordinator.stop()
      await storage.close()
    },
  }
}

function hostInUrl(host: string): string {
  if (isLoopbackHost(host) || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function welcome({ url, demo, setupLink }: Running): string {
  const lines = ['', `Shopbell is ready at ${url}`]
  if (setupLink !== null) {
    lines.push('', '  Nothing is set up yet. Open this link; it works once, for a day, and a restart prints a new one:', '')
    lines.push(`  ${url}${setupLink}`)
  }
  if (!demo) return [...lines, '', '  Press Ctrl-C to stop.', ''].join('\n')
  lines.push('', `  Staff app   ${url}/`, `  Console     ${url}/console/`, `  Demo shop   ${url}/demo/`)
  lines.push(`  Interface   ${url}/api/openapi.json`, '')
  lines.push(`  Sign in to the console as ${demoAccounts[0]?.login} with the password “${demoPassword}”.`, '')
  lines.push(`  Sign in as one of the demo team of ${demo.retailer}:`)
  for (const store of demo.stores) {
    lines.push('', `    ${store.name}`)
    for (const { name, pin, role } of store.members)
      lines.push(`      ${name.padEnd(10)} PIN ${pin}${role === 'associate' ? '' : `  (${role})`}`)
  }
  lines.push('', '  This is demo data: it is served on this machine only. Press Ctrl-C to stop.', '')
  return lines.join('\n')
}

async function main(): Promise<void> {
  const read = readConfig(process.argv.slice(2))
  if (read.is !== 'config') {
    const [stream, text, code] =
      read.is === 'help'
        ? ([process.stdout, read.text, 0] as const)
        : ([process.stderr, read.message, badConfigExitCode] as const)
    stream.write(`${text}\n`)
    process.exitCode = code
    return
  }
  // What a person reads goes to the standard output, what a machine reads to the standard error.
  const log = pino({ level: read.config.logLevel }, pino.destination(2))
  try {
    const running = await start(read.config, log)
    process.stdout.write(welcome(running))
    stopWhenAsked(running, log)
  } catch (failure) {
    if (!(failure instanceof CannotStart) && !(failure instanceof StorageFailure)) throw failure
    process.stderr.write(`${failure.message}\n`)
    process.exit(1)
  }
}

function stopWhenAsked(running: Running, log: Logger): void {
  const stop = () => {
    running.stop().then(
      () => process.exit(0),
      (failure) => {
        log.fatal({ err: failure }, 'the server could not stop in order')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

await main()
