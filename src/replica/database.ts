/**
 * What the browser keeps, in two databases: one of small things that must not be lost (who is signed in, drafts, the outbox,
 * the wish), written with strict durability, and one of what may be lost: the feed's rows, which the server can tell again, and
 * what of them has been seen.
 */
import type { EntityTable, Table } from 'dexie'
import type { ChatId, CommandId, DeviceId, MemberId, ShiftId } from '../identifiers.ts'
import type { Row } from '../protocol/feed.ts'
import type { Language, Session } from '../protocol/staff.ts'
import { type BellSettings, loudBell } from './bell-settings.ts'
import { asKept, asOutbox, goesWith, type OutboxEntry, type Place, type ShiftDisk } from './disk.ts'
import { SteadyDexie } from './steady-dexie.ts'
import type { Wish } from './wish.ts'

type Fact =
  | { readonly name: 'device' | 'lastStore'; readonly value: string }
  | { readonly name: 'deviceKey'; readonly value: CryptoKey }
  | { readonly name: 'session'; readonly value: KeptSession }
  | { readonly name: 'clockOffsetMs'; readonly value: number }
  | { readonly name: 'language'; readonly value: Language }
  | { readonly name: 'untoldLanguage'; readonly value: MembersLanguage }
  | { readonly name: 'bell'; readonly value: BellSettings }
  | { readonly name: 'pinCheck'; readonly value: PinCheck }

/** A shift as the device keeps it: `lockedAt` is the device's own word, newer than the server's. */
export interface KeptSession extends Session {
  /** When this device was last used, on its own clock (milliseconds since 1970). Absent where it never was. */
  readonly activeAt?: number
}

/** What a PIN is checked against where the server cannot be asked; see staff/lock/pin-check.ts. */
export interface PinCheck {
  readonly shift: ShiftId
  readonly salt: string
  readonly hash: string
  /** Wrong PINs in a row that only this device knows of. */
  readonly wrong: number
}

/** What a member chose; `null`: to follow the browser. */
export interface MembersLanguage {
  readonly member: MemberId
  readonly language: Language | null
}

interface Draft {
  readonly chat: ChatId
  readonly member: MemberId
  readonly text: string
}
interface KeptCommand extends OutboxEntry {
  readonly id: CommandId
}
interface KeptWish {
  readonly member: MemberId
  readonly wish: Wish
}
interface KeptRow {
  readonly member: MemberId
  readonly key: string
  readonly row: Row
}
/** By chat, how many of its messages the member has seen on this device. */
export type SeenCounts = Readonly<Record<ChatId, number>>
interface KeptSeen {
  readonly member: MemberId
  readonly counts: SeenCounts
}
interface KeptPlace {
  readonly member: MemberId
  readonly place: Place
}

export interface Database {
  /** This browser's identifier: as it was enrolled, else made on the first call and kept. */
  device(make: () => DeviceId): Promise<DeviceId>
  /** The enrolled device's key; `null` where this browser is none. */
  deviceKey(): Promise<CryptoKey | null>
  keepDevice(device: DeviceId, key: CryptoKey): Promise<void>
  dropDeviceKey(): Promise<void>
  /**
   * This browser is no device of a store any more: all that was kept for anybody goes, but the language. Resolves to how many
   * commands and drafts had not been sent.
   */
  forgetDevice(): Promise<number>
  /** The store that was last signed in to; `null` on a new device. */
  lastStore(): Promise<string | null>
  keepLastStore(store: string): Promise<void>
  /** Who was signed in when the server was last asked; `null` for nobody. */
  session(): Promise<KeptSession | null>
  /** What the device itself knows of the same shift, such as its lock, stays. */
  keepSession(session: Session): Promise<void>
  /** Does nothing where another shift has begun since. */
  changeSession(shift: ShiftId, change: Pick<KeptSession, 'lockedAt' | 'activeAt'>): Promise<void>
  /** `null` where there is none; it may be that of a shift before. */
  pinCheck(): Promise<PinCheck | null>
  keepPinCheck(check: PinCheck): Promise<void>
  /** Nobody is signed in any more; does nothing where another shift has begun since. */
  dropSession(shift: ShiftId): Promise<void>
  /** Server time less the device's clock, as last estimated (milliseconds); 0 where never. */
  clockOffsetMs(): Promise<number>
  keepClockOffsetMs(ms: number): Promise<void>
  /** The language of this device, for whoever has chosen none; `null` follows the browser. */
  language(): Promise<Language | null>
  keepLanguage(language: Language | null): Promise<void>
  /** A choice that the server has not heard of yet. */
  untoldLanguage(): Promise<MembersLanguage | null>
  keepUntoldLanguage(untold: MembersLanguage | null): Promise<void>
  /** Loud and vibrating where nobody has set it. */
  bell(): Promise<BellSettings>
  keepBell(bell: BellSettings): Promise<void>
  /** What the member typed in the chat; empty where nothing. */
  draft(member: MemberId, chat: ChatId): Promise<string>
  keepDraft(member: MemberId, chat: ChatId, text: string): Promise<void>
  /** What the member has seen of their chats on this device. */
  seen(member: MemberId): Promise<SeenCounts>
  /** Pages of one member add up: the larger count of each chat stays. Chats that are not among `counts` are forgotten. */
  keepSeen(member: MemberId, counts: SeenCounts): Promise<void>
  shiftDisk(member: MemberId): ShiftDisk
  /** Takes away what the member could see; what they wrote stays for them. */
  forgetRows(member: MemberId): Promise<void>
  /** Sign-out leaves nothing of the person on the device. */
  forgetMember(member: MemberId): Promise<void>
}

const largeTables = { rows: '[member+key], member', places: 'member', seen: 'member' }
const smallTables = { facts: 'name', drafts: '[member+chat], member', outbox: 'id, member', wishes: 'member' }

/** All promises reject with `DiskFailure` where the browser's storage fails. */
export function openDatabase(name = 'shopbell'): Database {
  const small = new SteadyDexie(
    name,
    { 1: { facts: 'name', drafts: '[member+chat], member' }, 2: smallTables },
    { chromeTransactionDurability: 'strict' },
  ) as SteadyDexie & {
    facts: EntityTable<Fact, 'name'>
    drafts: Table<Draft, [MemberId, ChatId]>
    outbox: EntityTable<KeptCommand, 'id'>
    wishes: EntityTable<KeptWish, 'member'>
  }
  const large = new SteadyDexie(
    `${name}-rows`,
    { 1: { rows: '[member+key], member', places: 'member' }, 2: largeTables },
    { chromeTransactionDurability: 'relaxed' },
  ) as SteadyDexie & {
    rows: Table<KeptRow, [MemberId, string]>
    places: EntityTable<KeptPlace, 'member'>
    seen: EntityTable<KeptSeen, 'member'>
  }

  type ValueOf<Name extends Fact['name']> = Extract<Fact, { name: Name }>['value']
  const fact = <Name extends Fact['name']>(name: Name) =>
    small.steadily(async () => ((await small.facts.get(name))?.value ?? null) as ValueOf<Name> | null)
  const keepFact = (fact: Fact) => small.steadily(async () => void (await small.facts.put(fact)))
  const dropFact = (name: Fact['name']) => small.steadily(() => small.facts.delete(name))

  /** `change` is given what is kept of the same shift, and returns what to keep; `null` changes nothing. */
  const changeSession = (shift: ShiftId, change: (known: KeptSession | null) => KeptSession | null) =>
    small.steadily(() =>
      small.transaction('rw', small.facts, async () => {
        const known = await small.facts.get('session')
        const value = change(known?.name === 'session' && known.value.shift === shift ? known.value : null)
        if (value) await small.facts.put({ name: 'session', value })
      }),
    )

  const forgetRows = (member: MemberId) =>
    large.steadily(() =>
      large.transaction('rw', large.rows, large.places, async () => {
        await large.places.delete(member)
        await large.rows.where({ member }).delete()
      }),
    )

  return {
    device: (make) =>
      small.steadily(() =>
        small.transaction('rw', small.facts, async () => {
          const known = await small.facts.get('device')
          if (known?.name === 'device') return known.value as DeviceId
          const device = make()
          await small.facts.put({ name: 'device', value: device })
          return device
        }),
      ),
    deviceKey: () => fact('deviceKey'),
    keepDevice: (device, key) =>
      small.steadily(() =>
        small.transaction('rw', small.facts, async () => {
          await small.facts.bulkPut([
            { name: 'device', value: device },
            { name: 'deviceKey', value: key },
          ])
        }),
      ),
    dropDeviceKey: () => dropFact('deviceKey'),
    async forgetDevice() {
      await large.steadily(() =>
        large.transaction('rw', [large.rows, large.places, large.seen], async () => {
          await Promise.all([large.rows.clear(), large.places.clear(), large.seen.clear()])
        }),
      )
      return small.steadily(() =>
        small.transaction('rw', [small.facts, small.drafts, small.outbox, small.wishes], async () => {
          const unsent = (await small.outbox.count()) + (await small.drafts.count())
          await small.facts.where('name').notEqual('language').delete()
          await Promise.all([small.drafts.clear(), small.outbox.clear(), small.wishes.clear()])
          return unsent
        }),
      )
    },
    lastStore: () => fact('lastStore'),
    keepLastStore: (store) => keepFact({ name: 'lastStore', value: store }),
    session: () => fact('session'),
    keepSession: (session) =>
      changeSession(session.shift, (known) => ({
        ...session,
        ...(known?.lockedAt !== undefined && { lockedAt: known.lockedAt }),
        ...(known?.activeAt !== undefined && { activeAt: known.activeAt }),
      })),
    changeSession: (shift, change) => changeSession(shift, (known) => known && { ...known, ...change }),
    pinCheck: () => fact('pinCheck'),
    keepPinCheck: (check) => keepFact({ name: 'pinCheck', value: check }),
    dropSession: (shift) =>
      small.steadily(() =>
        small.transaction('rw', small.facts, async () => {
          const known = await small.facts.get('session')
          if (known?.name === 'session' && known.value.shift === shift) await small.facts.delete('session')
          const check = await small.facts.get('pinCheck')
          if (check?.name === 'pinCheck' && check.value.shift === shift) await small.facts.delete('pinCheck')
        }),
      ),
    clockOffsetMs: async () => (await fact('clockOffsetMs')) ?? 0,
    keepClockOffsetMs: (ms) => keepFact({ name: 'clockOffsetMs', value: ms }),
    language: () => fact('language'),
    keepLanguage: (language) => (language ? keepFact({ name: 'language', value: language }) : dropFact('language')),
    untoldLanguage: () => fact('untoldLanguage'),
    keepUntoldLanguage: (untold) => (untold ? keepFact({ name: 'untoldLanguage', value: untold }) : dropFact('untoldLanguage')),
    bell: async () => (await fact('bell')) ?? loudBell,
    keepBell: (bell) => keepFact({ name: 'bell', value: bell }),
    draft: (member, chat) => small.steadily(async () => (await small.drafts.where({ member, chat }).first())?.text ?? ''),
    keepDraft: (member, chat, text) =>
      small.steadily(async () => {
        if (text === '') await small.drafts.where({ member, chat }).delete()
        else await small.drafts.put({ member, chat, text })
      }),
    seen: (member) => large.steadily(async () => (await large.seen.get(member))?.counts ?? {}),
    keepSeen: (member, counts) =>
      large.steadily(() =>
        large.transaction('rw', large.seen, async () => {
          const before = (await large.seen.get(member))?.counts ?? {}
          const larger = Object.entries(counts).map(([chat, count]) => [chat, Math.max(count, before[chat as ChatId] ?? 0)])
          await large.seen.put({ member, counts: Object.fromEntries(larger) })
        }),
      ),
    forgetRows,
    forgetMember: async (member) => {
      await forgetRows(member)
      await large.steadily(() => large.seen.delete(member))
      await small.steadily(() =>
        small.transaction('rw', [small.facts, small.drafts, small.outbox, small.wishes], async () => {
          const untold = await small.facts.get('untoldLanguage')
          if (untold?.name === 'untoldLanguage' && untold.value.member === member) await small.facts.delete('untoldLanguage')
          await small.drafts.where({ member }).delete()
          await small.outbox.where({ member }).delete()
          await small.wishes.delete(member)
        }),
      )
    },

    shiftDisk: (member) => ({
      async load() {
        const given = small.steadily(() =>
          small.transaction('r', small.outbox, small.wishes, () =>
            Promise.all([small.outbox.where({ member }).toArray(), small.wishes.get(member)]),
          ),
        )
        const shown = large.steadily(() =>
          large.transaction('r', large.rows, large.places, () =>
            Promise.all([large.rows.where({ member }).toArray(), large.places.get(member)]),
          ),
        )
        const [[outbox, wish], [rows, place]] = await Promise.all([given, shown])
        return asKept({ outbox, wish, rows, place })
      },
      loadOutbox: () => small.steadily(async () => asOutbox(await small.outbox.where({ member }).toArray())),
      saveRows: (change) =>
        large.steadily(() =>
          large.transaction('rw', large.rows, large.places, async () => {
            const { isEverything, put, remove, place } = change
            if (!goesWith(change, (await large.places.get(member))?.place ?? null)) return false
            if (isEverything) await large.rows.where({ member }).delete()
            await large.rows.bulkDelete(remove.map((key): [MemberId, string] => [member, key]))
            await large.rows.bulkPut(put.map((row) => ({ member, key: row.key, row })))
            if (place) await large.places.put({ member, place })
            else await large.places.delete(member)
            return true
          }),
        ),
      putCommand: (entry) => small.steadily(async () => void (await small.outbox.put({ ...entry, id: entry.command.id }))),
      dropCommand: (id) => small.steadily(() => small.outbox.delete(id)),
      saveWish: (wish) => small.steadily(async () => void (await small.wishes.put({ member, wish }))),
    }),
  }
}
