/** What the store is told of a shopper's streams, where telling takes time or fails. */
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/decider/commands.ts'
import { initialState } from '../../../src/decider/evolve.ts'
import { defaultPolicy, type Policy } from '../../../src/decider/policy.ts'
import type { ChatId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { shopperSilenceMs } from '../../../src/protocol/shopper.ts'
import type { Coordinator, Outcome } from '../../../sync-server/coordinator/submission.ts'
import { createShopperStreams } from '../../../sync-server/shoppers/shopper-streams.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const of = { shopper: 'priya' as ShopperId, store: 'oxford-street' as StoreId, chat: 'c' as ChatId }
const accepted: Outcome = { is: 'answered', answer: { is: 'accepted' } }

/** A coordinator that answers when the test says so. */
function slowCoordinator(policy: Partial<Policy> = {}) {
  const told: boolean[] = []
  const lastHeard: (number | undefined)[] = []
  const waiting: { resolve: (outcome: Outcome) => void; reject: (failure: Error) => void }[] = []
  const coordinator: Coordinator = {
    submit: ({ command }) => {
      const { isOpen, lastHeardAt } = command as Extract<Command, { type: 'NoteShopperStream' }>
      told.push(isOpen)
      lastHeard.push(lastHeardAt)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    state: () => Promise.resolve({ ...initialState(), policy: { ...defaultPolicy, ...policy } }),
    isKeeping: () => true,
    subscribe: () => () => {},
  }
  const settle = async (failure?: Error) => {
    const one = waiting.shift()
    if (failure) one?.reject(failure)
    else one?.resolve(accepted)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const clock = manualClock(0)
  return { told, lastHeard, settle, clock, streams: createShopperStreams({ coordinator, clock, log: pino({ level: 'silent' }) }) }
}

test('a reload while the store is being told: only what still matters is told', async () => {
  const { told, settle, streams } = slowCoordinator()
  const first = streams.open(of)
  first.close()
  streams.open(of)
  expect(told).toEqual([true])
  await settle()
  expect(told).toEqual([true])
})

test('whatever was told last is what is true', async () => {
  const { told, settle, streams } = slowCoordinator()
  const first = streams.open(of)
  await settle()
  first.close()
  const second = streams.open(of)
  await settle()
  expect(told).toEqual([true, false, true])
  await settle()
  second.close()
  second.close()
  await settle()
  expect(told).toEqual([true, false, true, false])
  expect(streams.count()).toBe(0)
})

test('a store that cannot be told is told a second later, what is true by then', async () => {
  const { told, settle, clock, streams } = slowCoordinator()
  const first = streams.open(of)
  await settle(new Error('disk full'))
  first.close()
  streams.open(of)
  expect(told).toEqual([true])
  clock.moveTo(999)
  expect(told).toEqual([true])
  clock.moveTo(1_000)
  expect(told).toEqual([true, true])
})

describe('OF1: a shopper whose device died closes nothing', () => {
  const silenceMs = shopperSilenceMs
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('a stream that was echoed and is then silent counts as closed, since the last echo', async () => {
    const { told, lastHeard, settle, clock, streams } = slowCoordinator()
    const stream = streams.open(of)
    await settle()
    for (let n = 0; n < 5; n += 1) {
      clock.moveTo(clock.now() + silenceMs - 1)
      await turn()
      expect(streams.hear(of.chat, of.shopper)).toBe(true)
    }
    expect(told).toEqual([true])
    const heardAt = clock.now()
    clock.moveTo(heardAt + silenceMs)
    await until(() => expect(told).toEqual([true, false]))
    expect(lastHeard).toEqual([undefined, heardAt])
    expect(stream.signal.aborted).toBe(true)
  })

  test('whoever is there after all has five seconds to open another stream', async () => {
    const { lastHeard, settle, clock, streams } = slowCoordinator({ shopperLeftAfterMs: 8_000 })
    streams.open(of)
    await settle()
    streams.hear(of.chat, of.shopper)
    clock.moveTo(silenceMs)
    await until(() => expect(lastHeard).toEqual([undefined, silenceMs + 5_000 - 8_000]))
  })

  test('whose stream ends is gone from then on, also after a silence', async () => {
    const { told, lastHeard, settle, clock, streams } = slowCoordinator()
    streams.open(of)
    await settle()
    streams.hear(of.chat, of.shopper)
    clock.moveTo(silenceMs)
    await until(() => expect(told).toEqual([true, false]))
    const back = streams.open(of)
    await settle()
    await settle()
    back.close()
    expect(told).toEqual([true, false, true, false])
    expect(lastHeard[3]).toBeUndefined()
  })

  test('what a server that stalled could not hear is nobody’s silence', async () => {
    const { told, settle, clock, streams } = slowCoordinator()
    streams.open(of)
    await settle()
    streams.hear(of.chat, of.shopper)
    clock.set(silenceMs + 5_000)
    clock.moveTo(clock.now())
    await turn()
    expect(told).toEqual([true])
    clock.moveTo(clock.now() + silenceMs)
    await until(() => expect(told).toEqual([true, false]))
  })

  test('a stream that was never echoed is left alone', async () => {
    const { told, settle, clock, streams } = slowCoordinator()
    streams.open(of)
    await settle()
    clock.moveTo(3_600_000)
    await turn()
    expect(told).toEqual([true])
  })

  test('a stream that opened since the last echo is not judged by it', async () => {
    const { told, settle, clock, streams } = slowCoordinator()
    const before = streams.open(of)
    await settle()
    streams.hear(of.chat, of.shopper)
    clock.moveTo(silenceMs - 1)
    const after = streams.open(of)
    clock.moveTo(silenceMs)
    await until(() => expect(before.signal.aborted).toBe(true))
    expect(after.signal.aborted).toBe(false)
    expect(told).toEqual([true])
    clock.moveTo(silenceMs - 1 + silenceMs)
    await until(() => expect(told).toEqual([true, false]))
  })

  test('nobody else’s echo counts', async () => {
    const { clock, streams } = slowCoordinator()
    const stream = streams.open(of)
    expect(streams.hear(of.chat, 'stranger' as ShopperId)).toBe(false)
    expect(streams.hear('other' as ChatId, of.shopper)).toBe(false)
    clock.moveTo(silenceMs)
    await turn()
    expect(stream.signal.aborted).toBe(false)
  })
})

test('of streams that are too many the oldest end, though their readers are stuck and nobody sees them end', async () => {
  const { streams } = slowCoordinator()
  const opened = Array.from({ length: 10 }, () => streams.open(of))
  expect(opened.map(({ signal }) => signal.aborted)).toEqual([true, true, ...Array(8).fill(false)])
  expect(streams.count()).toBe(8)
})

test('after the stop nothing is told, and everything has ended', async () => {
  const { told, settle, clock, streams } = slowCoordinator()
  const stream = streams.open(of)
  await settle(new Error('disk full'))
  streams.stop()
  await until(() => expect(stream.signal.aborted).toBe(true))
  stream.close()
  clock.moveTo(10_000)
  expect(told).toEqual([true])
})
