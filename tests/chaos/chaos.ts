/**
 * `npm run chaos -- --kills N [--seed S]`: a real server is killed N times while dozens of tablets and shoppers work through a
 * bad network, and everything they were told is checked against its file. The last line is one JSON object; ends with 1 where
 * anything is wrong. The seed repeats what people, the network and the killer choose, not what the machine makes of it.
 */
import { inspect, parseArgs } from 'node:util'
import type { StoreId } from '../../src/identifiers.ts'
import { type ChaosReport, runChaos } from './run.ts'

const stores = ['covent-garden', 'oxford-street', 'brighton-lanes'] as StoreId[]
const mostFindingsPrinted = 20

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 0x7fffffff)) },
  },
})
// y-websocket listens once a connection for the end of the process: dozens of tablets are more than Node expects.
process.setMaxListeners(200)
process.exit(await main(Number(options.kills), Number(options.seed)))

async function main(kills: number, seed: number): Promise<0 | 1> {
  if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) {
    say('--kills must be a whole number from 1, and --seed a whole number.')
    return 1
  }
  say(`seed ${seed}: ${kills} kills`)
  const begin = performance.now()
  try {
    const report = await runChaos({ seed, kills, stores, tabletsEach: 2, shoppersPerStore: 10, say })
    return tell(report, seed, (performance.now() - begin) / 1_000)
  } catch (failure) {
    say(`✗ ${inspect(failure)}`)
    say(JSON.stringify({ seed, failed: failure instanceof Error ? failure.message.split('\n')[0] : String(failure) }))
    return 1
  }
}

function tell({ findings, kills, restartsMs, ...figures }: ChaosReport, seed: number, seconds: number): 0 | 1 {
  for (const [aim, times] of Object.entries(kills)) say(`  killed ${aim.padEnd(26)} ${times}`)
  for (const [what, found] of Object.entries(findings) as [string, string[]][]) {
    for (const finding of found.slice(0, mostFindingsPrinted)) say(`✗ ${what}: ${finding}`)
    if (found.length > mostFindingsPrinted) say(`✗ ${what}: and ${found.length - mostFindingsPrinted} more`)
  }
  const counted = Object.fromEntries(Object.entries(findings).map(([what, found]) => [what, found.length]))
  const inOrder = [...restartsMs].sort((a, b) => a - b)
  say(
    JSON.stringify({
      kills: Object.values(kills).reduce((sum, times) => sum + times, 0),
      ...figures,
      ...counted,
      medianRestartMs: Math.round(inOrder[Math.floor(inOrder.length / 2)] ?? 0),
      seed,
      seconds: Math.round(seconds),
    }),
  )
  return Object.values(findings).some((found) => found.length > 0) ? 1 : 0
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
