/**
 * Deliberate bugs, put in at the seams between the parts: a simulator that does not find them would not find a real one either.
 */
import type { decide } from '../../src/decider/decide.ts'
import type { DeviceId } from '../../src/identifiers.ts'
import type { ShiftDisk } from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'
import type { Clock } from '../../sync-server/clock.ts'
import { answerKey, type CommitResult, type DecisionToCommit } from '../../sync-server/storage/decision-log.ts'
import type { ChatStorage } from '../../sync-server/storage/storage.ts'
import type { VirtualTime } from './virtual-time.ts'

export const bugNames = [
  'commit-after-reply',
  'idempotency-off',
  'deadline-not-rearmed',
  'fence-unchecked',
  'tie-broken-other-way',
  'stall-unnoticed',
  'downtime-charged',
  'wish-carried-over',
  'closing-unheeded',
  'leaver-kept',
] as const
export type BugName = (typeof bugNames)[number]

/** Those of which the decider's own opinion is of no use in finding them. */
export const bugsOfTheDecider: ReadonlySet<BugName | null> = new Set<BugName | null>([
  'fence-unchecked',
  'tie-broken-other-way',
  'stall-unnoticed',
  'downtime-charged',
  'closing-unheeded',
  'leaver-kept',
])

/** What is put between the parts of one server process. */
export interface Seams {
  readonly storage: (storage: ChatStorage) => ChatStorage
  readonly clock: (clock: Clock) => Clock
  readonly decide: (decider: typeof decide) => typeof decide
}

const asItIs: Seams = { storage: (storage) => storage, clock: (clock) => clock, decide: (decider) => decider }

/** The seams of a server's nth process (from 0) with the bug, or without any. */
export function seamsOf(bug: BugName | null, time: VirtualTime, process: number): Seams {
  switch (bug) {
    case null:
    case 'wish-carried-over':
      return asItIs
    case 'commit-after-reply':
      return { ...asItIs, storage: (storage) => commitAfterReply(storage, time) }
    case 'idempotency-off':
      return { ...asItIs, storage: idempotencyOff }
    case 'deadline-not-rearmed':
      return process === 0 ? asItIs : deadlineNotRearmed()
    case 'fence-unchecked':
      return { ...asItIs, decide: fenceUnchecked }
    case 'tie-broken-other-way':
      return { ...asItIs, decide: tieBrokenOtherWay }
    case 'stall-unnoticed':
      return { ...asItIs, decide: stallUnnoticed }
    case 'downtime-charged':
      return { ...asItIs, decide: downtimeCharged }
    case 'closing-unheeded':
      return { ...asItIs, decide: closingUnheeded }
    case 'leaver-kept':
      return { ...asItIs, decide: leaverKept }
  }
}

/** What stands between the pages of a run's devices and their disks. */
export function deviceDiskOf(bug: BugName | null): (disk: ShiftDisk, device: DeviceId) => ShiftDisk {
  return bug === 'wish-carried-over' ? wishCarriedOver() : (disk) => disk
}

/** Says that everything is kept, and only then begins to keep it. */
function commitAfterReply(storage: ChatStorage, time: VirtualTime): ChatStorage {
  const commit: ChatStorage['log']['commit'] = (decisions) => {
    time.after(1, () => void storage.log.commit(decisions).catch(() => {}))
    return Promise.resolve(decisions.map((): CommitResult => 'committed'))
  }
  return { ...storage, log: { ...storage.log, commit } }
}

/** Knows of no earlier answer, and so decides everything that is sent again anew. */
function idempotencyOff(storage: ChatStorage): ChatStorage {
  const { log } = storage
  return {
    ...storage,
    log: {
      ...log,
      answers: async () => new Map(),
      async commit(decisions) {
        const earlier = await log.answers(decisions.flatMap(({ answered }) => answered ?? []))
        const isNew = (answered: NonNullable<DecisionToCommit['answered']>) =>
          !earlier.has(answerKey(answered.actor, answered.id))
        return log.commit(decisions.map((one) => (one.answered && isNew(one.answered) ? one : { ...one, answered: null })))
      },
    },
  }
}

/** After a restart, no store is looked at when its deadline is due. */
function deadlineNotRearmed(): Seams {
  const deadlines = new Set<number>()
  return {
    ...asItIs,
    storage: (storage) => ({
      ...storage,
      log: {
        ...storage.log,
        deadlines: async () => [],
        commit: (decisions) => {
          for (const { nextDeadline } of decisions) if (nextDeadline !== null) deadlines.add(nextDeadline)
          return storage.log.commit(decisions)
        },
      },
    }),
    clock: (clock) => ({
      now: () => clock.now(),
      at: (time, callback) => (deadlines.has(time) ? () => {} : clock.at(time, callback)),
    }),
  }
}

/** Takes every fence for the current one. */
function fenceUnchecked(decider: typeof decide): typeof decide {
  return (state, command, circumstances) => {
    const fence = 'chat' in command ? (state.chats[command.chat]?.fence ?? 0) : 0
    if (command.type === 'WriteAsMember') return decider(state, { ...command, fence }, circumstances)
    if (command.type === 'EndChat' && command.by.is === 'member') {
      return decider(state, { ...command, by: { ...command.by, fence } }, circumstances)
    }
    return decider(state, command, circumstances)
  }
}

/** Reads two equal stamps as available. */
function tieBrokenOtherWay(decider: typeof decide): typeof decide {
  return (state, command, circumstances) => {
    if (command.type !== 'MergeWish') return decider(state, command, circumstances)
    const before = state.members[command.member]?.wish ?? { on: 0, off: 0 }
    const on = Math.max(before.on, command.wish.on)
    const isTie = on > 0 && on === Math.max(before.off, command.wish.off)
    const wish = isTie ? { ...command.wish, on: on + 1 } : command.wish
    return decider(state, { ...command, wish }, circumstances)
  }
}

/** A server whose process stalled goes on as if nothing had been. */
function stallUnnoticed(decider: typeof decide): typeof decide {
  return (state, command, circumstances) => {
    const isStall = command.type === 'ResumeStore' && !command.areStreamsLost
    return decider(state, isStall ? { ...command, downMs: 0 } : command, circumstances)
  }
}

/** A server that starts takes the time since the last one for the people's own. */
function downtimeCharged(decider: typeof decide): typeof decide {
  return (state, command, circumstances) => {
    const isStart = command.type === 'ResumeStore' && command.areStreamsLost
    return decider(state, isStart ? { ...command, downMs: 0 } : command, circumstances)
  }
}

/** A store that is told to close goes on as if it were open. */
function closingUnheeded(decider: typeof decide): typeof decide {
  return (state, command, circumstances) =>
    decider(state, command.type === 'CloseStore' ? { type: 'LookAtTime' } : command, circumstances)
}

/** Whoever leaves the team merely goes unavailable. */
function leaverKept(decider: typeof decide): typeof decide {
  return (state, command, circumstances) => {
    if (command.type !== 'RemoveMember') return decider(state, command, circumstances)
    const { on, off } = state.members[command.member]?.wish ?? { on: 0, off: 0 }
    const wish = { on, off: Math.max(on, off) + 1 }
    return decider(state, { type: 'MergeWish', member: command.member, wish }, circumstances)
  }
}

/** A device keeps one wish for whoever is signed in on it. */
function wishCarriedOver(): (disk: ShiftDisk, device: DeviceId) => ShiftDisk {
  const kept = new Map<DeviceId, Wish>()
  return (disk, device) => ({
    ...disk,
    load: async () => {
      const found = await disk.load()
      return { ...found, wish: kept.get(device) ?? found.wish }
    },
    saveWish: (wish) => {
      kept.set(device, wish)
      return disk.saveWish(wish)
    },
  })
}
