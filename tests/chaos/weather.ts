/** The network while chaos runs: mostly slow and a little lossy, and now and then one of everything that a proxy can do. */
import type { Chance } from '../support/chance.ts'
import type { FaultyProxy } from '../support/faulty-proxy.ts'
import { pauseWhile } from './pause.ts'

type Fault = (proxy: FaultyProxy) => void

const faults: readonly [Fault, ...Fault[]] = [
  (proxy) => proxy.silence('both'),
  (proxy) => proxy.silence('up'),
  (proxy) => proxy.silence('down'),
  (proxy) => proxy.swallow('both'),
  (proxy) => proxy.swallow('down'),
  (proxy) => proxy.reset(),
  (proxy) => proxy.refuse(),
  (proxy) => proxy.captivePortal(),
  (proxy) => proxy.slowDown({ delayMs: 100, jitterMs: 200 }),
  (proxy) => proxy.slowDown({ bytesPerSecond: 50_000 }),
]

/** Every proxy has weather of its own until it is over; then all of them are healed. Resolves to how often it was bad. */
export async function makeWeather(proxies: readonly FaultyProxy[], chance: Chance, isOver: AbortSignal): Promise<number> {
  const times = await Promise.all(proxies.map((proxy) => makeWeatherFor(proxy, chance.fork(), isOver)))
  return times.reduce((sum, one) => sum + one, 0)
}

async function makeWeatherFor(proxy: FaultyProxy, chance: Chance, isOver: AbortSignal): Promise<number> {
  let times = 0
  while (!isOver.aborted) {
    beOrdinary(proxy)
    await pauseWhile(chance.between(500, 3_000), isOver)
    if (isOver.aborted) break
    times += 1
    chance.oneOf(faults)(proxy)
    await pauseWhile(chance.between(100, 1_500), isOver)
    proxy.heal()
  }
  proxy.heal()
  return times
}

function beOrdinary(proxy: FaultyProxy): void {
  proxy.slowDown({ delayMs: 1, jitterMs: 5 })
  proxy.atRandom({ resets: 0.001, lostAnswers: 0.03 })
}
