/** Runs many seeds on several cores: each worker lives through one seed after the other and tells what came of it. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { BugName } from './bugs.ts'
import { type RunResult, run } from './run.ts'

export interface Seeds {
  readonly from: number
  readonly count: number
  readonly bug: BugName | null
}

interface Share extends Seeds {
  readonly step: number
}

/** `told` hears of every run as it ends; returning false ends all of them. Resolves when none is left. */
export async function runAll(seeds: Seeds, workers: number, told: (result: RunResult) => boolean): Promise<void> {
  let isOver = false
  const take = (result: RunResult) => {
    if (!isOver) isOver = !told(result)
    return !isOver
  }
  if (workers <= 1) return runShare({ ...seeds, step: 1 }, take)
  const crew = Array.from({ length: workers }, (_, index) => {
    const share: Share = { ...seeds, from: seeds.from + index, count: Math.ceil((seeds.count - index) / workers), step: workers }
    const worker = new Worker(new URL(import.meta.url), { workerData: { share } })
    return new Promise<void>((resolve, reject) => {
      worker.on('message', (result: RunResult) => {
        if (!take(result)) void worker.terminate()
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
    })
  })
  await Promise.all(crew)
}

async function runShare({ from, count, step, bug }: Share, told: (result: RunResult) => boolean): Promise<void> {
  for (let index = 0; index < count; index++) if (!told(await run(from + index * step, { bug }))) return
}

const given = workerData as { readonly share: Share } | null
if (!isMainThread && given?.share) {
  await runShare(given.share, (result) => {
    parentPort?.postMessage(result)
    return true
  })
}
