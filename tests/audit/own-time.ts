/**
 * A busy machine's trace as an idle one would have written it: what other programs took of the processor in the midst of a task
 * is taken out of it. Chromium notes both for every task, how long it took and how much processor it had.
 */
interface TraceEvent {
  readonly ph: string
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  /** Of the processor's time. */
  readonly tdur?: number
}

interface Task {
  readonly begins: number
  readonly ends: number
  /** How much of its length was its own. */
  readonly ownShare: number
}

/** The same events in the same order. A task begins when it began; it, and everything inside of it, is as long as it worked. */
export function withoutOthers<Event extends TraceEvent>(events: readonly Event[]): Event[] {
  const tasksOf = Map.groupBy(
    events.filter(({ ph, name, dur, tdur }) => ph === 'X' && name === 'RunTask' && dur !== undefined && tdur !== undefined),
    threadOf,
  )
  const tasks = new Map([...tasksOf].map(([thread, all]) => [thread, outermost(all)]))
  return events.map((event) => {
    const task = taskAt(tasks.get(threadOf(event)) ?? [], event.ts)
    if (!task) return event
    const ts = task.begins + (event.ts - task.begins) * task.ownShare
    return { ...event, ts, ...(event.dur !== undefined && { dur: event.dur * task.ownShare }) }
  })
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`

/** In order of time. */
function outermost(tasks: readonly TraceEvent[]): Task[] {
  const found: Task[] = []
  for (const { ts, dur = 0, tdur = 0 } of tasks.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    const before = found.at(-1)
    if (before && ts < before.ends) continue
    found.push({ begins: ts, ends: ts + dur, ownShare: dur > 0 ? Math.min(1, tdur / dur) : 1 })
  }
  return found
}

function taskAt(tasks: readonly Task[], time: number): Task | undefined {
  let low = 0
  let high = tasks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tasks[middle]?.begins ?? 0) <= time) low = middle + 1
    else high = middle
  }
  const task = tasks[low - 1]
  return task && time < task.ends ? task : undefined
}
