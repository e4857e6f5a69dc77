/** Decision time, deadlines, and that a decision is a pure function. */
import { isDeepStrictEqual } from 'node:util'
import type { Circumstances } from '../../../src/decider/commands.ts'
import { decisionTime, nextDeadline } from '../../../src/decider/deadlines.ts'
import { decide } from '../../../src/decider/decide.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import { after, check } from './checking.ts'

export const times = after(({ before, at, decision: { events, after: state }, circumstances }) => {
  check(at === Math.max(before.time, Math.floor(circumstances.now)), 'a wrong decision time', at)
  check(
    events.every((event) => event.at === at),
    'an event of another time',
    events,
  )
  check(state.version === before.version + events.length, 'a wrong version', state.version)
  check(state.time === (events.length > 0 ? at : before.time), 'a wrong time', state.time)
})

export const deadlines = after(({ at, decision: { after: state }, circumstances }) => {
  const later = (time: number): Circumstances => ({
    ...circumstances,
    now: time,
    heardAt: Object.fromEntries(
      Object.entries(circumstances.heardAt).map(([member, heard]) => [member, (heard as number) + time - circumstances.now]),
    ),
    listeningSince: circumstances.listeningSince + time - circumstances.now,
  })
  const command = { type: 'LookAtTime' } as const
  const look = (time: number) => decide(state, command, later(time)).events
  check(look(at).length === 0, 'something was still due', look(at))
  const next = nextDeadline(state, at, circumstances)
  check(next === null || next > at, 'a deadline that is not later', { next, at })
  const justBefore = next === null ? at + 100_000_000 : next - 1
  check(look(justBefore).length === 0, 'something happens before its deadline', { next, justBefore, events: look(justBefore) })
  // The same where nobody is heard any more, but for what is told of that: silence alone brings nothing before its time (RE3).
  const inSilence = next === null || justBefore === at ? [] : decide(state, command, { ...circumstances, now: justBefore }).events
  check(
    inSilence.every(({ type }) => type === 'NobodyCouldBeAsked'),
    'silence brings something before its deadline',
    { next, inSilence },
  )
})

export const pure = after(({ before, command, circumstances, decision, at }) => {
  check(isDeepStrictEqual(decide(before, command, circumstances), decision), 'a second decision differs', command)
  check(decisionTime(before, circumstances) === at, 'time differs', at)
  const kept = JSON.parse(JSON.stringify(before)) as StoreState
  check(isDeepStrictEqual(kept, before), 'a state that does not survive being kept', command)
  const reversed = { ...kept, chats: backwards(kept.chats), members: backwards(kept.members) }
  const again = decide(reversed, command, circumstances)
  check(isDeepStrictEqual(again.answer, decision.answer), 'an answer that depends on the order of a record', command)
  check(isDeepStrictEqual(again.after, decision.after), 'a state that depends on the order of a record', command)
})

function backwards<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).reverse()) as T
}
