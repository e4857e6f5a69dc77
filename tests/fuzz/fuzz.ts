/**
 * `npm run fuzz -- --seconds N [--seed S]`: sends a real server what nobody honest sends, for N seconds. The last line is one JSON
 * object; ends with 1 where anything was wrong. The seed repeats what is sent by each of the senders, not who of them comes first.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runFuzz } from './run.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string' } } })
// Every scripted member listens once a connection for the end of the process.
process.setMaxListeners(200)
process.exit(await main(Number(values.seconds), Number(values.seed ?? randomInt(0x7fffffff))))

async function main(seconds: number, seed: number): Promise<0 | 1> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
    say('--seconds must be above 0, and --seed a whole number.')
    return 1
  }
  say(`seed ${seed}: ${seconds} seconds`)
  const { violations, ...figures } = await runFuzz({ seed, seconds, say })
  if (violations.length > 0) say(`To send it again: npm run fuzz -- --seconds ${seconds} --seed ${seed}`)
  say(JSON.stringify({ ...figures, violations: violations.length, seed, seconds }))
  return violations.length > 0 ? 1 : 0
}
