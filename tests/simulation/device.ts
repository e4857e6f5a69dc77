/** A tablet or a phone: its network, its clock, what it keeps for each member, and the pages that are open on it. */
import type { CommandId, DeviceId, MemberId } from '../../src/identifiers.ts'
import type { Session } from '../../src/protocol/staff.ts'
import { timeOrderedId } from './identifiers.ts'
import { type Quality, Wire } from './network.ts'
import { type DeviceParts, Page } from './page.ts'
import { VirtualShiftDisk } from './virtual-shift-disk.ts'

/** A shift on this device. */
export interface SignedIn {
  readonly session: Session
  readonly token: string
}

export class Device {
  readonly id: DeviceId
  readonly parts: DeviceParts
  readonly wire: Wire
  /** By how much its own clock is wrong, in milliseconds. */
  clockErrorMs: number
  /** As kept on the device: server time less page time. */
  keptOffsetMs = 0
  isDiskSlow = false
  /** Whether its storage failed at any time. */
  hadFailingDisk = false
  readonly pages: Page[] = []
  readonly #disks = new Map<MemberId, VirtualShiftDisk>()

  constructor(id: DeviceId, parts: DeviceParts, quality: Quality, clockErrorMs: number) {
    this.id = id
    this.parts = parts
    this.wire = new Wire(parts.time, parts.chance, quality)
    this.clockErrorMs = clockErrorMs
  }

  /** What its clock shows, in milliseconds since 1970. */
  wall(): number {
    return this.parts.epoch + this.parts.time.now + this.clockErrorMs
  }

  newId(): CommandId {
    return timeOrderedId(this.wall(), this.parts.chance)
  }

  diskDelayMs(): number {
    return this.isDiskSlow ? this.parts.chance.between(50, 4_000) : this.parts.chance.between(1, 8)
  }

  diskOf(member: MemberId): VirtualShiftDisk {
    const disk = this.#disks.get(member) ?? new VirtualShiftDisk(this.parts.chance.fork())
    this.#disks.set(member, disk)
    return disk
  }

  get disks(): ReadonlyMap<MemberId, VirtualShiftDisk> {
    return this.#disks
  }

  openPage({ session, token }: SignedIn): Page {
    const page = new Page(this, session, token)
    this.pages.push(page)
    void page.open()
    return page
  }

  /** The person closes a page. */
  close(page: Page): void {
    page.close()
    this.#forget(page)
  }

  /** The browser dies, and all its pages with it. */
  crash(): void {
    for (const page of this.pages) page.crash()
    this.pages.length = 0
    for (const disk of this.#disks.values()) disk.crash()
    this.wire.cutStreams()
  }

  #forget(page: Page): void {
    this.pages.splice(this.pages.indexOf(page), 1)
  }
}
