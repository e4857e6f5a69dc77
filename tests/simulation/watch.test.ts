/** Whether the watch tells a place that stays empty from places that are each filled at once (OF2), and late from stalled (OF1). */
import { expect, test } from 'vitest'
import type { StoreId } from '../../src/identifiers.ts'
import { aStore, type TestStore, t0 } from '../decider/test-store.ts'
import { Watch } from './watch.ts'

const stays = 'OF2: a place stays empty'

/** Ann, then Ben 1.1 s later, were asked and not reached: Ann may be asked again from 15,000 ms on, Ben from 16,100 ms on. */
function aStoreThatAsksAgain(): TestStore {
  const store = aStore(['ann', 'ben']).goUnavailable('ben')
  store.ask('c')
  return store.pass(1_100).goAvailable('ben').passTo(14_999)
}

function aWatch(store: TestStore): () => void {
  const server = {
    clock: { now: () => t0 + store.now, at: () => () => {} },
    reachability: () => store.circumstances(),
    isListening: true,
    isStalled: false,
  }
  const book = {
    get state() {
      return store.state
    },
    due: null,
  }
  const watch = new Watch({ store: 'a store' as StoreId, book, devices: () => [], hours: () => null, server: () => server })
  return () => watch.look(store.now)
}

test('OF1: what fell due in a stall may be late for two and a half seconds after it, and no longer', () => {
  const store = aStore(['ann'])
  const server = {
    clock: { now: () => t0 + store.now, at: () => () => {} },
    reachability: () => store.circumstances(),
    isListening: true,
    isStalled: true,
  }
  const book = { state: store.state, due: t0 + store.now + 5_000 }
  const watch = new Watch({ store: 'a store' as StoreId, book, devices: () => [], hours: () => null, server: () => server })
  const look = () => watch.look(store.now)
  look()
  store.stall(20_000)
  server.isStalled = false
  expect(look).not.toThrow()
  store.stall(2_499)
  expect(look).not.toThrow()
  store.stall(1)
  expect(look).toThrow('OF1: what is due by itself did not happen')
})

test('OF2: places that are seen just before each is filled have not stayed empty', () => {
  const store = aStoreThatAsksAgain()
  const look = aWatch(store)
  store.stall(1)
  look()
  store.passTo(15_000)
  expect(store.ringing('c')).toEqual(['ann'])
  look()
  store.passTo(16_099).stall(1)
  expect(look).not.toThrow()
})

test('OF2: a place that nobody fills for a second stays empty', () => {
  const store = aStoreThatAsksAgain()
  const look = aWatch(store)
  store.stall(1)
  look()
  store.stall(999)
  expect(look).not.toThrow()
  store.stall(1)
  expect(look).toThrow(stays)
})
