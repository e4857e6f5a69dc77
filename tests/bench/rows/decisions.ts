/** Durable decisions a second on one core, in one store and in many; beside bare rows in flushes of the same size. */

import { runOwn } from '../child.ts'
import type { DecisionsRun } from '../children/decisions.ts'
import type { Budget, Figure } from '../figure.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'

export const decisions: Row = {
  name: 'decisions',
  about: 'durable decisions a second on one core',
  measure: async (run) => [
    await figure(run, 'one store', { stores: 1, members: 30, chats: 10 }, 1_000),
    await figure(run, '500 stores', { stores: 500, members: 6, chats: 1 }, 10_000),
  ],
}

async function figure(
  { isQuick }: Run,
  what: string,
  shape: { readonly stores: number; readonly members: number; readonly chats: number },
  least: number,
): Promise<Figure> {
  const runs: DecisionsRun[] = []
  const seconds = isQuick ? 1 : 4
  const args = Object.entries({ ...shape, seconds }).flatMap(([name, value]) => [`--${name}`, String(value)])
  for (let repetition = 0; repetition < (isQuick ? 1 : 3); repetition++) runs.push(await runOwn('decisions', args))
  const decided = runs.map(({ decisionsASecond }) => decisionsASecond)
  const bare = runs.map(({ bareRowsASecond }) => bareRowsASecond)
  const budget: Budget = { of: 'measured', is: 'atLeast', value: least }
  return {
    row: 'decisions',
    what,
    unit: 'a second',
    measured: spreadOf(decided),
    beside: { what: 'bare rows', value: spreadOf(bare), ratio: spreadOf(ratiosOf(decided, bare)) },
    budget,
  }
}
