/**
 * A push from its arrival to the screen: *delivered* is reported before anything is shown, then it is shown, then *displayed* is
 * reported. No ring waits for the network, but for one: that of a ring which is over by this device's clock. Somebody may have
 * set that clock, so the server is asked what time it is before a ring is kept silent. Whatever fails, something is shown.
 */
import type { WorkerWords } from '../locales/worker/en.ts'
import type { PushMessage, ReportPush } from '../protocol/push.ts'
import type { Session } from '../protocol/staff.ts'
import type { BellSettings } from '../replica/bell-settings.ts'
import type { Database } from '../replica/database.ts'
import { browserTime } from '../replica/page-time.ts'
import type { PushHttp } from '../replica/push-http.ts'
import { inTime } from './in-time.ts'
import { clockDoubtMs, isOver, notificationFor, type Shown, type Standing, tagOf } from './notification.ts'
import { readPush } from './read-push.ts'

export interface ShowingParts {
  readonly database: Pick<Database, 'session' | 'bell' | 'clockOffsetMs' | 'keepClockOffsetMs'>
  readonly http: Pick<PushHttp, 'report'>
  /** Answers within a moment, whatever the disk does. */
  words(): Promise<WorkerWords>
  show(shown: Shown): Promise<void>
  /** What is on screen under the tag. */
  standing(tag: string): Promise<Standing | null>
  /** Nobody is signed in on this device: nothing more is to reach it. */
  unsubscribe(): Promise<void>
}

const reportPausesMs = [500, 2_000]
/** A ring that is over can wait for so long to be said so. */
const timePatienceMs = 3_000

/** Resolves once it is shown and reported. `text` is what the push service delivered, `null` where that was nothing. */
export async function showPush(text: string | null, parts: ShowingParts): Promise<void> {
  const message = readPush(text)
  const [session, bell, offsetMs, standing, words] = await Promise.all([
    inTime<Session | null | 'unknown'>(parts.database.session(), 'unknown'),
    inTime<BellSettings | null>(parts.database.bell(), null),
    inTime(parts.database.clockOffsetMs(), 0),
    inTime(parts.standing(tagOf(message)), null),
    parts.words(),
  ])
  const shift = session === 'unknown' ? session : (session?.shift ?? null)
  const isOurs = message !== null && (shift === 'unknown' || shift === message.shift)
  const delivered = isOurs ? report(parts.http, message, 'delivered') : Promise.resolve(null)
  const trueOffset = delivered.then((serverTime) => offsetBy(serverTime, offsetMs, parts.database))
  const seemsOver = isOurs && message.is === 'ring' && isOver(message, Date.now() + offsetMs)
  const shown = notificationFor(
    message,
    {
      shift,
      serverNow: Date.now() + (seemsOver ? await inTime(trueOffset, offsetMs, timePatienceMs) : offsetMs),
      bell: { isSilent: bell?.volume === 0, vibrates: bell?.vibrates ?? true },
      standing,
    },
    words,
  )
  await parts.show(shown)
  await trueOffset
  if (isOurs) await report(parts.http, message, 'displayed')
  if (shift === null) await parts.unsubscribe()
}

/** The clock that this device keeps, set right where the server's word and it are too far apart. Never rejects. */
async function offsetBy(
  serverTime: number | null,
  keptMs: number,
  database: Pick<Database, 'keepClockOffsetMs'>,
): Promise<number> {
  const offsetMs = serverTime === null ? keptMs : serverTime - Date.now()
  if (Math.abs(offsetMs - keptMs) < clockDoubtMs) return keptMs
  // Buttons pressed on the notification go by it too; where it cannot be kept, the next push finds it anew.
  await database.keepClockOffsetMs(offsetMs).catch(() => {})
  return offsetMs
}

/**
 * Says what became of a message, a few times over where the network is bad. Resolves to the server's time, `null` where that is
 * not known. Never rejects: nothing hangs on it here.
 */
export async function report(
  http: Pick<PushHttp, 'report'>,
  { push, shift }: Pick<PushMessage, 'push' | 'shift'>,
  seen: ReportPush['seen'],
): Promise<number | null> {
  for (const pauseMs of [...reportPausesMs, null]) {
    const reply = await http.report({ push, shift, seen })
    if (reply.is === 'ok') return reply.value
    if (reply.is === 'problem' || pauseMs === null) break
    await new Promise<void>((resolve) => browserTime.after(pauseMs, resolve))
  }
  return null
}
