/**
 * `npm run bench`: the design's budgets, each measured beside a floor or a peer in the same run. Prints a table, and one JSON
 * object as its last line. `--only claims` runs one row (may be given several times), `--quick` a tenth of everything.
 */
import { loadavg } from 'node:os'
import { inspect, parseArgs } from 'node:util'
import { hasOwnCores } from './child.ts'
import { type Figure, jsonOf, tableOf } from './figure.ts'
import { claims } from './rows/claims.ts'
import { decisions } from './rows/decisions.ts'
import { idle } from './rows/idle.ts'
import { offers } from './rows/offers.ts'
import { offline } from './rows/offline.ts'
import { presence } from './rows/presence.ts'
import { restart } from './rows/restart.ts'
import { timers } from './rows/timers.ts'
import type { Row } from './run.ts'

const rows: readonly Row[] = [claims, decisions, offers, presence, idle, restart, timers, offline]

const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: [] }, quick: { type: 'boolean', default: false } },
})
const unknown = options.only.filter((name) => !rows.some((row) => row.name === name))
if (unknown.length > 0) {
  say(`There is no row ${unknown.join(', ')}. There are: ${rows.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const begun = performance.now()
const loadBefore = loadavg()[0] ?? 0
const figures: Figure[] = []
const failed: string[] = []
for (const row of rows.filter(({ name }) => options.only.length === 0 || options.only.includes(name))) {
  say(`${row.name}: ${row.about} …`)
  try {
    const measured = await row.measure({ isQuick: options.quick, chance: chanceFrom(20261122) })
    figures.push(...measured)
    // Also at once, for whoever watches or stops it half way.
    say(`${tableOf(measured)}\n`)
  } catch (failure) {
    failed.push(row.name)
    say(`✗ ${row.name} could not be measured: ${inspect(failure)}`)
  }
}
const around = {
  seconds: Math.round((performance.now() - begun) / 1_000),
  isQuick: options.quick,
  hasOwnCores,
  failed,
  loadBefore: Number(loadBefore.toFixed(2)),
}
say(`\n${tableOf(figures)}\n`)
if (!hasOwnCores) say('The server and the load shared their cores: these figures are of both together.')
if (loadBefore > 0.5) say(`The machine was busy with other things (load ${around.loadBefore} before the run).`)
say(jsonOf(figures, around))
process.exit(failed.length > 0 ? 1 : 0)

/** A linear congruential generator is even enough for gaps between requests. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
