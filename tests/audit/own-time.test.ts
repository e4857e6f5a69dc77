/** What a task took of the processor, and what others took meanwhile. */
import { expect, test } from 'vitest'
import { withoutOthers } from './own-time.ts'

const event = (name: string, ts: number, more: { dur?: number; tdur?: number; tid?: number } = {}) => ({
  ph: 'X',
  name,
  pid: 1,
  tid: 1,
  ts,
  ...more,
})

test('a task that had half of the processor is half as long, and so is everything inside of it', () => {
  const events = [
    event('RunTask', 1_000, { dur: 400, tdur: 200 }),
    event('EvaluateScript', 1_100, { dur: 200, tdur: 120 }),
    event('mark', 1_200),
  ]
  expect(withoutOthers(events)).toEqual([
    event('RunTask', 1_000, { dur: 200, tdur: 200 }),
    event('EvaluateScript', 1_050, { dur: 100, tdur: 120 }),
    event('mark', 1_100),
  ])
})

test('what had the processor to itself, what lies between tasks and what another thread does stay as they were', () => {
  const events = [
    event('RunTask', 1_000, { dur: 100, tdur: 100 }),
    event('mark', 1_200),
    event('RunTask', 2_000, { dur: 100, tdur: 50 }),
    event('mark', 2_050, { tid: 2 }),
  ]
  expect(withoutOthers(events).map(({ ts }) => ts)).toEqual([1_000, 1_200, 2_000, 2_050])
})

test('a task inside of a task shrinks with it, once', () => {
  const events = [event('RunTask', 0, { dur: 100, tdur: 50 }), event('RunTask', 20, { dur: 40, tdur: 4 })]
  expect(withoutOthers(events).map(({ ts, dur }) => [ts, dur])).toEqual([
    [0, 50],
    [10, 20],
  ])
})
