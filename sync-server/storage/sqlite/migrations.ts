/**
 * The database's shape, as the numbered steps that lead to it. A step that has been released is never edited: what has to
 * change is a new step at the end. The number of steps taken stands in the file itself (`user_version`).
 */
import type { DatabaseSync } from 'node:sqlite'
import { NewerSchema } from '../storage.ts'

/**
 * Times are `real` because decision time may have fractions of a millisecond. Tables that are only ever read by their key
 * are `without rowid`: one page written for a row instead of two. Rows that are listed as they were added keep their rowid.
 *
 * What a commit of decisions writes refers to nothing outside that commit but its own conversation, so that no row that was
 * removed elsewhere (an erased shopper, a closed store) can make a flush fail.
 */
const firstSchema = `
  create table store_head (
    store text primary key,
    version integer not null,
    next_deadline real
  ) strict, without rowid;
  create index store_head_by_deadline on store_head (next_deadline) where next_deadline is not null;

  create table event (
    store text not null,
    version integer not null,
    at real not null,
    type text not null,
    body text not null,
    primary key (store, version)
  ) strict, without rowid;

  create table snapshot (
    store text primary key,
    version integer not null,
    format integer not null,
    state text not null
  ) strict, without rowid;

  -- The identifier comes first because it is time-ordered: new answers then land beside each other.
  create table answer (
    id text not null,
    actor text not null,
    content text not null,
    body text not null,
    at real not null,
    primary key (id, actor)
  ) strict, without rowid;
  create index answer_by_time on answer (at);

  create table alive (
    only_row integer primary key check (only_row = 1),
    at real not null
  ) strict;

  create table conversation (
    chat text primary key,
    store text not null,
    shopper text not null,
    name text,
    is_returning integer not null check (is_returning in (0, 1)),
    question text not null,
    looking_at text,
    viewed text not null,
    opened_at real not null,
    last_holder text,
    held_at real,
    ended_at real,
    contact_address text,
    contact_text text,
    contact_at real
  ) strict;
  create index conversation_by_shopper on conversation (shopper, opened_at);

  create table message (
    chat text not null references conversation (chat) on delete cascade,
    number integer not null check (number >= 1),
    id text not null,
    sender text not null check (sender in ('shopper', 'member')),
    member text,
    words text not null,
    at real not null,
    primary key (chat, number)
  ) strict, without rowid;

  create table retailer (
    id text not null unique,
    name text not null,
    locale text not null,
    currency text not null,
    signing_secret text not null,
    is_demo integer not null check (is_demo in (0, 1))
  ) strict;

  create table store (
    id text not null unique,
    retailer text not null references retailer (id),
    name text not null
  ) strict;
  create index store_by_retailer on store (retailer);

  create table member (
    id text not null unique,
    store text not null references store (id),
    name text not null,
    role text not null check (role in ('associate', 'manager', 'admin')),
    pin_hash text not null
  ) strict;
  create index member_by_store on member (store);

  create table shift (
    id text primary key,
    token_hash text not null unique,
    member text not null references member (id),
    device text not null,
    started_at real not null,
    expires_at real not null
  ) strict, without rowid;
  create index shift_by_expiry on shift (expires_at);

  create table shopper (
    id text primary key,
    retailer text not null references retailer (id),
    token_hash text not null unique,
    customer text,
    name text,
    first_seen_at real not null
  ) strict, without rowid;

  create table order_line (
    retailer text not null references retailer (id),
    order_number text not null,
    product text not null,
    occurrence integer not null check (occurrence >= 1),
    customer text not null,
    title text not null,
    quantity integer not null,
    unit_price_e4 integer not null,
    ordered_at real not null,
    is_cancellation integer not null check (is_cancellation in (0, 1)),
    unique (retailer, order_number, product, occurrence)
  ) strict;
  create index order_line_by_customer on order_line (retailer, customer, order_number, ordered_at);
`

/** The language that a member chose for the staff app; null follows the browser. The app knows which there are. */
const memberLanguage = `
  alter table member add column language text;
`

/** Web push. A subscription is worth nothing without its shift, and goes with it. */
const pushSchema = `
  create table vapid_keys (
    only_row integer primary key check (only_row = 1),
    public_key text not null,
    private_key text not null
  ) strict;

  create table push_subscription (
    endpoint text primary key,
    shift text not null unique references shift (id) on delete cascade,
    device text not null unique,
    p256dh text not null,
    auth text not null,
    bound_at real not null,
    is_silent integer not null check (is_silent in (0, 1))
  ) strict, without rowid;

  create index shift_by_member on shift (member);
`

/**
 * Who and what is let in: enrolled devices, wrong PINs, the console's accounts, and the trail of who changed what. Shifts of
 * before devices were enrolled are over: nobody can prove whose browser they were on.
 */
const setUpSchema = `
  alter table retailer add column allowed_sites text not null default '[]';
  alter table store add column idle_lock_ms integer not null default 120000;
  alter table member add column removed_at real;
  delete from shift;
  alter table shift add column locked_at real;

  create table device (
    id text not null unique,
    store text not null references store (id),
    owner text references member (id),
    name text not null,
    token_hash text not null unique,
    public_key text not null,
    enrolled_at real not null,
    enrolled_by text references member (id),
    last_seen_at real not null,
    revoked_at real
  ) strict;
  create index device_by_store on device (store);
  create index shift_by_device on shift (device);

  create table enrolment (
    code_hash text primary key,
    store text not null references store (id),
    owner text references member (id),
    name text not null,
    created_by text not null references member (id),
    expires_at real not null
  ) strict, without rowid;

  create table wrong_pins (
    device text not null,
    member text not null references member (id),
    wrong integer not null check (wrong >= 1),
    last_at real not null,
    primary key (device, member)
  ) strict, without rowid;

  create table account (
    member text primary key references member (id),
    login text not null unique,
    password_hash text
  ) strict, without rowid;

  create table passkey (
    id text not null unique,
    member text not null references account (member) on delete cascade,
    public_key text not null,
    counter integer not null,
    name text not null,
    created_at real not null,
    last_used_at real
  ) strict;
  create index passkey_by_member on passkey (member);

  create table console_session (
    id text primary key,
    token_hash text not null unique,
    member text not null references account (member) on delete cascade,
    started_at real not null,
    expires_at real not null
  ) strict, without rowid;
  create index console_session_by_member on console_session (member);

  create table audit_entry (
    number integer primary key autoincrement,
    at real not null,
    retailer text not null,
    store text,
    actor text not null,
    action text not null,
    subject text not null,
    details text not null
  ) strict;
  create index audit_entry_by_retailer on audit_entry (retailer, number);
  create trigger audit_entry_stays before update on audit_entry
    begin select raise(abort, 'the audit trail cannot be changed'); end;
  create trigger audit_entry_remains before delete on audit_entry
    begin select raise(abort, 'the audit trail cannot be shortened'); end;
`

/** A store's hours, as its manager gave them. */
const hoursSchema = `
  create table store_hours (
    store text primary key references store (id),
    hours text not null,
    changed_at real not null
  ) strict, without rowid;
`

/** Who had a device before a shift began there, for whoever takes over while it rings; and for a while, who last gave it up. */
const shiftBefore = `
  alter table shift add column before_member text;
  alter table shift add column before_until real;

  create table last_shift (
    device text primary key,
    member text not null,
    ended_at real not null
  ) strict, without rowid;
`

/**
 * Keeping and forgetting. `erased` holds hashes of the identifiers of who and what was erased, so that a copy from before is erased
 * again when it is put back; `erasing` is what of erasures is still to be done, and, for a while, who was erased. `log_base` is a
 * store's state where its log begins once the oldest events have been cut off.
 */
const keepingSchema = `
  create table retention (
    retailer text primary key references retailer (id),
    conversation_days integer not null,
    log_days integer not null
  ) strict, without rowid;

  create table erased (
    hash text primary key,
    at real not null
  ) strict, without rowid;

  create table erasing (
    what text not null check (what in ('shopper', 'chat', 'orders')),
    owner text not null,
    name text not null,
    at real not null,
    primary key (what, owner, name)
  ) strict, without rowid;

  create table log_base (
    store text primary key,
    version integer not null,
    format integer not null,
    state text not null
  ) strict, without rowid;

  create index shopper_by_customer on shopper (retailer, customer) where customer is not null;
  create index conversation_by_end on conversation (ended_at) where ended_at is not null;
  create index conversation_by_contact on conversation (contact_address collate nocase) where contact_address is not null;
`

/** Links that let in once: the set-up of an empty server (no member), or a password to choose. */
const oneTimeLinkSchema = `
  create table one_time_link (
    token_hash text primary key,
    member text unique references account (member) on delete cascade,
    expires_at real not null
  ) strict, without rowid;
`

/** What came of the last time that somebody rang a device on purpose. */
const bellCheckSchema = `
  create table last_bell_check (
    device text primary key references device (id),
    started_by text not null,
    started_at real not null,
    body text not null
  ) strict, without rowid;
`

/**
 * Deadlines are read once, when a server starts, and sorting them all takes a few milliseconds then; the index cost two of the seven
 * pages that a decision writes.
 */
const deadlinesUnsorted = 'drop index store_head_by_deadline;'

export const migrations: readonly string[] = [
  firstSchema,
  memberLanguage,
  pushSchema,
  setUpSchema,
  hoursSchema,
  shiftBefore,
  keepingSchema,
  oneTimeLinkSchema,
  bellCheckSchema,
  deadlinesUnsorted,
]

/** Files that have taken fewer steps may hold what was removed from them before it was overwritten. */
export const overwritesSince = 7

/** Marks the file as Shopbell's, so that no other program's database is ever changed: “bell”. */
export const applicationId = 0x62656c6c

/** How many steps this database has taken; 0 where it is new. */
function schemaOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.user_version)
}

/** Throws {@link NewerSchema} where the database has taken steps that are not known here. Reads only. */
export function refuseNewerSchema(database: DatabaseSync, steps: readonly string[]): void {
  const found = schemaOf(database)
  if (found > steps.length) throw new NewerSchema(found, steps.length)
}

/**
 * Takes the steps that are missing, all in one transaction, and writes the number even where none was: opening a database is
 * thereby a write, which shows at once whether it can be written. Returns the steps before and after.
 */
export function migrate(database: DatabaseSync, steps: readonly string[]): { readonly from: number; readonly to: number } {
  database.exec('begin immediate')
  try {
    // Again, now that nobody else can write: another process may have gone ahead meanwhile.
    refuseNewerSchema(database, steps)
    const from = schemaOf(database)
    for (const step of steps.slice(from)) database.exec(step)
    database.exec(`pragma application_id = ${applicationId}; pragma user_version = ${steps.length}`)
    database.exec('commit')
    return { from, to: steps.length }
  } catch (failure) {
    if (database.isTransaction) database.exec('rollback')
    throw failure
  }
}
