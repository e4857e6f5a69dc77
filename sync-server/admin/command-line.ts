/**
 * `npm run admin -- backup FILE`, `restore FILE`, `export-shopper FILE`, `erase-shopper`: for whoever runs the server, at its
 * terminal. Ends with 0 when it is done, 1 where it could not be, 2 where the command was wrong.
 */
import { existsSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { copyDatabase, isInUse, putBack } from '../storage/sqlite/copies.ts'
import { removeWhatIsLeftOver } from '../storage/sqlite/erasing-again.ts'
import { databaseFile, openSqliteStorage } from '../storage/sqlite/open.ts'
import { StorageFailure } from '../storage/storage.ts'
import { type Arguments, readArguments, usage } from './arguments.ts'
import { type AtTerminal, CannotDo, eraseShopper, exportShopperTo } from './shoppers.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

process.exitCode = await main()

async function main(): Promise<number> {
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
    await carryOut(read.arguments)
    return 0
  } catch (failure) {
    if (!(failure instanceof CannotDo || failure instanceof StorageFailure)) throw failure
    process.stderr.write(`${failure.message}\n`)
    return 1
  }
}

async function carryOut(given: Arguments): Promise<void> {
  const directory = dataDirectory(given.data)
  const database = databaseFile(directory)
  if (given.what !== 'restore' && !existsSync(database))
    throw new CannotDo(`There is no Shopbell data in ${directory}. Name its directory with --data.`)
  const engine: AtTerminal = {
    open: () => openSqliteStorage({ file: database }),
    isInUse: () => isInUse(database),
    removeWhatIsLeftOver: () => removeWhatIsLeftOver(database),
  }
  switch (given.what) {
    case 'backup': {
      const bytes = copyDatabase(database, given.file)
      say(`${given.file} is a whole copy (${Math.ceil(bytes / 1_024)} KB), checked. Keep it as safe as the original.`)
      return
    }
    case 'restore': {
      const { aside, erasedAgain, isErasedSinceKnown } = putBack(given.file, database, new Date(), given.erasures)
      say(`${given.file} is back in ${directory}. Start the server.`)
      if (erasedAgain > 0) say(`Whoever was erased since the copy has been erased from it again: ${erasedAgain}.`)
      if (!isErasedSinceKnown)
        say(
          'Who was erased since the copy is not known here. If anybody was, restore again with --erasures and a newer database.',
        )
      if (aside)
        say(`What was there before is now ${aside}. It is removed by itself after 30 days; remove it once it is not needed.`)
      return
    }
    case 'export-shopper':
      return exportShopperTo(engine, given, say)
    case 'erase-shopper':
      return eraseShopper(engine, given, say)
  }
}

function dataDirectory(data: string | null): string {
  const read = readConfig(data === null ? [] : ['--data', data])
  if (read.is !== 'config') throw new CannotDo(read.is === 'problem' ? read.message : read.text)
  return read.config.dataDir
}
