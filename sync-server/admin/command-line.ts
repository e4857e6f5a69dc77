/**
 * `npm run admin -- backup FILE` and `… restore FILE`: for whoever runs the server, at its terminal. Ends with 0 when it is done,
 * 1 where it could not be, 2 where the command was wrong.
 */
import { existsSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { copyDatabase, putBack } from '../storage/sqlite/copies.ts'
import { databaseFile } from '../storage/sqlite/open.ts'
import { StorageFailure } from '../storage/storage.ts'
import { type Arguments, readArguments, usage } from './arguments.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Something that the person at the command line can put right; its message says how. */
class CannotDo extends Error {}

process.exitCode = main()

function main(): number {
  const read = readArguments(process.argv.slice(2))
  if (read.is === 'help') {
    say(usage)
    return 0
  }
  if (read.is === 'problem') {
    process.stderr.write(`${read.message}\n\n${usage}\n`)
    return 2
  }
  try {
    if (read.arguments.what === 'backup') backUp(read.arguments)
    else restore(read.arguments)
    return 0
  } catch (failure) {
    if (!(failure instanceof CannotDo || failure instanceof StorageFailure)) throw failure
    process.stderr.write(`${failure.message}\n`)
    return 1
  }
}

function backUp({ file, data }: Arguments): void {
  const directory = dataDirectory(data)
  const database = databaseFile(directory)
  if (!existsSync(database)) throw new CannotDo(`There is no Shopbell data in ${directory}. Name its directory with --data.`)
  const bytes = copyDatabase(database, file)
  say(`${file} is a whole copy (${Math.ceil(bytes / 1_024)} KB), checked. Keep it as safe as the original.`)
}

function restore({ file, data }: Arguments): void {
  const directory = dataDirectory(data)
  const aside = putBack(file, databaseFile(directory), new Date())
  say(`${file} is back in ${directory}. Start the server.`)
  if (aside) say(`What was there before is now ${aside}. Remove it once it is not needed.`)
}

function dataDirectory(data: string | null): string {
  const read = readConfig(data === null ? [] : ['--data', data])
  if (read.is !== 'config') throw new CannotDo(read.is === 'problem' ? read.message : read.text)
  return read.config.dataDir
}
