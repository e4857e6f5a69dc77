/**
 * The first look at the device's databases, begun before the rest of the app has been read and done without Dexie, which takes a
 * slow tablet longer to set up than Home to draw. It only reads, and only what is there; whatever is odd is left to Dexie.
 */
import type { CommandId, DeviceId, MemberId } from '../identifiers.ts'
import type { Row } from '../protocol/feed.ts'
import type { Language, Session } from '../protocol/staff.ts'
import type { Database, MembersLanguage, SeenCounts } from './database.ts'
import { asKept, type Kept, type OutboxEntry, type Place } from './disk.ts'
import type { Wish } from './wish.ts'

/** What of the databases the first screen needs, of the member whose shift was kept. */
export interface FirstReading {
  readonly device: DeviceId
  readonly session: Session
  readonly clockOffsetMs: number
  readonly language: Language | null
  readonly untoldLanguage: MembersLanguage | null
  readonly kept: Kept
  readonly seen: SeenCounts
}

/** Longer than this it is not the first reading that is slow, but the disk: that is Dexie's to deal with. */
const patienceMs = 1_000

/** `null` where nobody was signed in, or the databases are not as this app leaves them. Never rejects. */
export async function readFirst(name = 'shopbell'): Promise<FirstReading | null> {
  // Both are opened before either is awaited.
  const [openingSmall, openingLarge] = [open(name), open(`${name}-rows`)]
  const [small, large] = [await openingSmall.catch(() => null), await openingLarge.catch(() => null)]
  try {
    if (!small || !large) return null
    const given = small.transaction(['facts', 'outbox', 'wishes'])
    const facts = given.objectStore('facts')
    const fact = async (fact: string) => (await got<{ value: unknown } | undefined>(facts.get(fact)))?.value
    const names = ['device', 'session', 'clockOffsetMs', 'language', 'untoldLanguage']
    const [device, session, offset, language, untoldLanguage] = (await Promise.all(names.map(fact))) as [
      DeviceId | undefined,
      Session | undefined,
      number | undefined,
      Language | undefined,
      MembersLanguage | undefined,
    ]
    if (!device || !session) return null
    const member: MemberId = session.member.id
    const shown = large.transaction(['rows', 'places', 'seen'])
    const [outbox, wish, rows, place, seen] = await Promise.all([
      got<(OutboxEntry & { id: CommandId })[]>(given.objectStore('outbox').index('member').getAll(member)),
      got<{ wish: Wish } | undefined>(given.objectStore('wishes').get(member)),
      got<{ row: Row }[]>(shown.objectStore('rows').index('member').getAll(member)),
      got<{ place: Place } | undefined>(shown.objectStore('places').get(member)),
      got<{ counts: Record<string, number> } | undefined>(shown.objectStore('seen').get(member)),
    ])
    return {
      device,
      session,
      clockOffsetMs: offset ?? 0,
      language: language ?? null,
      untoldLanguage: untoldLanguage ?? null,
      kept: asKept({ outbox, wish, rows, place }),
      seen: seen?.counts ?? {},
    }
  } catch {
    return null
  } finally {
    small?.close()
    large?.close()
  }
}

/** The database, which need not be asked for the first time for anything that the first reading has. */
export function beginWith(reading: Promise<FirstReading | null>, database: Database): Database {
  let isFresh = true
  const inTime = Promise.race([reading, new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null))])
  const first = <T>(
    pick: (found: FirstReading) => T | undefined,
    otherwise: () => Promise<T>,
    askers = 1,
  ): (() => Promise<T>) => {
    let asked = 0
    return async () => {
      asked += 1
      const found = asked > askers || !isFresh ? null : await inTime
      const picked = found && isFresh ? pick(found) : undefined
      return picked === undefined ? otherwise() : picked
    }
  }
  /** Whoever changes who is here, or what of them is, has overtaken the reading. */
  const overtaking = <Given extends unknown[], T>(change: (...given: Given) => Promise<T>) => {
    return (...given: Given): Promise<T> => {
      isFresh = false
      return change(...given)
    }
  }
  let isLoaded = false
  let isSeenAsked = false
  return {
    ...database,
    device: (make) =>
      first(
        ({ device }) => device,
        () => database.device(make),
      )(),
    // The door asks, and the language.
    session: first<Session | null>(({ session }) => session, database.session, 2),
    language: first<Language | null>(({ language }) => language, database.language),
    untoldLanguage: first<MembersLanguage | null>(({ untoldLanguage }) => untoldLanguage, database.untoldLanguage),
    clockOffsetMs: first(({ clockOffsetMs }) => clockOffsetMs, database.clockOffsetMs),
    keepSession: overtaking(database.keepSession),
    dropSession: overtaking(database.dropSession),
    forgetRows: overtaking(database.forgetRows),
    forgetMember: overtaking(database.forgetMember),
    keepDevice: overtaking(database.keepDevice),
    forgetDevice: overtaking(database.forgetDevice),
    seen(member) {
      if (isSeenAsked) return database.seen(member)
      isSeenAsked = true
      const otherwise = () => database.seen(member)
      return first(({ session, seen }) => (session.member.id === member ? seen : undefined), otherwise)()
    },
    shiftDisk(member) {
      const disk = database.shiftDisk(member)
      return {
        ...disk,
        load() {
          if (isLoaded) return disk.load()
          isLoaded = true
          return first(({ session, kept }) => (session.member.id === member ? kept : undefined), disk.load)()
        },
      }
    },
  }
}

/** Rejects where there is no such database: making one is Dexie's. */
function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      database.onversionchange = () => database.close()
      resolve(database)
    }
  })
}

function got<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
