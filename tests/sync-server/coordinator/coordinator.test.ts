/** The coordinator over a real database file: what is answered is durable, what fails never happened, time goes on after a restart. */
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/decider/commands.ts'
import type { StoreEvent } from '../../../src/decider/events.ts'
import { defaultPolicy } from '../../../src/decider/policy.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import type { ChatId, CommandId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import {
  type CoordinatorParts,
  createCoordinator,
  type RunningCoordinator,
} from '../../../sync-server/coordinator/coordinator.ts'
import type { Asked, Change } from '../../../sync-server/coordinator/submission.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { openDatabase, type TestDatabase } from '../../support/database.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const store = 'oxford-street' as StoreId
const other = 'covent-garden' as StoreId
const ana = 'ana' as MemberId
const ben = 'ben' as MemberId
const start = 1_763_800_000_000

let database: TestDatabase
let clock: ManualClock
let storage: Storage
const running: RunningCoordinator[] = []

beforeEach(async () => {
  clock = manualClock(start)
  database = await openDatabase()
  storage = database.storage
})
afterEach(async () => {
  for (const coordinator of running.splice(0)) await coordinator.stop()
  await database.end()
})

async function started(parts: Partial<CoordinatorParts> = {}): Promise<RunningCoordinator> {
  const coordinator = createCoordinator({
    storage,
    clock,
    log: pino({ level: 'silent' }),
    heardAt: () => ({ [ana]: clock.now(), [ben]: clock.now() }),
    ...parts,
  })
  running.push(coordinator)
  await coordinator.start()
  return coordinator
}

async function stopped(coordinator: RunningCoordinator): Promise<void> {
  running.splice(running.indexOf(coordinator), 1)
  await coordinator.stop()
}

const identifier = (at = clock.now()) => uuid({ msecs: at }) as CommandId
const asked = (id: CommandId, content = 'c', actor = `member:${ana}`): Asked => ({ actor, id, content })
const team = (coordinator: RunningCoordinator, where = store) =>
  Promise.all(
    [ana, ben].flatMap((member) => [
      coordinator.submit({ store: where, command: { type: 'AddMember', member }, asked: null }),
      coordinator.submit({
        store: where,
        command: { type: 'MergeWish', member, wish: { on: clock.now(), off: 0 } },
        asked: null,
      }),
    ]),
  )
const question = (chat: string): Command => ({
  type: 'AskQuestion',
  chat: chat as ChatId,
  shopper: `shopper-of-${chat}` as ShopperId,
  isReturning: false,
  spokenTo: [],
})
/** Until when the first offer of the store's chat waits to be delivered. */
const awaitedUntil = ({ chats }: StoreState) => {
  const ring = chats['chat' as ChatId]?.request.offers[0]?.ring
  if (ring?.is !== 'awaited') throw new Error(`The first offer is not awaited, but ${ring?.is}.`)
  return ring.until
}
const claim = (chat: string, member = ana): Command => ({ type: 'ClaimChat', member, chat: chat as ChatId, asksUntil: null })

/** The storage with its commits watched or spoilt. */
function withCommit(commit: Storage['log']['commit']): Storage {
  return { ...storage, log: { ...storage.log, commit } }
}

describe('a look', () => {
  test('RE1, OF2: whoever becomes reachable while the look before is being kept is rung by the next', async () => {
    let heardAt: Readonly<Record<MemberId, number>> = {}
    let duringCommit = () => {}
    const commit: Storage['log']['commit'] = (decisions) => {
      duringCommit()
      return storage.log.commit(decisions)
    }
    const coordinator = await started({ storage: withCommit(commit), heardAt: () => heardAt })
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    duringCommit = () => {
      duringCommit = () => {}
      heardAt = { [ana]: clock.now() }
      coordinator.look(store)
    }
    coordinator.look(store)
    await coordinator.submit({ store, command: { type: 'LeaveContact', chat: 'chat' as ChatId }, asked: null })
    await until(async () => {
      const { chats } = await coordinator.state(store)
      expect(chats['chat' as ChatId]?.request.offers.map(({ member }) => member)).toEqual([ana])
    })
  })
})

describe('answers', () => {
  test('CL1: of two claims in the same flush one is accepted, the other told who has the chat', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const [first, second] = await Promise.all([
      coordinator.submit({ store, command: claim('chat', ben), asked: asked(identifier(), 'b', `member:${ben}`) }),
      coordinator.submit({ store, command: claim('chat', ana), asked: asked(identifier()) }),
    ])
    expect(first).toEqual({ is: 'answered', answer: { is: 'accepted', fence: 1 } })
    expect(second).toEqual({ is: 'answered', answer: { is: 'refused', why: 'AlreadyClaimed', by: ben } })
  })

  test('CL2: a retry gets the first answer, at once, in the same flush and after a restart', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const id = identifier()
    const twins = await Promise.all([1, 2].map(() => coordinator.submit({ store, command: claim('chat'), asked: asked(id) })))
    expect(twins[0]).toEqual({ is: 'answered', answer: { is: 'accepted', fence: 1 } })
    expect(twins[1]).toEqual(twins[0])
    await stopped(coordinator)
    clock.moveTo(start + 3_600_000)
    const again = await started()
    expect(await again.submit({ store, command: claim('chat'), asked: asked(id) })).toEqual(twins[0])
  })

  test('CL2: a refusal is as durable as any other answer', async () => {
    const coordinator = await started()
    await team(coordinator)
    const id = identifier()
    const refused = await coordinator.submit({ store, command: claim('chat'), asked: asked(id) })
    expect(refused).toEqual({ is: 'answered', answer: { is: 'refused', why: 'UnknownChat' } })
    await coordinator.submit({ store, command: question('chat'), asked: null })
    expect(await coordinator.submit({ store, command: claim('chat'), asked: asked(id) })).toEqual(refused)
  })

  test('CL2: the same identifier with other content is refused, and is another command for another actor', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const id = identifier()
    await coordinator.submit({ store, command: claim('chat'), asked: asked(id, 'claim') })
    expect(await coordinator.submit({ store, command: claim('chat'), asked: asked(id, 'other') })).toEqual({
      is: 'identifierReused',
    })
    expect(
      await coordinator.submit({ store, command: claim('chat', ben), asked: asked(id, 'other', `member:${ben}`) }),
    ).toMatchObject({
      is: 'answered',
    })
  })

  test('CL2: an identifier of more than 30 days ago, or from the future, is refused', async () => {
    const coordinator = await started()
    const days = (count: number) => clock.now() + count * 86_400_000
    const ask = (id: CommandId) => coordinator.submit({ store, command: claim('chat'), asked: asked(id) })
    expect(await ask(identifier(days(-31)))).toEqual({ is: 'identifierTooOld' })
    expect(await ask(identifier(days(3)))).toEqual({ is: 'identifierTooOld' })
    expect(await ask('not-an-identifier' as CommandId)).toEqual({ is: 'identifierTooOld' })
    expect(await ask(identifier(days(-29)))).toMatchObject({ is: 'answered' })
  })

  test('CL2: the answer to a device whose clock is ahead is kept for as long as its identifier is taken', async () => {
    const coordinator = await started()
    await team(coordinator)
    const hourMs = 3_600_000
    const id = identifier(clock.now() + 24 * hourMs)
    const ask = () => coordinator.submit({ store, command: claim('chat'), asked: asked(id) })
    const first = await ask()
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const forgotten: number[] = []
    const { forgetAnswers } = storage.log
    storage.log.forgetAnswers = async (before) => {
      const count = await forgetAnswers(before)
      forgotten.push(count)
      return count
    }
    clock.set(start + 31 * 24 * hourMs - 1)
    clock.moveTo(clock.now())
    await until(() => expect(forgotten).toHaveLength(1))
    expect(await ask()).toEqual(first)
  })
})

describe('flushes', () => {
  test('many stores’ decisions share one flush', async () => {
    const sizes: number[] = []
    const watched = withCommit((decisions) => {
      sizes.push(new Set(decisions.map((one) => one.store)).size)
      return storage.log.commit(decisions)
    })
    const coordinator = await started({ storage: watched })
    await Promise.all([team(coordinator, store), team(coordinator, other)])
    expect(Math.max(...sizes)).toBe(2)
  })

  test('a flush that fails rejects, changes nothing, and a retry is decided', async () => {
    let isBroken = false
    const spoilt = withCommit((decisions) =>
      isBroken ? Promise.reject(new StorageFailure('disk full')) : storage.log.commit(decisions),
    )
    const coordinator = await started({ storage: spoilt })
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const heard: Change[] = []
    coordinator.subscribe(store, (change) => heard.push(change))
    isBroken = true
    const id = identifier()
    await expect(coordinator.submit({ store, command: claim('chat'), asked: asked(id) })).rejects.toThrow('disk full')
    expect(heard).toEqual([])
    expect((await coordinator.state(store)).chats['chat' as ChatId]?.standing.is).toBe('unheld')
    isBroken = false
    expect(await coordinator.submit({ store, command: claim('chat'), asked: asked(id) })).toMatchObject({
      answer: { is: 'accepted' },
    })
  })

  test('a command whose words cannot be kept fails alone, not with everybody who shared its flush', async () => {
    const coordinator = await started()
    await Promise.all([team(coordinator, store), team(coordinator, other)])
    const orphan = {
      chat: 'unknown' as ChatId,
      number: 1,
      id: identifier(),
      from: 'shopper',
      member: null,
      text: 'Hi',
      at: 0,
    } as const
    const [bad, good] = await Promise.allSettled([
      coordinator.submit({
        store,
        command: question('chat'),
        asked: null,
        words: () => [{ write: 'message', message: orphan }],
      }),
      coordinator.submit({ store: other, command: question('chat-elsewhere'), asked: asked(identifier()) }),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'StorageFailure' } })
    expect(good).toMatchObject({ status: 'fulfilled', value: { answer: { is: 'accepted' } } })
    expect((await coordinator.state(store)).chats).toEqual({})
  })

  test('CL1: of two servers on one database one wins, the other decides again on what is there', async () => {
    const here = await started()
    await team(here)
    await here.submit({ store, command: question('chat'), asked: null })
    const there = await started()
    await there.state(store)
    const [mine, theirs] = await Promise.all([
      here.submit({ store, command: claim('chat', ana), asked: asked(identifier()) }),
      there.submit({ store, command: claim('chat', ben), asked: asked(identifier(), 'b', `member:${ben}`) }),
    ])
    const accepted = [mine, theirs].filter((one) => one.is === 'answered' && one.answer.is === 'accepted')
    expect(accepted).toHaveLength(1)
    expect([mine, theirs]).toContainEqual(
      expect.objectContaining({ answer: expect.objectContaining({ why: 'AlreadyClaimed' }) as unknown }),
    )
  })

  test('CL2: a refusal that another server gave meanwhile takes nothing with it that was kept beside it', async () => {
    const here = await started()
    await team(here)
    const id = identifier()
    const refused = { store, command: claim('nowhere'), asked: asked(id) }
    let overtake: () => Promise<unknown> = async () => {}
    const there = await started({
      storage: withCommit(async (decisions) => {
        await overtake()
        return storage.log.commit(decisions)
      }),
    })
    await there.state(store)
    const heard: Change[] = []
    there.subscribe(store, (change) => heard.push(change))
    overtake = async () => {
      overtake = async () => {}
      await here.submit(refused)
    }
    const [again, opened] = await Promise.all([
      there.submit(refused),
      there.submit({ store, command: question('chat'), asked: null }),
    ])
    expect(again).toEqual({ is: 'answered', answer: { is: 'refused', why: 'UnknownChat' } })
    expect(opened).toEqual({ is: 'answered', answer: { is: 'accepted', number: 1 } })
    expect(heard.flatMap(({ events }) => events.filter(({ type }) => type === 'ChatOpened'))).toHaveLength(1)
  })

  test('listeners hear each commit once, in order, with what led to it', async () => {
    const coordinator = await started()
    const heard: Change[] = []
    const stop = coordinator.subscribe(store, (change) => heard.push(change))
    await team(coordinator)
    stop()
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const versions = heard.map((change) => [change.before.version, change.after.version])
    expect(
      versions.every(([before, after], index) => before === (versions[index - 1]?.[1] ?? 0) && Number(after) > Number(before)),
    ).toBe(true)
    expect(heard.flatMap((change) => change.events.map((event) => event.type))).toContain('MemberAdded')
    expect(heard.at(-1)?.after.chats).toEqual({})
  })

  test('whoever stops listening twice takes nothing from who listens since', async () => {
    const coordinator = await started()
    const heard: Change[] = []
    const stop = coordinator.subscribe(store, () => {})
    stop()
    coordinator.subscribe(store, (change) => heard.push(change))
    stop()
    await team(coordinator)
    expect(heard).not.toEqual([])
  })
})

describe('turns', () => {
  test('a claim does not wait behind a thousand stores that are looked at', async () => {
    const flushes: string[] = []
    const coordinator = await started({ onFlush: ({ events }) => flushes.push(events.map(({ type }) => type).join()) })
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    flushes.length = 0
    for (let n = 0; n < 1_000; n += 1) coordinator.look(`store-${n}` as StoreId)
    await coordinator.submit({ store, command: claim('chat'), asked: asked(identifier()) })
    expect(flushes.length).toBeLessThanOrEqual(2)
  })

  test('what had no turn in a flush has it in the next, in its order', async () => {
    let now = start
    const busy = { ...clock, now: () => (now += 1) }
    const coordinator = await started({ clock: busy })
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    await coordinator.submit({ store, command: claim('chat'), asked: asked(identifier()) })
    const write: Command = { type: 'WriteAsMember', member: ana, chat: 'chat' as ChatId, fence: 1 }
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => coordinator.submit({ store, command: write, asked: asked(identifier(), `${n}`) })),
    )
    expect(answers.map((one) => one.is === 'answered' && 'number' in one.answer && one.answer.number)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 2),
    )
  })
})

describe('time', () => {
  test('OF1: deadlines are armed again after a restart, and the time the server was down is given back', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const endsAt = (await coordinator.state(store)).chats['chat' as ChatId]?.request.endsAt ?? 0
    await stopped(coordinator)
    clock.moveTo(start + 20_000)
    const again = await started()
    expect((await again.state(store)).chats['chat' as ChatId]?.request.endsAt).toBe(endsAt + 20_000)
    clock.moveTo(endsAt + 20_000)
    await until(async () => expect((await again.state(store)).chats['chat' as ChatId]?.request.end).not.toBeNull())
  })

  test('EN1: a held chat whose shopper does not come back after a restart ends by absence, though nobody asks', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const stream = { type: 'NoteShopperStream', chat: 'chat' as ChatId, isOpen: true } as const
    await coordinator.submit({ store, command: stream, asked: null })
    await coordinator.submit({ store, command: claim('chat'), asked: asked(identifier()) })
    await stopped(coordinator)
    await started()
    const isKept = (type: StoreEvent['type']) =>
      until(async () => {
        const kept = await storage.log.load(store)
        expect(kept?.events.map((event) => event.type)).toContain(type)
      })
    await isKept('ShopperStreamLost')
    const { shopperLeftAfterMs, endAfterLeftMs } = defaultPolicy
    clock.moveTo(clock.now() + shopperLeftAfterMs + endAfterLeftMs)
    await isKept('ChatEnded')
  })

  test('OF1: a deadline that comes before its store was taken over is looked at, and the time since the crash is given back', async () => {
    const coordinator = await started()
    await team(coordinator)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    const awaited = awaitedUntil(await coordinator.state(store))
    await stopped(coordinator)
    const crashedAt = clock.now()
    let letLoad = () => {}
    const slow = new Promise<void>((resolve) => {
      letLoad = resolve
    })
    const load = async (id: StoreId) => {
      await slow
      return storage.log.load(id)
    }
    const after = await started({ storage: { ...storage, log: { ...storage.log, load } } })
    clock.moveTo(awaited + 1)
    letLoad()
    expect(awaitedUntil(await after.state(store))).toBe(awaited + (clock.now() - crashedAt))
  })

  test('OF1: decision time never runs backwards, though the machine’s clock does', async () => {
    const coordinator = await started()
    const times: number[] = []
    coordinator.subscribe(store, (change) => times.push(...change.events.map((event) => event.at)))
    await team(coordinator)
    clock.set(start - 3_600_000)
    await coordinator.submit({ store, command: question('chat'), asked: null })
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBe(start)
  })

  test('replaying the log, with or without a snapshot, gives the live state', async () => {
    const coordinator = await started()
    await team(coordinator)
    for (let n = 0; n < 60; n += 1) {
      clock.moveTo(clock.now() + 1_000)
      await coordinator.submit({ store, command: question(`chat-${n}`), asked: null })
      await coordinator.submit({
        store,
        command: { type: 'EndChat', chat: `chat-${n}` as ChatId, by: { is: 'shopper' } },
        asked: null,
      })
    }
    const live = await coordinator.state(store)
    await stopped(coordinator)
    const again = await started()
    const resumed = await again.state(store)
    expect(live.version).toBeGreaterThan(200)
    expect({ ...resumed, version: 0, time: 0, chats: {} }).toEqual({ ...live, version: 0, time: 0, chats: {} })
    expect(Object.keys(resumed.chats)).toEqual(Object.keys(live.chats))
  })
})
