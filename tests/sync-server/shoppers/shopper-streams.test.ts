/** What the store is told of a shopper's streams, where telling takes time or fails. */
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/decider/commands.ts'
import { initialState } from '../../../src/decider/evolve.ts'
import type { ChatId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Coordinator, Outcome } from '../../../sync-server/coordinator/submission.ts'
import { createShopperStreams } from '../../../sync-server/shoppers/shopper-streams.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const of = { shopper: 'priya' as ShopperId, store: 'oxford-street' as StoreId, chat: 'c' as ChatId }
const accepted: Outcome = { is: 'answered', answer: { is: 'accepted' } }

/** A coordinator that answers when the test says so. */
function slowCoordinator() {
  const told: boolean[] = []
  const waiting: { resolve: (outcome: Outcome) => void; reject: (failure: Error) => void }[] = []
  const coordinator: Coordinator = {
    submit: ({ command }) => {
      told.push((command as Extract<Command, { type: 'NoteShopperStream' }>).isOpen)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    state: () => Promise.resolve(initialState()),
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
  return { told, settle, clock, streams: createShopperStreams({ coordinator, clock, log: pino({ level: 'silent' }) }) }
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
  /** As long as an echo may be missing; the policy says the same. */
  const silenceMs = 20_000
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('a stream that was echoed and is then silent counts as closed', async () => {
    const { told, settle, clock, streams } = slowCoordinator()
    const stream = streams.open(of)
    await settle()
    for (let n = 0; n < 5; n += 1) {
      clock.moveTo(clock.now() + silenceMs - 1)
      await turn()
      expect(streams.hear(of.chat, of.shopper)).toBe(true)
    }
    expect(told).toEqual([true])
    clock.moveTo(clock.now() + silenceMs)
    await until(() => expect(told).toEqual([true, false]))
    expect(stream.signal.aborted).toBe(true)
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
