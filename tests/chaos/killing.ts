/** Kills the server (`kill -9`) again and again, by chance and aimed, and starts it each time on the same data and port. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '../support/chance.ts'
import type { TestServer } from '../support/server.ts'
import { Waiting } from '../support/waiting.ts'
import type { Recorder } from './history.ts'

const aims = ['at random', 'right after an answer', 'with commands under way'] as const
type Aim = (typeof aims)[number]

/** How often it was killed when. */
export type Kills = Record<Aim | 'while starting', number>

export interface Killing {
  readonly kills: Kills
  /** From the start of each process until it was ready, in milliseconds. */
  readonly restartsMs: readonly number[]
}

/** A server that acknowledges nothing for so long after a restart will not do so any more. */
const sluggishMs = 20_000

/** Rejects where a restarted server does not acknowledge anything any more. */
export async function killAgainAndAgain(server: TestServer, times: number, recorder: Recorder, chance: Chance): Promise<Killing> {
  const kills: Kills = { 'at random': 0, 'right after an answer': 0, 'with commands under way': 0, 'while starting': 0 }
  const restartsMs: number[] = []
  const waiting = new Waiting()
  const stopWatching = recorder.watch(() => waiting.changed())
  for (let left = times; left > 0; left -= 1) {
    await waitForAnswers(1)
    const aim = chance.oneOf(aims)
    await takeAim(aim)
    await server.kill()
    kills[aim] += 1
    if (left > 1 && chance.happens(0.2)) {
      left -= 1
      await killWhileStarting()
      kills['while starting'] += 1
    }
    restartsMs.push(await startAgain(server))
  }
  await waitForAnswers(1)
  stopWatching()
  return { kills, restartsMs }

  /** Resolves in the very moment of the answer. */
  async function waitForAnswers(count: number): Promise<void> {
    const wanted = recorder.answers + count
    await waiting.until('acknowledged commands', () => recorder.answers >= wanted, { withinMs: sluggishMs })
  }

  async function takeAim(aim: Aim): Promise<void> {
    if (aim === 'at random') await delay(chance.between(0, 2_500))
    if (aim === 'right after an answer') await waitForAnswers(chance.between(1, 30))
    if (aim === 'with commands under way') {
      await waiting.until('commands under way', () => recorder.underWay >= 4, { withinMs: sluggishMs })
      // A flush takes a few milliseconds: before it, somewhere in it, or after it.
      await delay(chance.between(0, 8))
    }
  }

  async function killWhileStarting(): Promise<void> {
    const starting = server.start().catch(() => null)
    await delay(chance.between(50, 700))
    await server.kill()
    await starting
  }
}

/**
 * Resolves to how long it took. Tries again where the port is taken: while the server is down, any client's own end of a
 * connection may be given that port for a moment.
 */
async function startAgain(server: TestServer): Promise<number> {
  for (let triesLeft = 5; ; triesLeft -= 1) {
    const begin = performance.now()
    try {
      await server.start()
      return performance.now() - begin
    } catch (failure) {
      if (triesLeft === 0 || !(failure instanceof Error && failure.message.includes('is taken'))) throw failure
    }
  }
}
