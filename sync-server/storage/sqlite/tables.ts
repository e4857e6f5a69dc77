/** The tables' columns, as Kysely checks queries against them; migrations.ts makes them. JSON columns are text. */
import type { Generated } from 'kysely'
import type { ChatId, CommandId, DeviceId, MemberId, RetailerId, ShiftId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Language } from '../../../src/protocol/staff.ts'
import type { AuditAction } from '../audit-trail.ts'
import type { Message } from '../conversations.ts'
import type { DirectoryMember } from '../directory.ts'

/** SQLite has no booleans: 0 or 1. */
type Flag = number

export interface Tables {
  store_head: { store: StoreId; version: number; next_deadline: number | null }
  event: { store: StoreId; version: number; at: number; type: string; body: string }
  snapshot: { store: StoreId; version: number; format: number; state: string }
  answer: { id: CommandId; actor: string; content: string; body: string; at: number }
  alive: { only_row: number; at: number }
  conversation: ConversationRow
  message: {
    chat: ChatId
    number: number
    id: CommandId
    sender: Message['from']
    member: MemberId | null
    words: string
    at: number
  }
  retailer: {
    id: RetailerId
    name: string
    locale: string
    currency: string
    signing_secret: string
    /** JSON: a list of origins. */
    allowed_sites: string
    is_demo: Flag
  }
  store: { id: StoreId; retailer: RetailerId; name: string; idle_lock_ms: number }
  member: {
    id: MemberId
    store: StoreId
    name: string
    role: DirectoryMember['role']
    pin_hash: string
    language: Language | null
    removed_at: number | null
  }
  device: DeviceRow
  enrolment: {
    code_hash: string
    store: StoreId
    owner: MemberId | null
    name: string
    created_by: MemberId
    expires_at: number
  }
  /** `body` is JSON: the check, with the times of each step. */
  last_bell_check: { device: DeviceId; started_by: MemberId; started_at: number; body: string }
  wrong_pins: { device: DeviceId; member: MemberId; wrong: number; last_at: number }
  account: { member: MemberId; login: string; password_hash: string | null }
  passkey: {
    id: string
    member: MemberId
    public_key: string
    counter: number
    name: string
    created_at: number
    last_used_at: number | null
  }
  console_session: { id: string; token_hash: string; member: MemberId; started_at: number; expires_at: number }
  /** `member: null`: the set-up. */
  one_time_link: { token_hash: string; member: MemberId | null; expires_at: number }
  audit_entry: {
    number: Generated<number>
    at: number
    retailer: RetailerId
    store: StoreId | null
    /** A member's identifier after `member:`, or `operator`, or `server`. */
    actor: string
    action: AuditAction
    subject: string
    details: string
  }
  shift: {
    id: ShiftId
    token_hash: string
    member: MemberId
    device: DeviceId
    started_at: number
    expires_at: number
    locked_at: number | null
    before_member: MemberId | null
    before_until: number | null
  }
  last_shift: { device: DeviceId; member: MemberId; ended_at: number }
  store_hours: { store: StoreId; hours: string; changed_at: number }
  vapid_keys: { only_row: number; public_key: string; private_key: string }
  push_subscription: {
    endpoint: string
    shift: ShiftId
    device: DeviceId
    p256dh: string
    auth: string
    bound_at: number
    is_silent: Flag
  }
  shopper: {
    id: ShopperId
    retailer: RetailerId
    token_hash: string
    customer: string | null
    name: string | null
    first_seen_at: number
  }
  retention: { retailer: RetailerId; conversation_days: number; log_days: number }
  erased: { hash: string; at: number }
  /** `owner` is a chat's store, and the retailer of a shopper or a customer. */
  erasing: { what: 'shopper' | 'chat' | 'orders'; owner: string; name: string; at: number }
  log_base: { store: StoreId; version: number; format: number; state: string }
  order_line: {
    retailer: RetailerId
    order_number: string
    product: string
    occurrence: number
    customer: string
    title: string
    quantity: number
    unit_price_e4: number
    ordered_at: number
    is_cancellation: Flag
  }
}

interface DeviceRow {
  id: DeviceId
  store: StoreId
  owner: MemberId | null
  name: string
  token_hash: string
  public_key: string
  enrolled_at: number
  enrolled_by: MemberId | null
  last_seen_at: number
  revoked_at: number | null
}

export interface ConversationRow {
  chat: ChatId
  store: StoreId
  shopper: ShopperId
  name: string | null
  is_returning: Flag
  question: string
  looking_at: string | null
  viewed: string
  opened_at: number
  last_holder: MemberId | null
  held_at: number | null
  ended_at: number | null
  contact_address: string | null
  contact_text: string | null
  contact_at: number | null
}
