/** The operator's command line: what may be said there, and what is wrong with what was. */
import { parseArgs } from 'node:util'
import type { WhichShopper } from '../../src/protocol/keeping.ts'

export type Arguments = {
  /** `null` where the setting that the server knows too decides. */
  readonly data: string | null
} & (
  | { readonly what: 'backup'; readonly file: string }
  | { readonly what: 'restore'; readonly file: string /** A newer database. */; readonly erasures: string | null }
  | ({ readonly what: 'export-shopper'; readonly file: string } & AboutShopper)
  | ({ readonly what: 'erase-shopper'; readonly isWithOrders: boolean; readonly isSure: boolean } & AboutShopper)
  | { readonly what: 'setup-link' | 'list-devices' }
  /** `isFromInput`: the new password is read from the standard input, and no link is made. */
  | { readonly what: 'reset-password'; readonly email: string; readonly isFromInput: boolean }
  | { readonly what: 'unlock-pin'; readonly member: string }
  | { readonly what: 'revoke-device'; readonly device: string }
)

export interface AboutShopper {
  readonly who: WhichShopper
  /** `null` for the only one that there is. */
  readonly retailer: string | null
}

export type ReadArguments =
  | { readonly is: 'arguments'; readonly arguments: Arguments }
  | { readonly is: 'help' }
  /** What is wrong, to print above {@link usage}. */
  | { readonly is: 'problem'; readonly message: string }

export const usage = `npm run admin -- backup FILE            copies the database into a new file
npm run admin -- restore FILE           puts a copy back; the server must be stopped, and what was there is kept aside
npm run admin -- export-shopper FILE    writes everything about one shopper into a new file
npm run admin -- erase-shopper          forgets one shopper
npm run admin -- setup-link             a new link to set up an empty server
npm run admin -- reset-password EMAIL   a one-time link to choose a new password for the console;
                                        with --stdin the password itself is read, and no link is made
npm run admin -- list-devices           stores, members and enrolled devices, with their identifiers
npm run admin -- unlock-pin MEMBER      lets a member try their PIN again, by identifier
npm run admin -- revoke-device DEVICE   takes a device away, by identifier, and signs out whoever is on it

  --customer NUMBER, --contact ADDRESS or --shopper ID
                                        whom: the retailer's number, an address left in a chat, or one browser
  --retailer ID                         whose shopper, where there is more than one retailer
  --orders                              erases the order lines of the customer too
  --yes                                 erases; without it, you are told what would be
  --erasures FILE                       for restore: a newer database that remembers who was erased since
  --data DIR                            the server's data directory

Only restore needs the server to be stopped. A running server closes what a command has ended within a second.`

const commands = [
  'backup',
  'restore',
  'export-shopper',
  'erase-shopper',
  'setup-link',
  'reset-password',
  'list-devices',
  'unlock-pin',
  'revoke-device',
] as const
type Command = (typeof commands)[number]

class Wrong extends Error {}

export function readArguments(argv: readonly string[]): ReadArguments {
  try {
    const { values, positionals } = parse(argv)
    if (values.help) return { is: 'help' }
    const [what, ...told] = positionals
    return { is: 'arguments', arguments: argumentsOf(commandOf(what), told, values) }
  } catch (failure) {
    if (failure instanceof Wrong || isWrongOption(failure)) return { is: 'problem', message: failure.message }
    throw failure
  }
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      customer: { type: 'string' },
      contact: { type: 'string' },
      shopper: { type: 'string' },
      retailer: { type: 'string' },
      orders: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      stdin: { type: 'boolean', default: false },
      erasures: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}
type Values = ReturnType<typeof parse>['values']

function isWrongOption(failure: unknown): failure is Error {
  return failure instanceof Error && 'code' in failure && String(failure.code).startsWith('ERR_PARSE_ARGS')
}

function commandOf(what: string | undefined): Command {
  const command = commands.find((one) => one === what)
  if (command) return command
  throw new Wrong(what ? `There is no command “${what}”.` : `Say what to do: ${commands.join(', ')}.`)
}

function argumentsOf(what: Command, told: readonly string[], values: Values): Arguments {
  const data = values.data ?? null
  refuseUnmeant(what, values)
  switch (what) {
    case 'backup':
      return { what, data, file: only(told, 'Name the file to copy into.') }
    case 'restore':
      return { what, data, file: only(told, 'Name the copy to put back.'), erasures: values.erasures ?? null }
    case 'export-shopper':
      return { what, data, file: only(told, 'Name the file to write into.'), ...aboutShopper(values) }
    case 'erase-shopper':
      if (told.length > 0) throw new Wrong('Name no file: nothing is written.')
      return { what, data, ...aboutShopper(values), isWithOrders: values.orders, isSure: values.yes }
    case 'setup-link':
    case 'list-devices':
      if (told.length > 0) throw new Wrong(`${what} was told too much.`)
      return { what, data }
    case 'reset-password':
      return { what, data, email: only(told, 'Name the e-mail address of the account.'), isFromInput: values.stdin }
    case 'unlock-pin':
      return { what, data, member: only(told, 'Name the member, by identifier: list-devices tells it.') }
    case 'revoke-device':
      return { what, data, device: only(told, 'Name the device, by identifier: list-devices tells it.') }
  }
}

/** An option that is passed over in silence is one that somebody relies on. */
function refuseUnmeant(what: Command, values: Values): void {
  const shopper = ['customer', 'contact', 'shopper', 'retailer'] as const
  const meant: { readonly [C in Command]: readonly (keyof Values)[] } = {
    backup: [],
    restore: ['erasures'],
    'export-shopper': shopper,
    'erase-shopper': [...shopper, 'orders', 'yes'],
    'setup-link': [],
    'list-devices': [],
    'reset-password': ['stdin'],
    'unlock-pin': [],
    'revoke-device': [],
  }
  const given = (Object.keys(values) as (keyof Values)[]).filter((name) => values[name] !== undefined && values[name] !== false)
  const unmeant = given.find((name) => name !== 'data' && !meant[what].includes(name))
  if (unmeant) throw new Wrong(`--${unmeant} means nothing to ${what}.`)
}

function only([one, ...more]: readonly string[], missing: string): string {
  if (!one) throw new Wrong(missing)
  if (more.length > 0) throw new Wrong(`Name one only, and not ${more.join(', ')} as well.`)
  return one
}

function aboutShopper({ customer, contact, shopper, retailer }: Values): AboutShopper {
  const given = Object.entries({ customer, contact, shopper }).flatMap(([by, value]) =>
    value === undefined ? [] : [{ by, value } as WhichShopper],
  )
  const [who, ...more] = given
  if (!who || more.length > 0 || who.value.trim() === '')
    throw new Wrong('Say who is meant, by one of --customer, --contact and --shopper.')
  return { who, retailer: retailer ?? null }
}
