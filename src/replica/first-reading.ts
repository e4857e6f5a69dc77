/**
 * The first look at the device's databases, begun before the rest of the app has been read and done without Dexie, which comes
 * later (early-database.ts). It only reads, and only what is there; whatever is odd is left to Dexie.
 */
import type { CommandId, DeviceId, MemberId } from '../identifiers.ts'
import type { Row } from '../protocol/feed.ts'
import type { Language, Session } from '../protocol/staff.ts'
import { type BellSettings, loudBell } from './bell-settings.ts'
import type { MembersLanguage, SeenCounts } from './database.ts'
import { asKept, type Kept, type OutboxEntry, type Place } from './disk.ts'
import type { Wish } from './wish.ts'

/** What of the databases the first screen needs. */
export interface FirstReading {
  readonly device: DeviceId | null
  readonly deviceKey: CryptoKey | null
  readonly lastStore: string | null
  readonly session: Session | null
  readonly clockOffsetMs: number
  readonly language: Language | null
  readonly untoldLanguage: MembersLanguage | null
  readonly bell: BellSettings
  /** By member, of those of whom it is known: whose shift was kept, or everybody where there are no databases yet. */
  memberOf(member: MemberId): KeptOfMember | null
}

interface KeptOfMember {
  readonly kept: Kept
  readonly seen: SeenCounts
}

/** `null` where the databases are not as this app leaves them, or do not answer. Never rejects. */
export async function readFirst(name = 'shopbell'): Promise<FirstReading | null> {
  // Both are opened before either is awaited.
  const opening = [open(name), open(`${name}-rows`)]
  try {
    const [small, large] = await Promise.all(opening)
    if (!small && !large) return readingOf({}, () => nothing)
    if (!small || !large) return null
    const given = small.transaction(['facts', 'outbox', 'wishes'])
    const all = await got<{ name: string; value: unknown }[]>(given.objectStore('facts').getAll())
    const facts: Facts = Object.fromEntries(all.map(({ name, value }) => [name, value]))
    const member = facts.session?.member.id
    if (!member) return readingOf(facts, () => null)
    const shown = large.transaction(['rows', 'places', 'seen'])
    const [outbox, wish, rows, place, seen] = await Promise.all([
      got<(OutboxEntry & { id: CommandId })[]>(given.objectStore('outbox').index('member').getAll(member)),
      got<{ wish: Wish } | undefined>(given.objectStore('wishes').get(member)),
      got<{ row: Row }[]>(shown.objectStore('rows').index('member').getAll(member)),
      got<{ place: Place } | undefined>(shown.objectStore('places').get(member)),
      got<{ counts: Record<string, number> } | undefined>(shown.objectStore('seen').get(member)),
    ])
    const its = { kept: asKept({ outbox, wish, rows, place }), seen: seen?.counts ?? {} }
    return readingOf(facts, (asked) => (asked === member ? its : null))
  } catch {
    return null
  } finally {
    for (const opened of opening) opened.then((database) => database?.close()).catch(() => {})
  }
}

interface Facts {
  readonly device?: DeviceId
  readonly deviceKey?: CryptoKey
  readonly lastStore?: string
  readonly session?: Session
  readonly clockOffsetMs?: number
  readonly language?: Language
  readonly untoldLanguage?: MembersLanguage
  readonly bell?: BellSettings
}

const nothing: KeptOfMember = { kept: asKept({ outbox: [], wish: undefined, rows: [], place: undefined }), seen: {} }

function readingOf(facts: Facts, memberOf: FirstReading['memberOf']): FirstReading {
  const none = {
    device: null,
    deviceKey: null,
    lastStore: null,
    session: null,
    clockOffsetMs: 0,
    language: null,
    untoldLanguage: null,
  }
  return { ...none, bell: loudBell, ...facts, memberOf }
}

/** `null` where there is no such database: making one is Dexie's. */
function open(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let isThere = true
    request.onupgradeneeded = () => {
      isThere = false
      request.transaction?.abort()
    }
    request.onerror = () => (isThere ? reject(request.error) : resolve(null))
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
