/** What every engine's log of decisions must do: durable, in order, each decision whole or not at all. */
import { describe, expect, test } from 'vitest'
import { answerKey, type DecisionToCommit, type GivenAnswer } from '../../sync-server/storage/decision-log.ts'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import {
  answered,
  awkwardText,
  chatId,
  commandId,
  decision,
  event,
  memberId,
  message,
  messageWrite,
  opening,
  snapshot,
  storeId,
} from './storage-samples.ts'

const store1 = storeId('store-1')

export function decisionLogContract(given: GivenStorage): void {
  describe('the log', () => {
    test('a store without events is null', async () => {
      expect(await given.storage.log.load(store1)).toBeNull()
    })

    test('events come back in order, as they were, and only the store’s own', async () => {
      const odd = { ...event(2), at: 1_700_000_000_000.125, chat: chatId(awkwardText) }
      expect(
        await given.storage.log.commit([
          decision({ events: [event(1), odd] }),
          decision({ store: storeId('store-2'), events: [event(9)] }),
          decision({ expectedVersion: 2, events: [event(3)] }),
        ]),
      ).toEqual(['committed', 'committed', 'committed'])
      expect(await given.storage.log.load(store1)).toEqual({ snapshot: null, events: [event(1), odd, event(3)] })
      expect(await given.storage.log.load(storeId('store-2'))).toEqual({ snapshot: null, events: [event(9)] })
    })

    test('CL1: what was committed is there after opening again', async () => {
      await given.storage.log.commit([
        decision({ answered: answered('command-1'), nextDeadline: 77.5, writes: [opening(), messageWrite(1)] }),
      ])
      await given.storage.log.noteAlive(123)
      await given.reopen()
      expect((await given.storage.log.load(store1))?.events).toEqual([event(1)])
      expect((await given.storage.log.answers([answered('command-1')])).size).toBe(1)
      expect(await given.storage.log.deadlines()).toEqual([{ store: 'store-1', at: 77.5 }])
      expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toEqual([message(1)])
      expect(await given.storage.log.lastAlive()).toBe(123)
    })

    test('nothing to commit is nothing', async () => {
      expect(await given.storage.log.commit([])).toEqual([])
    })

    test('another version than the expected one is a conflict and leaves no trace', async () => {
      await given.storage.log.commit([decision({ nextDeadline: 5 })])
      const late = decision({
        expectedVersion: 0,
        events: [event(2)],
        answered: answered('late'),
        nextDeadline: 9,
        writes: [opening()],
        snapshot: snapshot(1),
      })
      expect(await given.storage.log.commit([late])).toEqual(['conflict'])
      expect(await given.storage.log.commit([{ ...late, expectedVersion: 2 }])).toEqual(['conflict'])
      expect(await given.storage.log.load(store1)).toEqual({ snapshot: null, events: [event(1)] })
      expect((await given.storage.log.answers([answered('late')])).size).toBe(0)
      expect(await given.storage.log.deadlines()).toEqual([{ store: 'store-1', at: 5 }])
      expect(await given.storage.conversations.find(chatId('chat-1'))).toBeNull()
    })

    test('a first decision cannot skip versions', async () => {
      expect(await given.storage.log.commit([decision({ expectedVersion: 3 })])).toEqual(['conflict'])
      expect(await given.storage.log.load(store1)).toBeNull()
    })

    test('a decision without events still has to be on time', async () => {
      await given.storage.log.commit([decision()])
      const refusal = (expectedVersion: number, id: string) =>
        decision({ expectedVersion, events: [], answered: answered(id), nextDeadline: 8 })
      expect(await given.storage.log.commit([refusal(0, 'late'), refusal(1, 'on-time')])).toEqual(['conflict', 'committed'])
      expect([...(await given.storage.log.answers([answered('late'), answered('on-time')])).keys()]).toEqual([
        answerKey('member:ann', commandId('on-time')),
      ])
      expect(await given.storage.log.deadlines()).toEqual([{ store: 'store-1', at: 8 }])
    })

    test('a refusal in a store without events leaves it without events', async () => {
      expect(await given.storage.log.commit([decision({ events: [], answered: answered('refused') })])).toEqual(['committed'])
      expect(await given.storage.log.load(store1)).toBeNull()
      expect(await given.storage.log.commit([decision()])).toEqual(['committed'])
    })

    test('a conflict and an answered command take none of the others with them', async () => {
      await given.storage.log.commit([decision({ answered: answered('first') })])
      const results = await given.storage.log.commit([
        decision({ store: storeId('store-2'), answered: answered('a') }),
        decision({ expectedVersion: 0, answered: answered('b'), writes: [opening({ chat: chatId('b') })] }),
        decision({ store: storeId('store-3'), answered: answered('c') }),
        decision({ expectedVersion: 1, events: [event(2)], answered: answered('first') }),
        decision({ expectedVersion: 1, events: [event(3)], answered: answered('d'), writes: [opening()] }),
      ])
      expect(results).toEqual(['committed', 'conflict', 'committed', 'answered', 'committed'])
      expect((await given.storage.log.load(store1))?.events).toEqual([event(1), event(3)])
      expect((await given.storage.log.load(storeId('store-2')))?.events).toHaveLength(1)
      expect((await given.storage.log.load(storeId('store-3')))?.events).toHaveLength(1)
      const asked = ['a', 'b', 'c', 'd'].map((id) => answered(id))
      expect([...(await given.storage.log.answers(asked)).keys()].sort()).toEqual(
        ['a', 'c', 'd'].map((id) => answerKey('member:ann', commandId(id))),
      )
      expect(await given.storage.conversations.find(chatId('b'))).toBeNull()
      expect(await given.storage.conversations.find(chatId('chat-1'))).not.toBeNull()
    })

    test('a flush that fails rejects, and nothing of it is there', async () => {
      await given.storage.log.commit([decision()])
      const failing = given.storage.log.commit([
        decision({ store: storeId('store-2'), answered: answered('a'), nextDeadline: 4, writes: [opening()] }),
        decision({ expectedVersion: 1, writes: [messageWrite(1, { chat: chatId('no-such-chat') })] }),
        decision({ store: storeId('store-3') }),
      ])
      await expect(failing).rejects.toThrow(StorageFailure)
      expect((await given.storage.log.load(store1))?.events).toHaveLength(1)
      expect(await given.storage.log.load(storeId('store-2'))).toBeNull()
      expect(await given.storage.log.load(storeId('store-3'))).toBeNull()
      expect((await given.storage.log.answers([answered('a')])).size).toBe(0)
      expect(await given.storage.log.deadlines()).toEqual([])
      expect(await given.storage.conversations.find(chatId('chat-1'))).toBeNull()
      expect(await given.storage.log.commit([decision({ expectedVersion: 1 })])).toEqual(['committed'])
    })

    test('CL1: of two servers that decide on the same version, one commits and the other hears of a conflict', async () => {
      const other = await given.another()
      const rounds = Array.from({ length: 50 }, (_, version) => version)
      for (const version of rounds) {
        const both = await Promise.all(
          [given.storage, other].map((one, index) =>
            one.log.commit([decision({ expectedVersion: version, events: [event(version * 2 + index)] })]),
          ),
        )
        expect(both.flat().sort()).toEqual(['committed', 'conflict'])
      }
      expect((await other.log.load(store1))?.events).toHaveLength(rounds.length)
      expect(await other.log.load(store1)).toEqual(await given.storage.log.load(store1))
    })

    test('commits that overlap are each whole', async () => {
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          given.storage.log.commit([
            decision({ store: storeId(`store-${index}`), answered: answered(`command-${index}`) }),
            decision({ store: storeId('shared'), expectedVersion: index, events: [event(index)] }),
          ]),
        ),
      )
      expect(new Set(results.map(([first]) => first))).toEqual(new Set(['committed']))
      const kept = results.filter(([, second]) => second === 'committed').length
      expect((await given.storage.log.load(storeId('shared')))?.events).toHaveLength(kept)
    })

    test('a flush of a thousand decisions, a decision of a thousand events', async () => {
      const many = Array.from({ length: 1_000 }, (_, index) =>
        decision({ store: storeId(`store-${index}`), answered: answered(`command-${index}`) }),
      )
      const events = Array.from({ length: 1_000 }, (_, index) => event(index))
      const results = await given.storage.log.commit([...many, decision({ store: storeId('big'), events })])
      expect(results).toEqual(Array.from({ length: 1_001 }, () => 'committed'))
      expect((await given.storage.log.load(storeId('big')))?.events).toEqual(events)
      expect((await given.storage.log.answers(many.flatMap((one) => one.answered ?? []))).size).toBe(1_000)
    })
  })

  describe('answers', () => {
    test('CL2: are found by actor and identifier, with their content, as they were given', async () => {
      const refused: NonNullable<DecisionToCommit['answered']> = {
        actor: 'shopper:bea',
        id: commandId('x'),
        given: { content: 'beef', answer: { is: 'refused', why: 'AlreadyClaimed', by: memberId('cat') } },
        at: 5,
      }
      await given.storage.log.commit([
        decision({ answered: answered('x', { fence: 7 }) }),
        decision({ store: storeId('store-2'), answered: refused }),
      ])
      const found = await given.storage.log.answers([
        { actor: 'member:ann', id: commandId('x') },
        { actor: 'shopper:bea', id: commandId('x') },
        { actor: 'member:ann', id: commandId('never') },
      ])
      expect(found).toEqual(
        new Map<string, GivenAnswer>([
          [answerKey('member:ann', commandId('x')), { content: 'c0ffee', answer: { is: 'accepted', fence: 7 } }],
          [answerKey('shopper:bea', commandId('x')), refused.given],
        ]),
      )
    })

    test('CL2: another actor’s identifier is another identifier', async () => {
      await given.storage.log.commit([decision({ answered: answered('x') })])
      expect((await given.storage.log.answers([{ actor: 'member:bob', id: commandId('x') }])).size).toBe(0)
      expect((await given.storage.log.answers([])).size).toBe(0)
    })

    test('CL2: the first answer stays, whichever server or version the second comes from', async () => {
      await given.storage.log.commit([decision({ answered: answered('x', { fence: 1 }) })])
      const other = await given.another()
      const again = (expectedVersion: number) =>
        decision({ expectedVersion, events: [event(2)], answered: answered('x', { fence: 2 }) })
      expect(await other.log.commit([again(1)])).toEqual(['answered'])
      expect(await other.log.commit([again(0)])).toEqual(['answered'])
      expect((await given.storage.log.load(store1))?.events).toEqual([event(1)])
      const found = await given.storage.log.answers([answered('x')])
      expect(found.get(answerKey('member:ann', commandId('x')))?.answer).toEqual({ is: 'accepted', fence: 1 })
    })

    test('CL2: of two decisions for one command in one flush, the first counts', async () => {
      const results = await given.storage.log.commit([
        decision({ answered: answered('x', { fence: 1 }) }),
        decision({ store: storeId('store-2'), answered: answered('x', { fence: 2 }) }),
      ])
      expect(results).toEqual(['committed', 'answered'])
      expect(await given.storage.log.load(storeId('store-2'))).toBeNull()
    })

    test('CL2: those before the given time are forgotten, and counted', async () => {
      await given.storage.log.commit(
        [10, 20, 20.5, 30].map((at, index) =>
          decision({ store: storeId(`store-${index}`), answered: answered(`at-${at}`, { at }) }),
        ),
      )
      expect(await given.storage.log.forgetAnswers(20.5)).toBe(2)
      expect(await given.storage.log.forgetAnswers(20.5)).toBe(0)
      const left = await given.storage.log.answers([10, 20, 20.5, 30].map((at) => answered(`at-${at}`)))
      expect([...left.keys()].sort()).toEqual(['member:ann at-20.5', 'member:ann at-30'])
      expect((await given.storage.log.load(store1))?.events).toHaveLength(1)
    })
  })

  describe('deadlines and signs of life', () => {
    test('the soonest comes first; the newest decision’s counts; none is none', async () => {
      await given.storage.log.commit([
        decision({ store: storeId('later'), nextDeadline: 300 }),
        decision({ store: storeId('soon'), nextDeadline: 100.5 }),
        decision({ store: storeId('none'), nextDeadline: null }),
        decision({ store: storeId('done'), nextDeadline: 50 }),
        decision({ store: storeId('moved'), nextDeadline: 60 }),
      ])
      await given.storage.log.commit([
        decision({ store: storeId('done'), expectedVersion: 1, nextDeadline: null }),
        decision({ store: storeId('moved'), expectedVersion: 1, events: [], nextDeadline: 200 }),
      ])
      expect(await given.storage.log.deadlines()).toEqual([
        { store: 'soon', at: 100.5 },
        { store: 'moved', at: 200 },
        { store: 'later', at: 300 },
      ])
    })

    test('OF1: the latest sign of life is kept', async () => {
      expect(await given.storage.log.lastAlive()).toBeNull()
      await given.storage.log.noteAlive(1_000.5)
      await given.storage.log.noteAlive(2_000.5)
      expect(await given.storage.log.lastAlive()).toBe(2_000.5)
      await given.reopen()
      expect(await given.storage.log.lastAlive()).toBe(2_000.5)
    })
  })

  describe('snapshots', () => {
    test('only the events after the newest one are loaded', async () => {
      await given.storage.log.commit([decision({ events: [event(1), event(2)], snapshot: snapshot(2) })])
      expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(2), events: [] })
      await given.storage.log.commit([decision({ expectedVersion: 2, events: [event(3)] })])
      expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(2), events: [event(3)] })
      await given.storage.log.commit([decision({ expectedVersion: 3, events: [event(4)], snapshot: snapshot(4) })])
      await given.storage.log.commit([decision({ expectedVersion: 4, events: [event(5)] })])
      await given.reopen()
      expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(4), events: [event(5)] })
    })

    test('each store has its own', async () => {
      await given.storage.log.commit([
        decision({ snapshot: snapshot(1) }),
        decision({ store: storeId('store-2'), events: [event(1), event(2)], snapshot: snapshot(2) }),
      ])
      expect((await given.storage.log.load(store1))?.snapshot?.version).toBe(1)
      expect((await given.storage.log.load(storeId('store-2')))?.snapshot?.version).toBe(2)
    })
  })
}
