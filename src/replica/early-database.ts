/**
 * The database while the app begins: the first reading answers what the first screen asks, and Dexie, which weighs a third of
 * what Home does and takes a slow tablet longer to set up than Home to draw, comes once that stands, or as soon as something is
 * asked that only it can do.
 */
import type { DeviceId } from '../identifiers.ts'
import type { Session } from '../protocol/staff.ts'
import type { Database } from './database.ts'
import { DiskFailure } from './disk.ts'
import type { FirstReading } from './first-reading.ts'

/** Longer than this it is not the first reading that is slow, but the disk: that is Dexie's to deal with. */
const readingPatienceMs = 1_000
/** The code comes in milliseconds from the device's own cache, or over a network that may hang. */
const codePatienceMs = 4_000

export interface EarlyDatabase extends Database {
  /** The first screen stands: Dexie may come, and what waited for it is kept. */
  settle(): void
}

/** `load` brings Dexie, and is asked anew with each question: where it fails or hangs, so has the disk. */
export function earlyDatabase(reading: Promise<FirstReading | null>, load: () => Promise<Database>): EarlyDatabase {
  const inTime = Promise.race([reading, new Promise<null>((resolve) => setTimeout(resolve, readingPatienceMs, null))])
  /** From here on the reading is old, and Dexie is asked. */
  let isOver = false
  let begin = () => {}
  const hasBegun = new Promise<void>((resolve) => {
    begin = () => {
      isOver = true
      resolve()
    }
  })
  /** Resolves in the order of asking, so that nothing overtakes what had to wait. */
  const whenBegun = async () => {
    await hasBegun
    return codeInTime(load())
  }
  const dexie = () => {
    begin()
    return whenBegun()
  }

  /** `pick` gives undefined for what the reading does not know. */
  const read =
    <T>(pick: (found: FirstReading) => T | undefined, otherwise: (database: Database) => Promise<T>) =>
    async (): Promise<T> => {
      const found = isOver ? null : await inTime
      const picked = found && !isOver ? pick(found) : undefined
      return picked === undefined ? otherwise(await dexie()) : picked
    }
  const change =
    <Given extends unknown[], T>(make: (database: Database) => (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> =>
      make(await dexie())(...given)

  /** Made by this page, where the device had none. */
  let own: DeviceId | null = null
  /** Signed in since the reading. */
  let latest: Session | null = null
  return {
    settle: () => void dexie().catch(() => {}),
    async device(make) {
      own ??= make()
      const fresh = own
      const keep = (database: Database) => database.device(() => fresh)
      const known = await read<DeviceId | null>(({ device }) => device, keep)()
      if (known) return known
      // Another page that is opened on this browser for the first time right now makes one too. The one that is kept first is
      // the device's; the other page goes by its own until it is closed, as a page without storage does.
      void whenBegun()
        .then(keep)
        .catch(() => {})
      return fresh
    },
    deviceKey: read(
      ({ deviceKey }) => deviceKey,
      (database) => database.deviceKey(),
    ),
    async keepDevice(device, key) {
      own = device
      await (await dexie()).keepDevice(device, key)
    },
    dropDeviceKey: change((database) => database.dropDeviceKey),
    forgetDevice: change((database) => database.forgetDevice),
    session: read(
      ({ session }) => latest ?? session,
      (database) => database.session(),
    ),
    async keepSession(session) {
      latest = session
      // Nobody waits for it: the server is asked at the next start in any case.
      await (await whenBegun()).keepSession(session)
    },
    async changeSession(shift, of) {
      if (latest?.shift === shift) latest = { ...latest, ...of }
      await (await whenBegun()).changeSession(shift, of)
    },
    pinCheck: async () => (await dexie()).pinCheck(),
    async keepPinCheck(check) {
      await (await whenBegun()).keepPinCheck(check)
    },
    dropSession: change((database) => database.dropSession),
    lastStore: read(
      ({ lastStore }) => lastStore,
      (database) => database.lastStore(),
    ),
    keepLastStore: change((database) => database.keepLastStore),
    clockOffsetMs: read(
      ({ clockOffsetMs }) => clockOffsetMs,
      (database) => database.clockOffsetMs(),
    ),
    keepClockOffsetMs: change((database) => database.keepClockOffsetMs),
    language: read(
      ({ language }) => language,
      (database) => database.language(),
    ),
    keepLanguage: change((database) => database.keepLanguage),
    untoldLanguage: read(
      ({ untoldLanguage }) => untoldLanguage,
      (database) => database.untoldLanguage(),
    ),
    keepUntoldLanguage: change((database) => database.keepUntoldLanguage),
    bell: read(
      ({ bell }) => bell,
      (database) => database.bell(),
    ),
    keepBell: change((database) => database.keepBell),
    // Asked for tidiness: nobody waits for it.
    drafted: async (member) => (await whenBegun()).drafted(member),
    draft: async (member, chat) => (await dexie()).draft(member, chat),
    keepDraft: change((database) => database.keepDraft),
    seen: (member) =>
      read(
        ({ memberOf }) => memberOf(member)?.seen,
        (database) => database.seen(member),
      )(),
    keepSeen: change((database) => database.keepSeen),
    forgetRows: change((database) => database.forgetRows),
    forgetMember: change((database) => database.forgetMember),
    shiftDisk(member) {
      const disk = async () => (await dexie()).shiftDisk(member)
      return {
        load: read(
          ({ memberOf }) => memberOf(member)?.kept,
          (database) => database.shiftDisk(member).load(),
        ),
        // Looked at whenever a connection opens; whoever waits for it has given something, and that alone brings Dexie.
        loadOutbox: async () => (await whenBegun()).shiftDisk(member).loadOutbox(),
        saveRows: async (change) => (await disk()).saveRows(change),
        putCommands: async (entries) => (await disk()).putCommands(entries),
        dropCommand: async (id) => (await disk()).dropCommand(id),
        saveWish: async (wish) => (await disk()).saveWish(wish),
      }
    },
  }
}

function codeInTime<T>(loading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new DiskFailure('unavailable', cause))
    const timer = setTimeout(fail, codePatienceMs, new Error('The code of the database did not arrive.'))
    loading.then(resolve, fail).finally(() => clearTimeout(timer))
  })
}
