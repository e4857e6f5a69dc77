/** `npm run admin -- export-shopper` and `erase-shopper`: one shopper's data at the server's terminal, also while it runs. */

import { writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { tellAuditTrail } from '../keeping/audited.ts'
import { createDataKeeping, type DataKeeping } from '../keeping/data-keeping.ts'
import { findSubject, type Subject } from '../keeping/subject.ts'
import type { Retailer } from '../storage/directory.ts'
import type { Shopper } from '../storage/shoppers.ts'
import { type Storage, StorageFailure } from '../storage/storage.ts'
import { systemClock } from '../system-clock.ts'
import type { AboutShopper, Arguments } from './arguments.ts'
import { CannotDo } from './cannot-do.ts'

type Say = (line: string) => void
/** What the storage engine does for whoever is at its terminal. */
export interface AtTerminal {
  readonly open: () => Promise<Storage>
  /** Whether another process, a server most likely, has it open. */
  readonly isInUse: () => boolean
  /** Where nobody has it open: removes the words of whoever was erased. */
  readonly removeWhatIsLeftOver: () => void
}
type Of<What extends Arguments['what']> = Extract<Arguments, { readonly what: What }>

/** A server takes up within a second what was begun beside it. */
const serverPatienceMs = 30_000
const lookAgainMs = 200
const operator = { is: 'operator' } as const

export async function exportShopperTo(engine: AtTerminal, { file, ...about }: Of<'export-shopper'>, say: Say): Promise<void> {
  await withShopper(
    engine,
    about,
    async () => {},
    async ({ subject, dataKeeping }) => {
      const exported = await dataKeeping.export(subject, operator)
      try {
        // For its owner alone, and never over something that is there.
        writeFileSync(file, `${JSON.stringify(exported, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      } catch (failure) {
        const isThere = failure instanceof Error && 'code' in failure && failure.code === 'EEXIST'
        throw new CannotDo(
          isThere
            ? `${file} is there already and has not been touched. Name a new file.`
            : `${file} cannot be written: ${String(failure)}.`,
        )
      }
      say(`${file} holds ${contents(exported.shoppers.length, exported.chats.length, exported.orders.length)}.`)
    },
  )
}

export async function eraseShopper(
  engine: AtTerminal,
  { isWithOrders, isSure, ...about }: Of<'erase-shopper'>,
  say: Say,
): Promise<void> {
  const isServed = engine.isInUse()
  // A server that runs is the only one to decide; where none does, the words go once nobody has the database open.
  const finish = isServed ? waitForServer : async () => {}
  const isDone = await withShopper(engine, about, finish, async ({ storage, subject, dataKeeping }) => {
    if (isWithOrders && subject.customer === null)
      throw new CannotDo('Nothing says which customer this is, so there are no orders to erase. Leave out --orders.')
    if (!isSure) {
      const { shoppers, chats, orders } = await preview(storage, subject)
      say(`This would erase ${contents(shoppers, chats, isWithOrders ? orders : 0)} for good. Say --yes to do it.`)
      return false
    }
    const { chats, isComplete } = await dataKeeping.erase(subject, isWithOrders, operator)
    const erased = `Erased: ${contents(subject.shoppers.length, chats, 0)}${isWithOrders ? ', and the order lines' : ''}.`
    if (isServed && !isComplete) say(`${erased} The server has not removed the words yet; it does as soon as it runs well.`)
    else
      say(
        `${erased} ${isServed ? 'The server has ended their chats.' : 'The server lets go of their chats when it is next started.'}`,
      )
    return true
  })
  if (isDone && !isServed) engine.removeWhatIsLeftOver()
}

interface Found {
  readonly storage: Storage
  readonly subject: Subject
  readonly dataKeeping: DataKeeping
}

async function withShopper<Result>(
  engine: AtTerminal,
  { who, retailer: asked }: AboutShopper,
  finish: (storage: Storage) => Promise<void>,
  work: (found: Found) => Promise<Result>,
): Promise<Result> {
  const storage = await engine.open()
  try {
    const retailer = await retailerAsked(storage, asked)
    const found = await findSubject(storage, retailer.id, who)
    if (found.is === 'nobody') throw new CannotDo(`Nobody is known to ${retailer.name} by the ${words[who.by]} “${who.value}”.`)
    if (found.is === 'several')
      throw new CannotDo(
        `More than one shopper left this contact. Say which with --shopper:\n${found.shoppers.map(line).join('\n')}`,
      )
    // What a person reads goes to the standard output, what a machine reads to the standard error.
    const log = pino(pino.destination({ dest: 2, sync: true }))
    const dataKeeping = createDataKeeping({
      storage,
      clock: systemClock(),
      log,
      record: tellAuditTrail(storage.audit),
      finish: () => finish(storage),
    })
    return await work({ storage, subject: found.subject, dataKeeping })
  } finally {
    await storage.close()
  }
}

const words = { customer: 'customer number', contact: 'contact', shopper: 'identifier' } as const

const line = ({ id, name, customer, firstSeenAt }: Shopper) =>
  `  ${id}  ${name ?? 'no name'}${customer === null ? '' : `, customer ${customer}`}, first seen ${new Date(firstSeenAt).toISOString()}`

async function retailerAsked({ directory }: Storage, asked: string | null): Promise<Retailer> {
  const all = await directory.retailers()
  const named = all.filter(({ id }) => asked === null || id === asked)
  const [retailer, ...more] = named
  if (retailer && more.length === 0) return retailer
  if (all.length === 0) throw new CannotDo('There is no retailer in this database yet.')
  const ids = all.map(({ id }) => id).join(', ')
  throw new CannotDo(
    asked === null ? `Say whose shopper with --retailer: ${ids}.` : `There is no retailer “${asked}”, only ${ids}.`,
  )
}

async function preview(storage: Storage, { retailer, shoppers, customer }: Subject) {
  const chats = await Promise.all(shoppers.map(({ id }) => storage.conversations.ofShopper(id, 1_000_000)))
  const lines = customer === null ? [] : await storage.orders.ofCustomer(retailer, customer, 1_000_000)
  return { shoppers: shoppers.length, chats: chats.flat().length, orders: lines.length }
}

async function waitForServer({ keeping }: Storage): Promise<void> {
  const until = performance.now() + serverPatienceMs
  while ((await keeping.leftovers(1)).length > 0) {
    if (performance.now() > until) throw new StorageFailure('The server has not taken the erasure up.')
    await wait(lookAgainMs)
  }
}

function contents(shoppers: number, chats: number, orders: number): string {
  const parts = [counted(shoppers, 'browser'), counted(chats, 'chat'), ...(orders > 0 ? [counted(orders, 'order line')] : [])]
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
