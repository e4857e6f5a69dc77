/**
 * `npm run admin -- …`: for whoever runs the server, at its terminal: copies of the database, shoppers' data, and help for who is
 * locked out. Ends with 0 when it is done, 1 where it could not be, 2 where the command was wrong.
 */
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { readConfig } from '../config.ts'
import { copyDatabase, isInUse, putBack } from '../storage/sqlite/copies.ts'
import { removeWhatIsLeftOver } from '../storage/sqlite/erasing-again.ts'
import { databaseFile, openSqliteStorage } from '../storage/sqlite/open.ts'
import { type Storage, StorageFailure } from '../storage/storage.ts'
import { type Arguments, readArguments, usage } from './arguments.ts'
import { CannotDo } from './cannot-do.ts'
import { listDevices, makeSetupLink, resetPassword, revokeDevice, unlockPin } from './letting-in.ts'
import { type AtTerminal, eraseShopper, exportShopperTo } from './shoppers.ts'

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
  // Before the first start, too, an operator may put a copy back, or want the link to set up.
  if (given.what !== 'restore' && given.what !== 'setup-link' && !existsSync(database))
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
    case 'setup-link':
      return letIn(makeSetupLink)
    case 'list-devices':
      return letIn(listDevices)
    case 'reset-password':
      return letIn(async (storage) => resetPassword(storage, given.email, given.isFromInput ? await passwordFromInput() : null))
    case 'unlock-pin':
      return letIn((storage) => unlockPin(storage, given.member))
    case 'revoke-device':
      return letIn((storage) => revokeDevice(storage, given.device))
  }

  /** Beside a running server, which finds out within a second. */
  async function letIn(work: (storage: Storage) => Promise<readonly string[]>): Promise<void> {
    const storage = await engine.open()
    try {
      for (const line of await work(storage)) say(line)
    } finally {
      await storage.close()
    }
  }
}

function dataDirectory(data: string | null): string {
  const read = readConfig(data === null ? [] : ['--data', data])
  if (read.is !== 'config') throw new CannotDo(read.is === 'problem' ? read.message : read.text)
  return read.config.dataDir
}

async function passwordFromInput(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '')
}
