/** What lies on a virtual disk, and a transaction over it: everything it changed can be taken back, wholly or to a savepoint. */
import type { StoreEvent } from '../../../src/decider/events.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import type { ChatId, CommandId, DeviceId, MemberId, RetailerId, ShiftId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Conversation, Message } from '../../../sync-server/storage/conversations.ts'
import type { GivenAnswer } from '../../../sync-server/storage/decision-log.ts'
import type { DirectoryMember, Retailer, Store } from '../../../sync-server/storage/directory.ts'
import type { KeptHours } from '../../../sync-server/storage/hours.ts'
import type { Leftover, Retention } from '../../../sync-server/storage/keeping.ts'
import type { OrderLine } from '../../../sync-server/storage/orders.ts'
import type { PushSubscription, VapidKeys } from '../../../sync-server/storage/push-subscriptions.ts'
import type { HadDevice, Shift } from '../../../sync-server/storage/shifts.ts'
import type { Shopper } from '../../../sync-server/storage/shoppers.ts'

export interface KeptAnswer {
  readonly actor: string
  readonly id: CommandId
  readonly given: GivenAnswer
  readonly at: number
}

export interface KeptLine {
  readonly retailer: RetailerId
  readonly line: OrderLine
}

/** Everything that a server keeps, in maps that list what was added in that order. */
export class Tables {
  readonly heads = new Map<StoreId, { readonly version: number; readonly nextDeadline: number | null }>()
  readonly events = new Map<StoreId, StoreEvent[]>()
  readonly snapshots = new Map<StoreId, StoreState>()
  readonly answers = new Map<string, KeptAnswer>()
  readonly alive = new Map<'at', number>()
  readonly conversations = new Map<ChatId, Conversation>()
  readonly messages = new Map<ChatId, Message[]>()
  readonly retailers = new Map<RetailerId, Retailer>()
  readonly stores = new Map<StoreId, Store>()
  readonly members = new Map<MemberId, DirectoryMember>()
  readonly shifts = new Map<ShiftId, Shift>()
  /** Who had the device before the shift began, and who last gave up each device. */
  readonly beforeShifts = new Map<ShiftId, HadDevice>()
  readonly lastShifts = new Map<DeviceId, HadDevice>()
  readonly hours = new Map<StoreId, KeptHours>()
  readonly vapidKeys = new Map<'keys', VapidKeys>()
  /** By endpoint. */
  readonly subscriptions = new Map<string, PushSubscription>()
  readonly shoppers = new Map<ShopperId, Shopper>()
  readonly orderLines = new Map<string, KeptLine>()
  readonly retentions = new Map<RetailerId, Retention>()
  /** By a hash of what was erased. */
  readonly erased = new Map<string, true>()
  /** When the shopper was erased. */
  readonly erasedLately = new Map<ShopperId, number>()
  readonly leftovers = new Map<string, Leftover>()
  /** Where a log begins whose oldest events were cut off. */
  readonly bases = new Map<StoreId, StoreState>()
}

/** All changes of tables go through one of these, so that none is left behind where it fails. */
export class Transaction {
  readonly #undo: (() => void)[] = []

  put<Key, Value>(table: Map<Key, Value>, key: Key, value: Value): void {
    const before = table.get(key)
    this.#undo.push(before === undefined ? () => table.delete(key) : () => table.set(key, before))
    table.set(key, value)
  }

  remove<Key, Value>(table: Map<Key, Value>, key: Key): void {
    const before = table.get(key)
    if (before === undefined) return
    this.#undo.push(() => table.set(key, before))
    table.delete(key)
  }

  append<Key, Item>(table: Map<Key, Item[]>, key: Key, items: readonly Item[]): void {
    const list = table.get(key) ?? []
    if (!table.has(key)) this.put(table, key, list)
    const length = list.length
    this.#undo.push(() => list.splice(length))
    for (const item of items) list.push(item)
  }

  savepoint(): number {
    return this.#undo.length
  }

  /** Takes back everything since the savepoint; everything at all without one. */
  rollBack(savepoint = 0): void {
    while (this.#undo.length > savepoint) this.#undo.pop()?.()
  }
}
