/** The outbox: one identifier a command, kept before it is sent, retried until there is an answer, in order within a chat. */
import { describe, expect, test } from 'vitest'
import type { ChatId, CommandId, MemberId, ShiftId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import { DiskFailure, type OutboxEntry } from '../../src/replica/disk.ts'
import type { Reply } from '../../src/replica/http.ts'
import { Outbox, type Waiting } from '../../src/replica/outbox.ts'
import { ManualPageTime, settled } from './page-time.ts'

const chat = 'chat-1' as ChatId
const accepted: Reply<CommandAccepted> = { is: 'ok', value: { is: 'accepted' } }
const unreachable: Reply<CommandAccepted> = { is: 'unreachable', retryAfterMs: null, isTooMany: false }
const problem = (kind: string): Problem => ({ type: `/problems/${kind}`, title: kind, status: 409, detail: 'It is so.' })
const refused = (kind: string): Reply<CommandAccepted> => ({ is: 'problem', problem: problem(kind) })
const message = (text: string) => ({ kind: 'sendMessage', chat, fence: 1, text }) as const

type Answers = (command: MemberCommand, nth: number) => Reply<CommandAccepted> | Promise<Reply<CommandAccepted>>

/**
 * An outbox on a network that answers as told, page time that is told to pass, and a disk that remembers. `isHeld`: what an
 * earlier page left has not been read yet.
 */
function setUp(answers: Answers, shift = 'shift-1', kept = new Map<string, OutboxEntry>(), isHeld = false) {
  const posted: MemberCommand[] = []
  const time = new ManualPageTime(1_000)
  const failures: (DiskFailure | null)[] = []
  let ids = 0
  let entries: readonly Waiting[] = []
  let isOver = false
  const disk = {
    put: async (entries: readonly OutboxEntry[]): Promise<void> => {
      for (const entry of entries) kept.set(entry.command.id, entry)
    },
    drop: async (id: CommandId): Promise<void> => void kept.delete(id),
    load: async (): Promise<readonly OutboxEntry[]> => [...kept.values()].sort((a, b) => a.order - b.order),
  }
  const outbox = new Outbox({
    member: 'ana' as MemberId,
    shift: shift as ShiftId,
    disk: { loadOutbox: () => disk.load(), putCommands: (entries) => disk.put(entries), dropCommand: (id) => disk.drop(id) },
    time,
    serverNow: () => time.now() + 50,
    newId: () => `id-${++ids}` as CommandId,
    post: async (command, signal) => {
      posted.push(command)
      const given = new Promise<Reply<CommandAccepted>>((resolve) => {
        signal.addEventListener('abort', () => resolve(unreachable))
      })
      return Promise.race([answers(command, posted.length), given])
    },
    onChange: (now) => {
      entries = now
    },
    onShiftOver: () => {
      isOver = true
    },
    onDisk: (failure) => failures.push(failure),
  })
  if (!isHeld) outbox.release()
  return { outbox, posted, time, kept, disk, failures, entries: () => entries, isOver: () => isOver }
}

describe('the outbox', () => {
  test('CL2: every retry carries the identifier and content of the first attempt', async () => {
    const { outbox, posted, time } = setUp((_, nth) => (nth < 4 ? unreachable : accepted))
    const { answer } = outbox.send({ kind: 'claimChat', chat, asksUntil: 31_000 })
    await time.pass(60_000)
    expect(await answer).toEqual({ is: 'accepted' })
    expect(posted).toEqual(Array(4).fill({ kind: 'claimChat', chat, asksUntil: 31_000, id: 'id-1', shift: 'shift-1' }))
  })

  test('a command is kept before it is sent, and gone once it is answered', async () => {
    const { outbox, posted, kept, disk, time } = setUp(() => accepted)
    let hasKept = () => {}
    const { put } = disk
    disk.put = (entries) =>
      new Promise((resolve) => {
        hasKept = () => {
          void put(entries)
          resolve()
        }
      })
    const { answer } = outbox.send(message('one'))
    await settled()
    expect(posted).toEqual([])
    hasKept()
    expect(await answer).toEqual({ is: 'accepted' })
    expect(kept.size).toBe(0)
    expect(time.nextMs).toBeNull()
  })

  test('a disk that fails or hangs holds nothing back, and is told of', async () => {
    const failing = setUp(() => accepted)
    failing.disk.put = () => Promise.reject(new DiskFailure('full'))
    expect(await failing.outbox.send(message('one')).answer).toEqual({ is: 'accepted' })
    expect(failing.failures[0]?.why).toBe('full')

    const hanging = setUp(() => accepted)
    hanging.disk.put = () => new Promise(() => {})
    const { answer } = hanging.outbox.send(message('one'))
    await hanging.time.pass(2_000)
    expect(await answer).toEqual({ is: 'accepted' })
  })

  test('it waits longer after each failure, with jitter, and as long as the server asks', async () => {
    const { outbox, time, posted } = setUp((_, nth) =>
      nth === 3 ? { is: 'unreachable', retryAfterMs: 3_000, isTooMany: false } : unreachable,
    )
    outbox.send({ kind: 'claimChat', chat })
    const waited: number[] = []
    for (let n = 0; n < 7; n++) {
      await settled()
      waited.push(time.nextMs ?? 0)
      await time.pass(time.nextMs ?? 0)
    }
    expect(waited).toEqual([500, 1_000, 3_000, 4_000, 8_000, 8_000, 8_000])
    time.chance = 0
    await time.pass(8_000)
    expect(time.nextMs).toBe(6_000)
    expect(posted.length).toBeGreaterThan(7)
  })

  test('a refusal is an answer and is not retried', async () => {
    const { outbox, posted, kept, entries } = setUp(() => refused('already-claimed'))
    const answer = await outbox.send({ kind: 'claimChat', chat }).answer
    expect(answer).toEqual({ is: 'problem', problem: problem('already-claimed') })
    expect(posted).toHaveLength(1)
    expect(entries()).toEqual([])
    expect(kept.size).toBe(0)
  })

  test('EN2: a message to a chat that was erased is not kept, and what was refused before it stays', async () => {
    const { outbox, kept, entries } = setUp((_, nth) => refused(nth === 1 ? 'not-holder' : 'chat-erased'))
    await outbox.send(message('one')).answer
    const { id, answer } = outbox.send(message('two'))
    expect(await answer).toMatchObject({ is: 'problem', problem: { type: '/problems/chat-erased' } })
    await settled()
    expect(kept.has(id)).toBe(false)
    expect(entries()).toMatchObject([{ command: { text: 'one' } }])
  })

  test('CL5: the words of a refused message are kept until the person lets go of them', async () => {
    const { outbox, kept, entries } = setUp(() => refused('not-holder'))
    const { id, answer } = outbox.send(message('one'))
    await answer
    expect(entries()).toMatchObject([{ command: { text: 'one' }, refused: problem('not-holder') }])
    expect(kept.get(id)?.refused).toEqual(problem('not-holder'))

    const next = setUp(() => accepted)
    next.outbox.adopt([...kept.values()])
    await settled()
    expect(next.posted).toEqual([])
    expect(next.entries()).toMatchObject([{ refused: problem('not-holder') }])
    next.outbox.discard(id)
    expect(next.entries()).toEqual([])
  })

  test('messages of a chat leave in the order they were written, and its end after them', async () => {
    let release: (reply: Reply<CommandAccepted>) => void = () => {}
    const first = new Promise<Reply<CommandAccepted>>((resolve) => {
      release = resolve
    })
    const { outbox, posted, time } = setUp((_, nth) => (nth === 1 ? first : accepted))
    const one = outbox.send(message('one'))
    const two = outbox.send(message('two'))
    const end = outbox.send({ kind: 'endChat', chat, fence: 1 })
    const elsewhere = outbox.send({ ...message('other'), chat: 'chat-2' as ChatId })
    await elsewhere.answer
    expect(posted.map(({ id }) => id)).toEqual([one.id, elsewhere.id])
    release(unreachable)
    await time.pass(1_000)
    await end.answer
    expect(posted.map(({ id }) => id)).toEqual([one.id, elsewhere.id, one.id, two.id, end.id])
  })

  test('what an earlier page left is sent by the next, in its order, under its identifiers and the shift of now', async () => {
    const before = setUp(() => unreachable)
    const ids = ['one', 'two', 'three'].map((text) => before.outbox.send(message(text)).id)
    await settled()
    before.outbox.close()
    expect(before.kept.size).toBe(3)

    const after = setUp(() => accepted, 'shift-2', before.kept)
    after.outbox.adopt([...before.kept.values()].sort((a, b) => a.order - b.order))
    const { answer } = after.outbox.send(message('four'), 'id-9' as CommandId)
    await answer
    expect(after.posted.map(({ id }) => id)).toEqual([...ids, 'id-9'])
    expect(after.posted.map(({ shift }) => shift)).toEqual(Array(4).fill('shift-2'))
    expect(after.kept.size).toBe(0)
  })

  test('what is written before it is known what an earlier page left goes behind that, here and for every later page', async () => {
    const before = setUp(() => unreachable)
    const left = ['one', 'two'].map((text) => before.outbox.send(message(text)).id)
    await settled()
    before.outbox.close()
    const entries = [...before.kept.values()].map((entry) => ({ ...entry, order: entry.order + 86_400_000 }))

    const after = setUp(() => accepted, 'shift-2', before.kept, true)
    after.disk.load = () => Promise.reject(new DiskFailure('unavailable'))
    const claim = after.outbox.send({ kind: 'claimChat', chat }, 'id-8' as CommandId)
    const { answer } = after.outbox.send(message('three'), 'id-9' as CommandId)
    await after.time.pass(5_000)
    expect(after.posted.map(({ id }) => id)).toEqual([claim.id])
    after.outbox.adopt(entries)
    expect(after.entries().map(({ command }) => command.id)).toEqual([...left, 'id-9'])
    await settled()
    expect(after.kept.get('id-9')?.order ?? Infinity).toBeGreaterThan(Math.max(...entries.map(({ order }) => order)))
    await answer
    expect(after.posted.map(({ id }) => id)).toEqual([claim.id, ...left, 'id-9'])
  })

  test('what an earlier page left comes before everything that has not left yet, also when it is read late', async () => {
    const before = setUp(() => unreachable)
    const left = before.outbox.send(message('one')).id
    await settled()
    before.outbox.close()

    let release: (reply: Reply<CommandAccepted>) => void = () => {}
    const first = new Promise<Reply<CommandAccepted>>((resolve) => {
      release = resolve
    })
    const after = setUp((_, nth) => (nth === 1 ? first : accepted), 'shift-2', before.kept, true)
    after.disk.load = () => Promise.reject(new DiskFailure('unavailable'))
    after.outbox.send(message('two'), 'id-8' as CommandId)
    const { answer } = after.outbox.send(message('three'), 'id-9' as CommandId)
    after.outbox.release()
    await settled()
    after.outbox.adopt([...before.kept.values()].filter(({ command }) => command.id === left))
    release(accepted)
    await answer
    expect(after.posted.map(({ id }) => id)).toEqual(['id-8', left, 'id-9'])
  })

  test('what is written on one page goes behind what another, open or gone, has waiting in the chat', async () => {
    const other = setUp(() => unreachable)
    const theirs = ['one', 'two'].map((text) => other.outbox.send(message(text), text as CommandId).id)
    other.outbox.send({ ...message('elsewhere'), chat: 'chat-2' as ChatId }, 'elsewhere' as CommandId)
    await settled()

    const { outbox, posted, kept } = setUp(() => accepted, 'shift-2', other.kept)
    outbox.send(message('three'), 'three' as CommandId)
    await outbox.send({ kind: 'endChat', chat, fence: 1 }, 'end' as CommandId).answer
    expect(posted.map(({ id }) => id)).toEqual([...theirs, 'three', 'end'])
    expect([...kept.keys()]).toEqual(['elsewhere'])
  })

  test('what two commands find waiting goes before the first of them, whichever hears of it first', async () => {
    const other = setUp(() => unreachable)
    other.outbox.send(message('one'), 'one' as CommandId)
    await settled()

    const { outbox, posted, disk } = setUp(() => accepted, 'shift-2', other.kept)
    const readings: (() => void)[] = []
    const { load } = disk
    disk.load = async () => {
      const found = await load()
      return new Promise((resolve) => readings.push(() => resolve(found)))
    }
    outbox.send(message('two'), 'two' as CommandId)
    const { answer } = outbox.send(message('three'), 'three' as CommandId)
    await settled()
    readings[1]?.()
    await settled()
    expect(posted).toEqual([])
    readings[0]?.()
    await answer
    expect(posted.map(({ id }) => id)).toEqual(['one', 'two', 'three'])
  })

  test('a page whose clock is behind that of another keeps its words behind the other’s, for every later page', async () => {
    const other = setUp(() => unreachable)
    await other.time.pass(60_000)
    other.outbox.send(message('one'), 'one' as CommandId)
    await settled()

    const { outbox, entries, kept } = setUp(() => unreachable, 'shift-1', other.kept)
    outbox.send(message('two'), 'two' as CommandId)
    outbox.send(message('three'), 'three' as CommandId)
    await settled()
    const inOrder = [...kept.values()].sort((a, b) => a.order - b.order).map(({ command }) => command.id)
    expect(inOrder).toEqual(['one', 'two', 'three'])
    expect(entries().map(({ command }) => command.id)).toEqual(inOrder)
  })

  test('what another page gave later goes behind it, also when it is read late', async () => {
    const { outbox, posted, kept } = setUp(() => accepted, 'shift-1', new Map(), true)
    outbox.send(message('one'), 'one' as CommandId)
    await settled()
    const other = setUp(() => unreachable, 'shift-1', kept)
    other.outbox.send(message('two'), 'two' as CommandId)
    await settled()
    outbox.adopt([...kept.values()])
    await settled()
    expect(posted.map(({ id }) => id)).toEqual(['one', 'two'])
  })

  test('words stay before what another page gave later, also where the disk did not say what was before them', async () => {
    let release: (reply: Reply<CommandAccepted>) => void = () => {}
    const first = new Promise<Reply<CommandAccepted>>((resolve) => {
      release = resolve
    })
    const { outbox, posted, disk, kept } = setUp((_, nth) => (nth === 1 ? first : accepted))
    outbox.adopt([])
    disk.load = () => Promise.reject(new DiskFailure('unavailable'))
    outbox.send(message('one'), 'one' as CommandId)
    outbox.send(message('two'), 'two' as CommandId)
    await settled()
    const other = setUp(() => unreachable, 'shift-1', kept)
    other.outbox.send(message('three'), 'three' as CommandId)
    await settled()
    outbox.adopt([...kept.values()])
    release(accepted)
    await settled()
    expect(posted.map(({ id }) => id)).toEqual(['one', 'two', 'three'])
  })

  test('words that go behind those of another page stay in their own order, whatever the clocks said', async () => {
    const { outbox, posted, time, disk, kept } = setUp(() => unreachable, 'shift-1', new Map(), true)
    disk.load = () => Promise.reject(new DiskFailure('unavailable'))
    outbox.send(message('two'), 'two' as CommandId)
    await time.pass(60_000)
    outbox.send(message('three'), 'three' as CommandId)
    await settled()
    const [two] = [...kept.values()]
    outbox.adopt(two ? [{ ...two, command: { ...two.command, id: 'one' as CommandId }, order: two.order + 30_000 }] : [])
    await settled()
    const inOrder = [...kept.values()].sort((a, b) => a.order - b.order).map(({ command }) => command.id)
    expect(inOrder).toEqual(['two', 'three'])
    expect(kept.get('two' as CommandId)?.order ?? 0).toBeGreaterThan(30_000)
    expect(posted.map(({ id }) => id)).toEqual(['one'])
  })

  test('whoever finds words on a bad disk finds those before them as well', async () => {
    const { outbox, disk, kept, time } = setUp(() => unreachable)
    const { put } = disk
    disk.put = () => Promise.reject(new DiskFailure('unavailable'))
    outbox.send(message('one'), 'one' as CommandId)
    outbox.send({ ...message('elsewhere'), chat: 'chat-2' as ChatId }, 'elsewhere' as CommandId)
    await settled()
    disk.put = put
    outbox.send(message('two'), 'two' as CommandId)
    await settled()
    expect([...kept.keys()]).toEqual(['one', 'two'])
    disk.put = () => Promise.reject(new DiskFailure('unavailable'))
    await time.pass(4_000)
    disk.put = put
    await time.pass(1_500)
    expect([...kept.keys()]).toEqual(['one', 'two', 'elsewhere'])
  })

  test('what is answered and cannot leave the disk is not sent again by this page', async () => {
    const { outbox, posted, disk } = setUp(() => accepted)
    disk.drop = () => Promise.reject(new DiskFailure('unavailable'))
    await outbox.send(message('one'), 'one' as CommandId).answer
    await outbox.send(message('two'), 'two' as CommandId).answer
    expect(posted.map(({ id }) => id)).toEqual(['one', 'two'])
  })

  test('a disk that does not say what waits holds words back for a moment only', async () => {
    const failing = setUp(() => accepted)
    failing.disk.load = () => Promise.reject(new DiskFailure('unavailable'))
    expect(await failing.outbox.send(message('one')).answer).toEqual({ is: 'accepted' })

    const hanging = setUp(() => accepted)
    hanging.disk.load = () => new Promise(() => {})
    const { answer } = hanging.outbox.send(message('one'))
    await hanging.time.pass(2_000)
    expect(await answer).toEqual({ is: 'accepted' })
  })

  test('what could not be kept is kept as soon as the disk works, and only then is everything said to be kept', async () => {
    const { outbox, disk, kept, failures, time } = setUp(() => unreachable)
    const works = disk.put
    disk.put = () => Promise.reject(new DiskFailure('full'))
    const { id } = outbox.send(message('one'))
    await settled()
    disk.put = works
    outbox.send({ ...message('other'), chat: 'chat-2' as ChatId })
    await settled()
    expect(failures.at(-1)?.why).toBe('full')
    await time.pass(6_000)
    expect(kept.has(id)).toBe(true)
    expect(failures.at(-1)).toBeNull()
  })

  test('a new connection gives up attempts that hang on the old one, and makes them at once', async () => {
    const { outbox, posted } = setUp((_, nth) => (nth === 1 ? new Promise(() => {}) : accepted))
    const { answer } = outbox.send({ kind: 'claimChat', chat })
    await settled()
    expect(posted).toHaveLength(1)
    outbox.reconnected()
    expect(await answer).toEqual({ is: 'accepted' })
    expect(posted).toHaveLength(2)
  })

  test('what waits for its next attempt makes it when it is told to', async () => {
    const { outbox, posted, time } = setUp((_, nth) => (nth < 4 ? unreachable : accepted))
    const { answer } = outbox.send({ kind: 'claimChat', chat })
    for (let n = 1; n < 4; n++) {
      await time.pass(0)
      expect(posted).toHaveLength(n)
      outbox.retryNow()
    }
    expect(await answer).toEqual({ is: 'accepted' })
  })

  test('what is not answered is listed with its attempts and the time of the tap', async () => {
    const { outbox, entries, time } = setUp((_, nth) => (nth < 3 ? unreachable : accepted))
    const { answer } = outbox.send({ kind: 'claimChat', chat })
    expect(entries()).toMatchObject([{ attempts: 0, since: 1_050, command: { kind: 'claimChat' } }])
    await time.pass(600)
    expect(entries()).toMatchObject([{ attempts: 1, since: 1_050 }])
    await time.pass(10_000)
    await answer
    expect(entries()).toEqual([])
  })

  test.each(['not-signed-in', 'wrong-shift'])('CL2: %s is no answer: nothing more leaves, and everything stays', async (kind) => {
    const { outbox, posted, kept, isOver } = setUp(() => refused(kind))
    const one = outbox.send(message('one'))
    const two = outbox.send(message('two'))
    expect(await one.answer).toEqual({ is: 'gaveUp' })
    expect(await two.answer).toEqual({ is: 'gaveUp' })
    expect(posted).toHaveLength(1)
    expect(isOver()).toBe(true)
    expect(kept.size).toBe(2)
  })

  test('nothing leaves once it is closed', async () => {
    const { outbox, posted } = setUp(() => accepted)
    const held = setUp(() => accepted, 'shift-1', new Map(), true)
    const { answer } = held.outbox.send(message('one'))
    held.outbox.close()
    expect(await answer).toEqual({ is: 'gaveUp' })
    outbox.close()
    expect(await outbox.send({ kind: 'claimChat', chat }).answer).toEqual({ is: 'gaveUp' })
    expect(posted).toEqual([])
  })
})
