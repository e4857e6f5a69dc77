/** The operator's command line: what may be said there, and what is wrong with what was. */
import { parseArgs } from 'node:util'

export interface Arguments {
  readonly what: 'backup' | 'restore'
  /** The copy: to be made, or to be put back. */
  readonly file: string
  /** `null` where the setting that the server knows too decides. */
  readonly data: string | null
}

export type ReadArguments =
  | { readonly is: 'arguments'; readonly arguments: Arguments }
  | { readonly is: 'help' }
  /** What is wrong, to print above {@link usage}. */
  | { readonly is: 'problem'; readonly message: string }

export const usage = `npm run admin -- backup FILE      copies the database into a new file; the server may be running
npm run admin -- restore FILE     puts a copy back; the server must be stopped, and what was there is kept aside

  --data DIR                      the server's data directory`

export function readArguments(argv: readonly string[]): ReadArguments {
  const problem = (message: string): ReadArguments => ({ is: 'problem', message })
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    })
    if (values.help) return { is: 'help' }
    const [what, file, ...more] = positionals
    if (what !== 'backup' && what !== 'restore')
      return problem(what ? `There is no command “${what}”.` : 'Say what to do: backup or restore.')
    if (!file) return problem(what === 'backup' ? 'Name the file to copy into.' : 'Name the copy to put back.')
    if (more.length > 0) return problem('Name one file only.')
    return { is: 'arguments', arguments: { what, file, data: values.data ?? null } }
  } catch (failure) {
    return problem(failure instanceof Error ? failure.message : String(failure))
  }
}
