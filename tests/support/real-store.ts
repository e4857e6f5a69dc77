/** A real retailer with one store, put straight into a data folder: what its manager's pages do, where a test is about something else. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceId, MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import { enrolmentLifeMs, newEnrolmentCode } from '../../sync-server/devices/enrolment-code.ts'
import { hashPin } from '../../sync-server/members/pin.ts'
import { databaseFile, openSqliteStorage } from '../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../sync-server/storage/storage.ts'

const retailer = 'own' as RetailerId
const store = 'high-street' as StoreId
const maja = 'maja' as MemberId

/** High Street of Own & Co, whose manager is Maja (PIN 4321). */
export class RealStore {
  /** For `startServer`, with `--no-demo`. */
  readonly folder: string = mkdtempSync(join(tmpdir(), 'shopbell-real-store-'))

  static async make(): Promise<RealStore> {
    const made = new RealStore()
    await made.#change(async ({ directory }) => {
      await directory.addRetailer({
        id: retailer,
        name: 'Own & Co',
        locale: 'en-GB',
        currency: 'GBP',
        signingSecret: 's'.repeat(43),
        allowedSites: [],
        isDemo: false,
      })
      await directory.addStore({ id: store, retailer, name: 'High Street', idleLockMs: 120_000 })
      const pinHash = await hashPin('4321')
      await directory.addMember({ id: maja, store, name: 'Maja', role: 'manager', pinHash, language: null, removedAt: null })
    })
    return made
  }

  /** An enrolment code for a tablet of the store. */
  async code(): Promise<string> {
    const { code, codeHash } = newEnrolmentCode(randomBytes)
    const expiresAt = Date.now() + enrolmentLifeMs
    const offered = { codeHash, store, owner: null, name: 'Tablet at the till', createdBy: maja, expiresAt }
    await this.#change(({ devices }) => devices.offer(offered))
    return code
  }

  devices(): Promise<readonly DeviceId[]> {
    return this.#change(async ({ devices }) => (await devices.ofStore(store)).map(({ id }) => id))
  }

  /** A server that runs meanwhile learns of it when the device next asks for something. */
  async revoke(device: DeviceId): Promise<void> {
    await this.#change(({ devices }) => devices.revoke(device, Date.now()))
  }

  end(): void {
    rmSync(this.folder, { recursive: true })
  }

  async #change<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
    const storage = await openSqliteStorage({ file: databaseFile(this.folder) })
    return work(storage).finally(() => storage.close())
  }
}
