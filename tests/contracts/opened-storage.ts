/** What an engine hands to the suite, and what the suite hands to its parts. */
import type { ChatStorage } from '../../sync-server/storage/storage.ts'

/** An empty storage of its own for one test. */
export interface OpenedStorage {
  readonly storage: ChatStorage
  /** Closes it and opens what it left behind. */
  reopen(): Promise<ChatStorage>
  /** A second server's storage on the same data, while the first is open. */
  another(): Promise<ChatStorage>
  /** Closes everything and leaves nothing behind. */
  remove(): Promise<void>
}

/** What a part of the suite works on: the storage of the test that is running. */
export interface GivenStorage {
  readonly storage: ChatStorage
  /** From then on `storage` is what was left behind. */
  reopen(): Promise<void>
  another(): Promise<ChatStorage>
}
