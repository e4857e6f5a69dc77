/** How a shift stays connected: silence, pauses, hurry, and what ends it for good. */
import { describe, expect, test } from 'vitest'
import { closeCodes, silenceMs } from '../../src/protocol/socket.ts'
import { type ConnectionEnds, type ConnectionState, keepConnected } from '../../src/replica/link.ts'
import { newRoomDocument } from '../../src/replica/room-document.ts'
import { ManualPageTime } from './page-time.ts'

function setUp() {
  const time = new ManualPageTime(1_000)
  const states: ConnectionState[] = []
  const dialled: { readonly ends: ConnectionEnds; isClosed: boolean }[] = []
  const link = keepConnected({
    time,
    onState: (state) => states.push(state),
    ends: () => {
      const nothing = () => {}
      return {
        position: () => null,
        onOpen: nothing,
        onSynced: nothing,
        onBatch: () => false,
        onClock: nothing,
        onBellCheck: nothing,
        onClosed: nothing,
      }
    },
    dial(ends) {
      const one = { ends, isClosed: false }
      dialled.push(one)
      return {
        close: () => {
          one.isClosed = true
        },
      }
    },
  })
  const latest = () => {
    const one = dialled.at(-1)
    if (!one) throw new Error('Nothing was dialled.')
    return one
  }
  const tick = (one = latest()) => one.ends.onClock({ n: 1, serverTime: 5_000, previous: null }, time.now())
  return { time, states, dialled, link, latest, tick, last: () => states.at(-1) }
}

describe('the link', () => {
  test('RE2: a connection that has been silent for six seconds is given up, whatever the socket believes', async () => {
    const { time, latest, tick, last, dialled } = setUp()
    latest().ends.onOpen(newRoomDocument())
    await time.pass(4_000)
    tick()
    await time.pass(silenceMs - 1)
    expect(last()).toEqual({ is: 'live' })
    await time.pass(1)
    expect(last()).toEqual({ is: 'reconnecting' })
    expect(dialled[0]?.isClosed).toBe(true)
  })

  test('an attempt that never opens is given up as well', async () => {
    const { time, dialled, last } = setUp()
    await time.pass(silenceMs)
    expect(last()).toEqual({ is: 'connecting' })
    await time.pass(1_000)
    expect(dialled).toHaveLength(2)
  })

  test('the pauses grow, with jitter, up to eight seconds', async () => {
    const { time, latest } = setUp()
    const pauses: (number | null)[] = []
    for (const chance of [0, 1, 0.5, 0, 0, 0, 0]) {
      time.chance = chance
      latest().ends.onClosed(1006)
      pauses.push(time.nextMs)
      await time.pass(time.nextMs ?? 0)
    }
    expect(pauses).toEqual([250, 1_000, 1_500, 2_000, 4_000, 4_000, 4_000])
  })

  test('a connection that opens and closes at once is not tried without a growing pause', async () => {
    const { time, latest } = setUp()
    const pauses: (number | null)[] = []
    for (let n = 0; n < 3; n++) {
      latest().ends.onOpen(newRoomDocument())
      latest().ends.onClosed(1006)
      pauses.push(time.nextMs)
      await time.pass(time.nextMs ?? 0)
    }
    expect(pauses).toEqual([375, 750, 1_500])
  })

  test('one that was heard begins with a short pause again', async () => {
    const { time, latest, tick } = setUp()
    latest().ends.onClosed(1006)
    await time.pass(10_000)
    latest().ends.onOpen(newRoomDocument())
    tick()
    latest().ends.onClosed(1006)
    expect(time.nextMs).toBe(375)
  })

  test('RE2: whoever looks at the page, or finds the network again, does not wait out a pause', async () => {
    const { time, latest, link, dialled } = setUp()
    for (let n = 0; n < 5; n++) {
      latest().ends.onClosed(1006)
      await time.pass(time.nextMs ?? 0)
    }
    latest().ends.onClosed(1006)
    link.hurry()
    expect(dialled).toHaveLength(7)
    link.hurry()
    expect(dialled).toHaveLength(7)
  })

  test('RE2: a tablet that slept does not trust the connection it wakes with', async () => {
    const { time, latest, link, dialled, last } = setUp()
    latest().ends.onOpen(newRoomDocument())
    time.freeze(60_000)
    link.hurry()
    expect(dialled).toHaveLength(2)
    expect(dialled[0]?.isClosed).toBe(true)
    latest().ends.onOpen(newRoomDocument())
    expect(last()).toEqual({ is: 'live' })
  })

  test('what an earlier connection still says is nobody’s business', async () => {
    const { time, dialled, latest, tick, last } = setUp()
    latest().ends.onOpen(newRoomDocument())
    await time.pass(silenceMs)
    await time.pass(1_000)
    const [old] = dialled
    old?.ends.onOpen(newRoomDocument())
    tick(old)
    old?.ends.onClosed(closeCodes.notSignedIn)
    expect(last()).toEqual({ is: 'reconnecting' })
  })

  test('a close from 4400 to 4499 is for good, and so is closing it', async () => {
    const { time, latest, last, dialled, link } = setUp()
    latest().ends.onOpen(newRoomDocument())
    latest().ends.onClosed(closeCodes.aheadOfServer)
    link.hurry()
    await time.pass(60_000)
    expect(last()).toEqual({ is: 'refused', code: closeCodes.aheadOfServer })
    expect(dialled).toHaveLength(1)

    const closed = setUp()
    closed.latest().ends.onOpen(newRoomDocument())
    closed.link.close()
    closed.link.hurry()
    await closed.time.pass(60_000)
    expect(closed.dialled).toHaveLength(1)
    expect(closed.latest().isClosed).toBe(true)
  })
})
