/** The simulator's storage engine against the contract of every storage engine, and what it loses in a crash. */
import { storageContract } from '../contracts/storage-contract.ts'
import { openVirtualStorage } from './disk/engine.ts'
import { VirtualDisk } from './disk/virtual-disk.ts'

storageContract('a virtual disk', async () => {
  const disk = new VirtualDisk()
  let current = openVirtualStorage(disk)
  return {
    storage: current,
    async reopen() {
      await current.close()
      current = openVirtualStorage(disk)
      return current
    },
    another: async () => openVirtualStorage(disk),
    remove: () => current.close(),
  }
})
