/** How late a deadline is looked at and decided, durably, with 10,000 offers ringing; beside bare timers. */

import { runOwn } from '../child.ts'
import type { TimersRun } from '../children/timers.ts'
import type { Figure } from '../figure.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'

export const timers: Row = {
  name: 'timers',
  about: 'how late a countdown’s end is decided, 10,000 ringing',
  async measure({ isQuick }: Run) {
    const run = await runOwn<TimersRun>('timers', ['--stores', isQuick ? '50' : '1000'])
    const figure = (what: string, measured: number, beside: number): Figure => ({
      row: 'timers',
      what,
      unit: 'ms',
      measured: spreadOf([measured]),
      beside: { what: 'bare timers', value: spreadOf([beside]), ratio: spreadOf(ratiosOf([measured], [beside])) },
    })
    return [
      figure(`late by, p50 of ${run.offers}`, run.lateMs.p50, run.bareLateMs.p50),
      {
        ...figure(`late by, p99.9 of ${run.offers}`, run.lateMs.p999, run.bareLateMs.p999),
        budget: { of: 'measured', is: 'atMost', value: 50 },
      },
    ]
  },
}
