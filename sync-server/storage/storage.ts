/**
 * Everything that the server keeps, behind one asynchronous interface. Two engines pass the same contract suite
 * (`tests/contracts`): SQLite, embedded, and one day PostgreSQL. The interface knows commits, not SQL; an engine knows rows,
 * not rules.
 *
 * Failures of the disk or the network reject with {@link StorageFailure}; whatever was asked then did not happen, wholly.
 */
import type { Answer } from '../../src/decider/answers.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, CommandId, DeviceId, MemberId, RetailerId, ShiftId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Product } from '../../src/protocol/feed.ts'
import type { StoreHours } from '../../src/protocol/hours.ts'
import type { Language } from '../../src/protocol/staff.ts'

/** What chats are made of; all that the simulator's engine has. */
export interface ChatStorage {
  readonly log: DecisionLog
  readonly directory: Directory
  readonly shifts: Shifts
  readonly hours: Hours
  readonly push: PushSubscriptions
  readonly shoppers: Shoppers
  readonly conversations: Conversations
  readonly orders: Orders
  readonly keeping: Keeping
  /** Rejects where the database cannot be read (readiness). */
  check(): Promise<void>
  close(): Promise<void>
}

/** With everything that a manager sets up, and who did. */
export interface Storage extends ChatStorage {
  readonly setUp: SetUp
  readonly devices: Devices
  readonly pinTries: PinTries
  readonly accounts: Accounts
  readonly oneTimeLinks: OneTimeLinks
  readonly audit: AuditTrail
  readonly otherProcesses: OtherProcesses
}

export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
}

/** The database was written by a newer Shopbell; nothing has been touched. */
export class NewerSchema extends StorageFailure {
  readonly found: number
  readonly known: number
  constructor(found: number, known: number) {
    super(
      `The data directory was written by a newer Shopbell (schema ${found}, this one knows ${known}). Start the newer version.`,
    )
    this.found = found
    this.known = known
  }
}

// --- decisions ---------------------------------------------------------------------------------------------------------

export interface DecisionLog {
  /** The newest usable snapshot and the events after it, in order. `null` for a store that has no event yet. */
  load(store: StoreId): Promise<LoadedStore | null>
  /** The answers already given to these commands, by {@link answerKey}; those not there were never answered. */
  answers(asked: readonly { readonly actor: string; readonly id: CommandId }[]): Promise<ReadonlyMap<string, GivenAnswer>>
  /**
   * One durable flush for many decisions, in order, a savepoint each: each is kept whole or not at all, and one that fails its
   * expected version (`conflict`) or whose command has been answered meanwhile (`answered`) takes none of the others with
   * it. Resolves after the flush: nobody may be told before.
   */
  commit(decisions: readonly DecisionToCommit[]): Promise<readonly CommitResult[]>
  /** Stores with a deadline, soonest first. */
  deadlines(): Promise<readonly { readonly store: StoreId; readonly at: number }[]>
  /** Removes answers given before `before` (CL2). Resolves to how many. */
  forgetAnswers(before: number): Promise<number>
  /** Says that a server was alive at this time, for the time given back after a crash (OF1). */
  noteAlive(at: number): Promise<void>
  /** When a server last said so; `null` on an empty database. */
  lastAlive(): Promise<number | null>
}

interface LoadedStore {
  readonly snapshot: StoreState | null
  readonly events: readonly StoreEvent[]
}

export const answerKey = (actor: string, id: CommandId): string => `${actor} ${id}`

export interface GivenAnswer {
  /** SHA-256 (hex) of the command's content: the same identifier with other content is refused (CL2). */
  readonly content: string
  readonly answer: Answer
}

export interface DecisionToCommit {
  readonly store: StoreId
  /** The store's version before these events. */
  readonly expectedVersion: number
  readonly events: readonly StoreEvent[]
  /** `null` for what nobody asked: deadlines, presence. */
  readonly answered: { readonly actor: string; readonly id: CommandId; readonly given: GivenAnswer; readonly at: number } | null
  /** When the store must be looked at next. */
  readonly nextDeadline: number | null
  /** Words and their like, kept outside the log, in the same transaction. */
  readonly writes: readonly ConversationWrite[]
  /** Now and then, so that loading a store does not grow with its age. */
  readonly snapshot: StoreState | null
  /** Who decided it, where the audit trail must know; in the same transaction. Asked only of an engine that has a trail. */
  readonly audit?: readonly NewAuditEntry[]
}

export type CommitResult = 'committed' | 'conflict' | 'answered'

// --- conversations -----------------------------------------------------------------------------------------------------

export type ConversationWrite =
  | {
      readonly write: 'open'
      readonly chat: ChatId
      readonly store: StoreId
      readonly shopper: ShopperId
      readonly name: string | null
      readonly isReturning: boolean
      readonly question: string
      readonly lookingAt: Product | null
      readonly viewed: readonly ViewedProduct[]
      readonly openedAt: number
    }
  | { readonly write: 'message'; readonly message: Message }
  | { readonly write: 'contact'; readonly chat: ChatId; readonly address: string; readonly text: string; readonly at: number }
  /** Somebody got the chat (a claim, a pick-up, a reopening). */
  | { readonly write: 'holder'; readonly chat: ChatId; readonly member: MemberId; readonly at: number }
  /** CL7: whoever had it handed it back, as if they had never had it. */
  | { readonly write: 'handedBack'; readonly chat: ChatId }
  /** `at: null` reopens. */
  | { readonly write: 'ended'; readonly chat: ChatId; readonly at: number | null }

export interface ViewedProduct extends Product {
  readonly viewedAt: number | null
}

export interface Message {
  readonly chat: ChatId
  /** From 1, without gaps, given by the decider. */
  readonly number: number
  readonly id: CommandId
  readonly from: 'shopper' | 'member'
  readonly member: MemberId | null
  readonly text: string
  readonly at: number
}

export interface Conversation {
  readonly chat: ChatId
  readonly store: StoreId
  readonly shopper: ShopperId
  readonly name: string | null
  readonly isReturning: boolean
  readonly question: string
  readonly lookingAt: Product | null
  readonly viewed: readonly ViewedProduct[]
  readonly openedAt: number
  readonly lastHolder: MemberId | null
  readonly heldAt: number | null
  readonly endedAt: number | null
  readonly contact: { readonly address: string; readonly text: string; readonly at: number } | null
}

export interface Conversations {
  find(chat: ChatId): Promise<Conversation | null>
  findMany(chats: readonly ChatId[]): Promise<readonly Conversation[]>
  /** Messages numbered above `after`, in order, at most `most`. */
  messages(chat: ChatId, after: number, most: number): Promise<readonly Message[]>
  /** The shopper's chats with any store of the retailer, newest first. */
  ofShopper(shopper: ShopperId, most: number): Promise<readonly Conversation[]>
}

// --- who there is ------------------------------------------------------------------------------------------------------

export interface Retailer {
  readonly id: RetailerId
  readonly name: string
  /** BCP 47, for dates and prices: `en-GB`. */
  readonly locale: string
  /** ISO 4217. */
  readonly currency: string
  /** Signs shoppers' identity tokens (HS256); at least 32 bytes, base64url. */
  readonly signingSecret: string
  /** Origins (`https://shop.example`) whose pages may carry the widget. */
  readonly allowedSites: readonly string[]
  readonly isDemo: boolean
}
export interface Store {
  readonly id: StoreId
  readonly retailer: RetailerId
  readonly name: string
  /** A tablet that nobody touches for so long locks itself (milliseconds). */
  readonly idleLockMs: number
}
export interface DirectoryMember {
  readonly id: MemberId
  readonly store: StoreId
  readonly name: string
  readonly role: 'associate' | 'manager' | 'admin'
  /** scrypt, with its salt and cost: see members/pin.ts. */
  readonly pinHash: string
  /** The one they chose for the staff app; `null`: they follow the browser. */
  readonly language: Language | null
  /** When they left the team; `null` for whoever is on it. Their name stays, because chats of theirs do. */
  readonly removedAt: number | null
}

export interface Directory {
  addRetailer(retailer: Retailer): Promise<void>
  addStore(store: Store): Promise<void>
  addMember(member: DirectoryMember): Promise<void>
  retailers(): Promise<readonly Retailer[]>
  stores(retailer: RetailerId): Promise<readonly Store[]>
  retailer(id: RetailerId): Promise<Retailer | null>
  store(id: StoreId): Promise<Store | null>
  /** Those on the team now. */
  members(store: StoreId): Promise<readonly DirectoryMember[]>
  /** Those who have left included. */
  member(id: MemberId): Promise<DirectoryMember | null>
  /** Rejects where there is no such member. */
  chooseLanguage(member: MemberId, language: Language | null): Promise<void>
}

/** One member signed in on one device. Found by the SHA-256 (hex) of the cookie's token. */
export interface Shift {
  readonly id: ShiftId
  readonly tokenHash: string
  readonly member: MemberId
  readonly device: DeviceId
  readonly startedAt: number
  readonly expiresAt: number
  /** Since when its tablet is locked: it rings and claims, and shows no words until the PIN is given; `null` where it is not. */
  readonly lockedAt: number | null
}
/** What ends a shift, or begins another one on its device, takes the push subscription that is bound to it in the same commit. */
export interface Shifts {
  start(shift: Shift): Promise<void>
  find(tokenHash: string): Promise<Shift | null>
  /** Those of the store's members that expire after `now`, the earliest begun first. */
  ofStore(store: StoreId, now: number): Promise<readonly Shift[]>
  /** `at` is remembered for a while as the time at which its member gave up the device. */
  end(id: ShiftId, at: number): Promise<void>
  /** Nothing happens where the shift has ended. */
  setLocked(id: ShiftId, lockedAt: number | null): Promise<void>
  /**
   * CL3: of whoever had the device right before this shift began, and until when: the shift that this one replaced, or the last one
   * that ended there. `null` where there was none within {@link deviceRememberedMs}, or there is no such shift.
   */
  before(id: ShiftId): Promise<HadDevice | null>
  /** Removes those that expired before `now`. */
  sweep(now: number): Promise<void>
}

export interface HadDevice {
  readonly member: MemberId
  readonly until: number
}

/** No request lives longer, so that nobody can stand in for whoever left a device before that (CL3). */
export const deviceRememberedMs = 3_600_000

// --- hours -------------------------------------------------------------------------------------------------------------

/** A store's hours, and since when they have been these: no earlier closing is theirs. */
export interface KeptHours {
  readonly store: StoreId
  readonly hours: StoreHours
  readonly changedAt: number
}

/** A store that is not here is always open. */
export interface Hours {
  /** In place of what the store had. Rejects where there is no such store. */
  keep(hours: KeptHours, ...entries: readonly NewAuditEntry[]): Promise<void>
  of(store: StoreId): Promise<KeptHours | null>
  all(): Promise<readonly KeptHours[]>
}

// --- web push ----------------------------------------------------------------------------------------------------------

/** A browser's address with its push service, bound to one device and one shift, and gone with that shift. */
export interface PushSubscription {
  readonly endpoint: string
  readonly shift: ShiftId
  readonly device: DeviceId
  /** The browser's public key and secret (RFC 8291), base64url. */
  readonly p256dh: string
  readonly auth: string
  /** When the shift was first reachable by push; a renewed address does not change it. */
  readonly boundAt: number
  /** RE1: its last push was not received. */
  readonly isSilent: boolean
}

/** A subscription, and what its shift says of it. */
export interface BoundSubscription extends PushSubscription {
  readonly member: MemberId
  readonly store: StoreId
  readonly expiresAt: number
}

/** The key pair by which push services know this server (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export interface PushSubscriptions {
  /** Keeps these keys where there are none yet; resolves to those that are kept, whoever brought them. */
  keepKeys(fresh: VapidKeys): Promise<VapidKeys>
  /** In place of whatever its shift, its device or its endpoint was bound to before. Rejects where there is no such shift. */
  bind(subscription: PushSubscription): Promise<void>
  /** Nothing happens where the endpoint is bound no more. */
  setSilent(endpoint: string, isSilent: boolean): Promise<void>
  drop(endpoint: string): Promise<void>
  /** The earliest bound first. */
  all(): Promise<readonly BoundSubscription[]>
}

export interface Shopper {
  readonly id: ShopperId
  readonly retailer: RetailerId
  readonly tokenHash: string
  /** The retailer's own number for them, once a signed token said so. */
  readonly customer: string | null
  readonly name: string | null
  readonly firstSeenAt: number
}
export interface Shoppers {
  add(shopper: Shopper): Promise<void>
  find(id: ShopperId): Promise<Shopper | null>
  findByToken(tokenHash: string): Promise<Shopper | null>
  /** Changes the name or the customer number. */
  update(id: ShopperId, change: { readonly name?: string; readonly customer?: string }): Promise<void>
}

// --- what a manager sets up --------------------------------------------------------------------------------------------

/** Changes of who there is, each with the audit trail's entries in the same commit. */
export interface SetUp {
  /**
   * Makes a retailer with its first store, first admin and their account out of the one-time link of this hash, wholly or not at
   * all. Resolves to whether the link was still there to be used.
   */
  begin(first: FirstSetUp, linkHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  addRetailer(retailer: Retailer, ...entries: readonly NewAuditEntry[]): Promise<void>
  addStore(store: Store, ...entries: readonly NewAuditEntry[]): Promise<void>
  addMember(member: DirectoryMember, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** What is left out stays. Rejects where there is no such retailer; so do the next two. */
  changeRetailer(id: RetailerId, change: RetailerChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  changeStore(id: StoreId, change: StoreChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  changeMember(id: MemberId, change: MemberChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  /**
   * Takes a member off the team: their shifts, account, passkeys, console sessions and wrong PINs go in the same commit. Resolves
   * to the shifts that this ended; does nothing, and keeps no entry, where they had gone before.
   */
  removeMember(id: MemberId, at: number, ...entries: readonly NewAuditEntry[]): Promise<readonly ShiftId[]>
}

export interface FirstSetUp {
  readonly retailer: Retailer
  readonly store: Store
  readonly admin: DirectoryMember
  readonly account: Account
}
type RetailerChange = Partial<Pick<Retailer, 'name' | 'locale' | 'currency' | 'signingSecret' | 'allowedSites'>>
type StoreChange = Partial<Pick<Store, 'name' | 'idleLockMs'>>
type MemberChange = Partial<Pick<DirectoryMember, 'name' | 'role' | 'pinHash'>>

/** An enrolled browser. It proves who it is with a key that never leaves it, at each sign-in. */
export interface Device {
  readonly id: DeviceId
  readonly store: StoreId
  /** Whose phone it is; `null` for a tablet that the whole team shares. */
  readonly owner: MemberId | null
  readonly name: string
  /** SHA-256 (hex) of the token in the device's cookie. */
  readonly tokenHash: string
  /** ECDSA on P-256, as base64url of the SubjectPublicKeyInfo; its private half cannot be read by anybody. */
  readonly publicKey: string
  readonly enrolledAt: number
  /** Whose code it was; `null` where the server enrolled it itself (demo data). */
  readonly enrolledBy: MemberId | null
  readonly lastSeenAt: number
  readonly revokedAt: number | null
}

/** A code with which one browser can be enrolled, once. */
export interface Enrolment {
  /** SHA-256 (hex) of the code. */
  readonly codeHash: string
  readonly store: StoreId
  readonly owner: MemberId | null
  readonly name: string
  readonly createdBy: MemberId
  readonly expiresAt: number
}

export interface Devices {
  /** Replaces what the creator had offered and nobody has used. */
  offer(enrolment: Enrolment): Promise<void>
  enrolment(codeHash: string): Promise<Enrolment | null>
  /** Adds the device and uses the code up, in one commit. Resolves to whether the code was still there to be used. */
  enrol(device: Device, codeHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  /** Adds a device that needs no code: the server's own doing. */
  add(device: Device, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** Those revoked included. */
  find(id: DeviceId): Promise<Device | null>
  findByToken(tokenHash: string): Promise<Device | null>
  /** In the order of their enrolment, those revoked included. */
  ofStore(store: StoreId): Promise<readonly Device[]>
  rename(id: DeviceId, name: string, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** One flush for all of them. */
  seen(ids: readonly DeviceId[], at: number): Promise<void>
  /**
   * The device is no longer one of ours, for ever; its shifts go in the same commit. Resolves to those; does nothing, and keeps
   * no entry, where it was revoked before.
   */
  revoke(id: DeviceId, at: number, ...entries: readonly NewAuditEntry[]): Promise<readonly ShiftId[]>
  /** Forgets codes that expired before `now`. */
  sweep(now: number): Promise<void>
}

/** How often a member's PIN was wrong on a device, in a row. */
interface WrongPins {
  readonly device: DeviceId
  readonly member: MemberId
  readonly wrong: number
  readonly lastAt: number
}
export interface PinTries {
  of(device: DeviceId, member: MemberId): Promise<WrongPins | null>
  ofStore(store: StoreId): Promise<readonly WrongPins[]>
  /** Counts one more, durably before it resolves to how many there are now. */
  countWrong(device: DeviceId, member: MemberId, at: number): Promise<number>
  /** Starts afresh; `device: null` on every device. */
  clear(device: DeviceId | null, member: MemberId, ...entries: readonly NewAuditEntry[]): Promise<void>
}

/** How a manager or an admin gets into the console; associates have none. */
export interface Account {
  readonly member: MemberId
  /** An e-mail address in lower case, unique on the server. */
  readonly login: string
  /** scrypt as a PIN's; `null` where a passkey is the only way in. */
  readonly passwordHash: string | null
}
/** A WebAuthn credential of an account. */
export interface Passkey {
  /** The credential's identifier, base64url. */
  readonly id: string
  readonly member: MemberId
  /** COSE, base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
}
/** A manager or an admin in the console, found by the SHA-256 (hex) of the cookie's token. */
export interface ConsoleSession {
  readonly id: string
  readonly tokenHash: string
  readonly member: MemberId
  readonly startedAt: number
  readonly expiresAt: number
}
export interface Accounts {
  /** Adds the account, or puts another login or password in place. */
  put(account: Account, ...entries: readonly NewAuditEntry[]): Promise<void>
  byLogin(login: string): Promise<Account | null>
  ofMember(member: MemberId): Promise<Account | null>
  /** The account, its passkeys and its sessions. */
  remove(member: MemberId, ...entries: readonly NewAuditEntry[]): Promise<void>
  addPasskey(passkey: Passkey, ...entries: readonly NewAuditEntry[]): Promise<void>
  passkey(id: string): Promise<Passkey | null>
  passkeys(member: MemberId): Promise<readonly Passkey[]>
  passkeyUsed(id: string, counter: number, at: number): Promise<void>
  removePasskey(id: string, ...entries: readonly NewAuditEntry[]): Promise<void>
  startSession(session: ConsoleSession, ...entries: readonly NewAuditEntry[]): Promise<void>
  session(tokenHash: string): Promise<ConsoleSession | null>
  endSession(id: string): Promise<void>
  /**
   * Uses up the one-time link of this hash: its member's account gets this password, and their sessions end. Resolves to whether
   * the link was still there to be used.
   */
  choosePassword(linkHash: string, passwordHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  /** All of a member's but `except`, as after a change of password. */
  endSessions(member: MemberId, except: string | null): Promise<void>
  /** Removes those that expired before `now`. */
  sweep(now: number): Promise<void>
}

/** Lets in, once, whoever has it: to set up an empty server, or to choose the password of an account. */
export interface OneTimeLink {
  /** SHA-256 (hex) of the link's token. */
  readonly tokenHash: string
  /** Whose password; `null` for the set-up. */
  readonly member: MemberId | null
  readonly expiresAt: number
}
export interface OneTimeLinks {
  /** In place of the one that there was for the same member, or for the set-up. */
  offer(link: OneTimeLink, ...entries: readonly NewAuditEntry[]): Promise<void>
  find(tokenHash: string): Promise<OneTimeLink | null>
  /** Forgets those that expired before `now`. */
  sweep(now: number): Promise<void>
}

/** What other processes on the same data did: the operator's command line beside a server, or another server. */
export interface OtherProcesses {
  /** Whether another process has committed anything since this was last asked. */
  haveWritten(): Promise<boolean>
  /** Those of these shifts that are over. */
  endedShifts(shifts: readonly ShiftId[]): Promise<readonly ShiftId[]>
}

/** Who did it: a member, whoever has the server's command line, or the server by itself. */
export type AuditActor =
  | { readonly is: 'member'; readonly member: MemberId }
  | { readonly is: 'operator' }
  | { readonly is: 'server' }
export type AuditAction =
  | 'retailerSetUp'
  | 'retailerChanged'
  | 'signingSecretChanged'
  | 'storeAdded'
  | 'storeChanged'
  | 'hoursChanged'
  | 'policyChanged'
  | 'memberAdded'
  | 'memberChanged'
  | 'memberRemoved'
  | 'pinChanged'
  | 'pinLocked'
  | 'pinUnlocked'
  | 'accountChanged'
  | 'accountRemoved'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'consoleEntered'
  | 'enrolmentOffered'
  | 'deviceEnrolled'
  | 'deviceRenamed'
  | 'deviceRevoked'
  | 'shiftRevoked'
  | 'shopperExported'
  | 'shopperErased'
  | 'retentionChanged'

/** Identifiers and figures only: nothing in it may have to be erased. */
export interface NewAuditEntry {
  readonly at: number
  readonly retailer: RetailerId
  /** `null` for what concerns the whole retailer. */
  readonly store: StoreId | null
  readonly by: AuditActor
  readonly action: AuditAction
  /** The identifier of what was acted on: a member, a device, a store, … */
  readonly subject: string
  /** What changed, such as a figure and its new value. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}
export interface AuditEntry extends NewAuditEntry {
  /** From 1, rising, never given twice. */
  readonly number: number
}

/** What was done to the set-up and to people's data, and by whom. Kept for ever: nothing in here can be changed or removed. */
export interface AuditTrail {
  /** For what is no change of these tables itself. */
  record(...entries: readonly NewAuditEntry[]): Promise<void>
  /** Newest first, at most `most`, numbered below `before` where that is given; of one store, or all of the retailer's. */
  of(
    which: { readonly retailer: RetailerId; readonly store: StoreId | null },
    page: { readonly before: number | null; readonly most: number },
  ): Promise<readonly AuditEntry[]>
}

// --- orders ------------------------------------------------------------------------------------------------------------

/** A line of an order as an export names it. Identified by retailer, order, product and `occurrence`. */
export interface OrderLine {
  readonly order: string
  readonly customer: string
  readonly product: string
  readonly title: string
  readonly quantity: number
  /** In ten-thousandths of the currency's unit, because exports have prices finer than a penny. */
  readonly unitPriceE4: number
  readonly orderedAt: number
  /** From 1: the same product may stand in an order more than once. */
  readonly occurrence: number
  /** This line takes back what an earlier order of the customer's bought; `quantity` is then positive too. */
  readonly isCancellation: boolean
}

export interface Orders {
  /** Puts lines in place, replacing those of the same identity; one transaction. Resolves to how many were new. */
  put(retailer: RetailerId, lines: readonly OrderLine[]): Promise<{ readonly added: number; readonly replaced: number }>
  /** The customer's lines, newest order first, of at most `mostOrders` orders; cancellations are among them. */
  ofCustomer(retailer: RetailerId, customer: string, mostOrders: number): Promise<readonly OrderLine[]>
  /** How many orders the customer has; what only takes something back is none. */
  countOrders(retailer: RetailerId, customer: string): Promise<number>
}

// --- keeping and forgetting --------------------------------------------------------------------------------------------

/** For how long a retailer keeps what: a conversation after its end, a decision in the log after it was taken. */
export interface Retention {
  readonly conversationDays: number
  readonly logDays: number
}

/** One person, as they are to be forgotten. */
export interface Erasure {
  readonly retailer: RetailerId
  /** Each is one browser of theirs. */
  readonly shoppers: readonly ShopperId[]
  /** Whose order lines go too; `null` where they stay. */
  readonly ordersOf: string | null
  readonly at: number
}

/** What of an erasure is still to be done, by whoever has the coordinator. */
export type Leftover =
  /** The store's decisions still have to let go of it, and its words to be removed. */
  | { readonly what: 'chat'; readonly chat: ChatId; readonly store: StoreId }
  | { readonly what: 'orders'; readonly customer: string; readonly retailer: RetailerId }

export interface Keeping {
  /** Every browser that the retailer's own word has made this customer's, the first seen first. */
  shoppersOfCustomer(retailer: RetailerId, customer: string): Promise<readonly Shopper[]>
  /** Whoever left this address in a chat with a store of the retailer, written in capitals or not. */
  shoppersWithContact(retailer: RetailerId, address: string): Promise<readonly Shopper[]>

  /**
   * In one commit: the shoppers are gone, with their tokens; what else there is of them is left over; and all of it is noted, in
   * hashes, as erased for ever.
   */
  beginErasure(erasure: Erasure): Promise<void>
  /** What erasures have left to do, the earliest first. */
  leftovers(most: number): Promise<readonly Leftover[]>
  /** Removes at most `most` messages or lines of it; `true` when nothing is left, and nothing left over either. */
  remove(leftover: Leftover, most: number): Promise<boolean>
  /**
   * A question that was on its way while its shopper was erased may have been kept after all: what has come of those that were
   * erased is left over (again). Forgets which shoppers they were where that was before the given time.
   */
  eraseLatecomers(forgetBefore: number): Promise<void>
  /** Not for what went because its time was over. */
  wasErased(store: StoreId, chat: ChatId): Promise<boolean>

  /** `null` where the retailer has chosen none. */
  retention(retailer: RetailerId): Promise<Retention | null>
  setRetention(retailer: RetailerId, retention: Retention): Promise<void>
  /** Chats of the retailer's stores that ended before, the earliest first. */
  endedBefore(retailer: RetailerId, before: number, most: number): Promise<readonly (Leftover & { readonly what: 'chat' })[]>
  /**
   * Looks at `most` shoppers of the retailer after `after`, in the order of their identifiers, and removes those who were first seen
   * before the given time and have no conversation. Resolves to the last one looked at, `null` where there are no more.
   */
  removeIdleShoppers(
    retailer: RetailerId,
    firstSeenBefore: number,
    after: ShopperId | null,
    most: number,
  ): Promise<ShopperId | null>

  /** Where the store's log begins, and its first events of before the given time, at most so many. */
  oldestEvents(store: StoreId, before: number, most: number): Promise<OldestEvents>
  /** Cuts off the events that have made this state; the log begins with it from then on. */
  cutLog(store: StoreId, base: StoreState): Promise<void>

  /**
   * Overwrites what removed rows have left in a part of the engine's files, beginning with `part`. Resolves to the part that comes
   * next, `null` where that was the last one; to the same, where another process is at work on the files. Nothing is decided
   * meanwhile, for a few milliseconds.
   */
  wipe(part: number): Promise<number | null>
  /** Removes copies that were set aside beside the database before the given time. Resolves to how many. */
  removeOldCopies(before: number): Promise<number>
}

interface OldestEvents {
  /** `null` where the log is whole. */
  readonly base: StoreState | null
  readonly events: readonly StoreEvent[]
}
