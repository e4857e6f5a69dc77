/** The operator's command line: what may be said there, and what is wrong with what was. */
import { parseArgs } from 'node:util'

/** What each command is told beside its name. */
const commands = {
  backup: ['FILE'],
  restore: ['FILE'],
  'setup-link': [],
  'reset-password': ['EMAIL'],
  'unlock-pin': ['MEMBER'],
  'list-devices': [],
  'revoke-device': ['DEVICE'],
} as const
type CommandName = keyof typeof commands

export interface Arguments {
  readonly what: CommandName
  /** The copy, the e-mail address, the member or the device; empty where the command takes none. */
  readonly about: string
  /** `null` where the setting that the server knows too decides. */
  readonly data: string | null
  /** `reset-password`: the new password is read from the standard input, and no link is made. */
  readonly isFromInput: boolean
}

export type ReadArguments =
  | { readonly is: 'arguments'; readonly arguments: Arguments }
  | { readonly is: 'help' }
  /** What is wrong, to print above {@link usage}. */
  | { readonly is: 'problem'; readonly message: string }

export const usage = `npm run admin -- backup FILE            copies the database into a new file
npm run admin -- restore FILE           puts a copy back; the server must be stopped, and what was there is kept aside
npm run admin -- setup-link             a new link to set up an empty server
npm run admin -- reset-password EMAIL   a one-time link to choose a new password for the console;
                                        with --stdin the password itself is read, and no link is made
npm run admin -- list-devices           stores, members and enrolled devices, with their identifiers
npm run admin -- unlock-pin MEMBER      lets a member try their PIN again, by identifier
npm run admin -- revoke-device DEVICE   takes a device away, by identifier, and signs out whoever is on it

  --data DIR                            the server's data directory

Only restore needs the server to be stopped. A running server closes what a command has ended within a second.`

export function readArguments(argv: readonly string[]): ReadArguments {
  const problem = (message: string): ReadArguments => ({ is: 'problem', message })
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        stdin: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return { is: 'help' }
    const [what, about = '', ...more] = positionals
    if (what === undefined) return problem(`Say what to do: ${Object.keys(commands).join(', ')}.`)
    if (!isCommand(what)) return problem(`There is no command “${what}”.`)
    const [wanted] = commands[what]
    if (wanted !== undefined && about === '') return problem(`${what} needs to be told ${named[wanted]}.`)
    if (more.length > 0 || (wanted === undefined && about !== '')) return problem(`${what} was told too much.`)
    if (values.stdin && what !== 'reset-password') return problem('--stdin goes with reset-password only.')
    return { is: 'arguments', arguments: { what, about, data: values.data ?? null, isFromInput: values.stdin } }
  } catch (failure) {
    return problem(failure instanceof Error ? failure.message : String(failure))
  }
}

const named = { FILE: 'a file', EMAIL: 'an e-mail address', MEMBER: 'a member’s identifier', DEVICE: 'a device’s identifier' }

const isCommand = (what: string): what is CommandName => Object.hasOwn(commands, what)
