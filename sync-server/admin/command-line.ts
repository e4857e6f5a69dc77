/**
 * `npm run admin -- …`: for whoever runs the server, at its terminal: copies of the database, and help for who is locked out. Ends
 * with 0 when it is done, 1 where it could not be, 2 where the command was wrong.
 */
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { readConfig } from '../config.ts'
import { copyDatabase, putBack } from '../storage/sqlite/copies.ts'
import { databaseFile, openSqliteStorage } from '../storage/sqlite/open.ts'
import { type Storage, StorageFailure } from '../storage/storage.ts'
import { type Arguments, readArguments, usage } from './arguments.ts'
import { CannotDo, listDevices, makeSetupLink, resetPassword, revokeDevice, unlockPin } from './letting-in.ts'

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
    for (const line of await done(read.arguments)) say(line)
    return 0
  } catch (failure) {
    if (!(failure instanceof CannotDo || failure instanceof StorageFailure)) throw failure
    process.stderr.write(`${failure.message}\n`)
    return 1
  }
}

/** Resolves to what to say. */
function done(asked: Arguments): Promise<readonly string[]> | readonly string[] {
  const { what, about, isFromInput } = asked
  const directory = dataDirectory(asked.data)
  switch (what) {
    case 'backup':
      return backUp(about, directory)
    case 'restore':
      return restore(about, directory)
    case 'setup-link':
      // Before the first start, too: an operator may want the link before the server is up.
      return withStorage(directory, makeSetupLink)
    case 'reset-password':
      return withData(directory, async (storage) =>
        resetPassword(storage, about, isFromInput ? (await text(process.stdin)).replace(/\r?\n$/, '') : null),
      )
    case 'unlock-pin':
      return withData(directory, (storage) => unlockPin(storage, about))
    case 'list-devices':
      return withData(directory, listDevices)
    case 'revoke-device':
      return withData(directory, (storage) => revokeDevice(storage, about))
  }
}

async function withData(directory: string, work: (storage: Storage) => Promise<readonly string[]>): Promise<readonly string[]> {
  requireData(directory)
  return withStorage(directory, work)
}

async function withStorage(
  directory: string,
  work: (storage: Storage) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const storage = await openSqliteStorage({ file: databaseFile(directory) })
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

function requireData(directory: string): void {
  if (existsSync(databaseFile(directory))) return
  throw new CannotDo(`There is no Shopbell data in ${directory}. Name its directory with --data.`)
}

function backUp(file: string, directory: string): readonly string[] {
  requireData(directory)
  const bytes = copyDatabase(databaseFile(directory), file)
  return [`${file} is a whole copy (${Math.ceil(bytes / 1_024)} KB), checked. Keep it as safe as the original.`]
}

function restore(file: string, directory: string): readonly string[] {
  const aside = putBack(file, databaseFile(directory), new Date())
  const kept = aside ? [`What was there before is now ${aside}. Remove it once it is not needed.`] : []
  return [`${file} is back in ${directory}. Start the server.`, ...kept]
}

function dataDirectory(data: string | null): string {
  const read = readConfig(data === null ? [] : ['--data', data])
  if (read.is !== 'config') throw new CannotDo(read.is === 'problem' ? read.message : read.text)
  return read.config.dataDir
}
