/**
 * A push from its arrival to the screen: *delivered* is reported before anything is shown and waited for by nobody, then it is
 * shown, then *displayed* is reported. Whatever fails on the way, something is shown.
 */
import type { WorkerWords } from '../locales/worker/en.ts'
import type { PushMessage, ReportPush } from '../protocol/push.ts'
import type { Session } from '../protocol/staff.ts'
import type { BellSettings } from '../replica/bell-settings.ts'
import type { Database } from '../replica/database.ts'
import { browserTime } from '../replica/page-time.ts'
import type { PushHttp } from '../replica/push-http.ts'
import { inTime } from './in-time.ts'
import { notificationFor, type Shown, type Standing, tagOf } from './notification.ts'
import { readPush } from './read-push.ts'

export interface ShowingParts {
  readonly database: Pick<Database, 'session' | 'bell' | 'clockOffsetMs'>
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
  const delivered = isOurs ? report(parts.http, message, 'delivered') : Promise.resolve()
  const shown = notificationFor(
    message,
    {
      shift,
      serverNow: Date.now() + offsetMs,
      bell: { isSilent: bell?.volume === 0, vibrates: bell?.vibrates ?? true },
      standing,
    },
    words,
  )
  await parts.show(shown)
  await delivered
  if (isOurs) await report(parts.http, message, 'displayed')
  if (shift === null) await parts.unsubscribe()
}

/** Says what became of a message, a few times over where the network is bad. Never rejects: nothing hangs on it here. */
export async function report(
  http: Pick<PushHttp, 'report'>,
  { push, shift }: Pick<PushMessage, 'push' | 'shift'>,
  seen: ReportPush['seen'],
): Promise<void> {
  for (const pauseMs of [...reportPausesMs, null]) {
    const reply = await http.report({ push, shift, seen })
    if (reply.is !== 'unreachable' || pauseMs === null) return
    await new Promise<void>((resolve) => browserTime.after(pauseMs, resolve))
  }
}
