/** What a team is told of itself, and how often. */
import * as decoding from 'lib0/decoding'
import { expect, onTestFinished, test } from 'vitest'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import type { Command } from '../../../src/decider/commands.ts'
import { decide } from '../../../src/decider/decide.ts'
import { initialState } from '../../../src/decider/evolve.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import type { MemberId } from '../../../src/identifiers.ts'
import type { MemberPresence } from '../../../src/protocol/socket.ts'
import { StorePresence } from '../../../sync-server/presence/store-presence.ts'
import { manualClock } from '../../support/manual-clock.ts'

const ana = 'ana' as MemberId
const began = 1_763_800_000_000

function decided(state: StoreState, command: Command, now: number): StoreState {
  return decide(state, command, { now, heardAt: {}, push: {}, reportedAt: {}, listeningSince: began }).after
}

/** Whom a frame of awareness tells of. */
function told(frame: Uint8Array): MemberPresence[] {
  const decoder = decoding.createDecoder(frame)
  decoding.readVarUint(decoder)
  const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder))
  return Array.from({ length: decoding.readVarUint(inner) }, () => {
    decoding.readVarUint(inner)
    decoding.readVarUint(inner)
    return JSON.parse(decoding.readVarString(inner)) as MemberPresence
  })
}

test('a colleague who toggles without end costs a page ten frames a second, the last of which tells how it ended', async () => {
  const clock = manualClock(began)
  const frames: Uint8Array[] = []
  let state = decided(initialState(), { type: 'AddMember', member: ana }, began)
  const presence = new StorePresence({
    clock,
    state,
    publishEveryMs: 100,
    hasWorkingPush: () => false,
    onReachability: () => {},
    broadcast: (frame) => void frames.push(frame()),
  })
  onTestFinished(() => presence.stop())
  const toggles = 1_000
  for (let n = 1; n <= toggles; n += 1) {
    // Every second one goes available, the last too.
    const wish = n % 2 ? { on: began + n - 1, off: began + n } : { on: began + n, off: began + n - 1 }
    state = decided(state, { type: 'MergeWish', member: ana, wish }, clock.now())
    presence.take(state)
    await Promise.resolve()
    clock.moveTo(clock.now() + 1)
  }
  clock.moveTo(clock.now() + 100)
  expect(frames.length).toBeLessThanOrEqual(toggles / 100 + 2)
  expect(told(frames.at(-1) ?? expect.fail('nothing was told'))).toMatchObject([{ member: ana, isAvailable: true }])
})

test('AV5: who has left the team is taken from every page, and told of again when they are back', async () => {
  const clock = manualClock(began)
  const frames: Uint8Array[] = []
  let state = decided(initialState(), { type: 'AddMember', member: ana }, began)
  const presence = new StorePresence({
    ...{ clock, state, publishEveryMs: 0, hasWorkingPush: () => false, onReachability: () => {} },
    broadcast: (frame) => void frames.push(frame()),
  })
  onTestFinished(() => presence.stop())
  const page = new Awareness(new Doc())
  onTestFinished(() => page.destroy())
  const goOn = async (type: 'AddMember' | 'RemoveMember') => {
    state = decided(state, { type, member: ana }, clock.now())
    presence.take(state)
    await Promise.resolve()
    clock.moveTo(clock.now() + 1)
    for (const frame of frames.splice(0)) {
      const decoder = decoding.createDecoder(frame)
      decoding.readVarUint(decoder)
      applyAwarenessUpdate(page, decoding.readVarUint8Array(decoder), 'server')
    }
    return [...page.getStates().values()].flatMap((known) => ('member' in known ? [known.member] : []))
  }
  expect(await goOn('AddMember')).toEqual([ana])
  expect(await goOn('RemoveMember')).toEqual([])
  expect(told(presence.snapshot())).toEqual([])
  expect(await goOn('AddMember')).toEqual([ana])
})
