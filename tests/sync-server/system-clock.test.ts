/** The server's clock over a machine whose own is set back and forth. */
import { expect, test } from 'vitest'
import { type Machine, systemClock } from '../../sync-server/system-clock.ts'

/** A machine whose timers count by its monotonic clock alone, as real ones do. */
function aMachine() {
  let ran = 0
  let setBy = 0
  let timers: { readonly at: number; readonly callback: () => void }[] = []
  const machine: Machine = {
    wall: () => 1_000_000 + ran + setBy,
    monotonic: () => ran,
    timer(ms, callback) {
      const timer = { at: ran + ms, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  }
  return {
    machine,
    set(ms: number) {
      setBy += ms
    },
    run(ms: number) {
      const end = ran + ms
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter((one) => one !== next)
        ran = Math.max(ran, next.at)
        next.callback()
      }
      ran = end
    },
  }
}

test('a callback comes at its time, and not after it was cancelled', () => {
  const { machine, run } = aMachine()
  const clock = systemClock(machine)
  const called: string[] = []
  clock.at(1_000_100, () => called.push('kept'))
  const cancel = clock.at(1_000_050, () => called.push('cancelled'))
  cancel()
  run(99)
  expect(called).toEqual([])
  run(1)
  expect(called).toEqual(['kept'])
})

test('a clock that is set back does not run back', () => {
  const { machine, set, run } = aMachine()
  const clock = systemClock(machine)
  run(500)
  set(-60_000)
  expect(clock.now()).toBe(1_000_500)
  run(10)
  expect(clock.now()).toBe(1_000_510)
})

test('OF1: what a step forward makes due is called back as soon as somebody reads the clock, not so much later', () => {
  const { machine, set, run } = aMachine()
  const clock = systemClock(machine)
  const called: string[] = []
  clock.at(1_060_000, () => called.push('due'))
  clock.at(1_200_000, () => called.push('later'))
  set(100_000)
  expect(clock.now()).toBe(1_100_000)
  run(1)
  expect(called).toEqual(['due'])
  run(100_000)
  expect(called).toEqual(['due', 'later'])
})
