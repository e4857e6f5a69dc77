/**
 * `npm run simulate -- --seeds N [--seed S] [--bug NAME] [--workers W] [--trace]`: lives through N seeds from S on, and ends with
 * one JSON object. A violation is told with its seed, its last steps and how to see it again, and the exit code is 1.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type BugName, bugNames } from './bugs.ts'
import { runAll } from './crew.ts'
import { type RunResult, run } from './run.ts'
import { add, hashOfAll, nothingYet } from './totals.ts'

const usage = `npm run simulate -- --seeds N [--seed S] [--bug NAME] [--workers W] [--trace]

  --seeds N     how many runs, each from a seed of its own (100)
  --seed S      the first of them (1)
  --bug NAME    with a deliberate bug: ${bugNames.join(', ')}
  --workers W   on how many cores
  --trace       prints everything that happens
`
/** After so many there is nothing more to learn from one call. */
const mostViolations = 5
const progressEvery = 1_000

interface Options {
  readonly seeds: number
  readonly seed: number
  readonly bug: BugName | null
  readonly workers: number
  readonly isTraced: boolean
}

function readOptions(): Options | null {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      options: { seeds: text, seed: text, bug: text, workers: text, trace: { type: 'boolean' } },
    })
    const seeds = Number(values.seeds ?? (values.seed === undefined ? 100 : 1))
    const seed = Number(values.seed ?? 1)
    const workers = Number(values.workers ?? Math.min(seeds >= 50 ? availableParallelism() : 1, 8))
    const bug = bugNames.find((name) => name === values.bug) ?? null
    const isUnderstood = [seeds, seed, workers].every(Number.isSafeInteger) && seeds > 0 && (values.bug === undefined || bug)
    return isUnderstood ? { seeds, seed, bug, workers, isTraced: values.trace ?? false } : null
  } catch {
    return null
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function tell({ seed, violation, last }: RunResult, bug: BugName | null): void {
  const again = `npm run simulate -- --seed ${seed}${bug ? ` --bug ${bug}` : ''} --trace`
  say(`\nSeed ${seed}: ${violation}\n\nThe last steps:\n${last.join('\n')}\n\nTo see it again: ${again}\n`)
}

async function main(options: Options): Promise<number> {
  const { seeds, seed, bug, workers, isTraced } = options
  const totals = nothingYet()
  const hashes = new Map<number, string>()
  const began = performance.now()
  const take = (result: RunResult) => {
    add(totals, result)
    hashes.set(result.seed, result.hash)
    if (result.violation !== null) tell(result, bug)
    if (totals.seeds % progressEvery === 0) say(`${totals.seeds} of ${seeds} seeds, ${totals.violations} violations`)
    return totals.violations < mostViolations
  }
  if (isTraced) take(await run(seed, { bug, print: say }))
  else await runAll({ from: seed, count: seeds, bug }, workers, take)

  const { simulatedSeconds, looked, ...counts } = totals
  const seconds = (performance.now() - began) / 1_000
  say(`Looked at ${JSON.stringify(looked)}`)
  say(`Trace ${hashOfAll(hashes)}`)
  say(
    JSON.stringify({
      ...counts,
      simulatedSeconds: Math.round(simulatedSeconds),
      seconds: Number(seconds.toFixed(1)),
      simulatedSecondsPerSecond: Math.round(simulatedSeconds / seconds),
    }),
  )
  return totals.violations === 0 ? 0 : 1
}

const options = readOptions()
if (!options) process.stderr.write(usage)
process.exitCode = options ? await main(options) : 2
