/**
 * A tablet or a phone: its network, its clock, who is signed in on it, what it keeps for each member, and the pages that are
 * open on it. All pages share one cookie, as those of a browser do.
 */
import type { CommandId, DeviceId, MemberId } from '../../src/identifiers.ts'
import { timeOrderedId } from './identifiers.ts'
import { type Quality, Wire } from './network.ts'
import { type DeviceParts, Page } from './page.ts'
import type { SignedIn } from './server-process.ts'
import { type DiskMood, VirtualShiftDisk } from './virtual-shift-disk.ts'

const wellMood: DiskMood = { fails: 0, isFull: false }

export class Device {
  readonly id: DeviceId
  readonly parts: DeviceParts
  readonly wire: Wire
  /** As the browser's cookie says; `null` for nobody. */
  signedIn: SignedIn | null = null
  /** By how much its own clock is wrong, in milliseconds. */
  clockErrorMs: number
  /** As kept on the device: server time less its own clock's. */
  keptOffsetMs = 0
  isDiskSlow = false
  /** Until when (true time) its storage was slow, failed, or lost what it had; infinity while it is. */
  badDiskUntil = Number.NEGATIVE_INFINITY
  readonly pages: Page[] = []
  readonly #disks = new Map<MemberId, VirtualShiftDisk>()
  #mood: DiskMood = wellMood

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

  /** What every request carries, whichever page makes it. */
  get token(): string {
    return this.signedIn?.token ?? ''
  }

  diskDelayMs(): number {
    return this.isDiskSlow ? this.parts.chance.between(50, 4_000) : this.parts.chance.between(1, 8)
  }

  diskOf(member: MemberId): VirtualShiftDisk {
    const known = this.#disks.get(member)
    if (known) return known
    const disk = new VirtualShiftDisk(this.parts.chance.fork())
    disk.mood = this.#mood
    this.#disks.set(member, disk)
    return disk
  }

  get disks(): ReadonlyMap<MemberId, VirtualShiftDisk> {
    return this.#disks
  }

  get isDiskBad(): boolean {
    return this.badDiskUntil === Number.POSITIVE_INFINITY
  }

  spoilDisk(how: 'slow' | 'fails' | 'full'): void {
    this.badDiskUntil = Number.POSITIVE_INFINITY
    if (how === 'slow') this.isDiskSlow = true
    else this.#setMood(how === 'full' ? { fails: 0, isFull: true } : { fails: 0.5, isFull: false })
  }

  mendDisk(): void {
    if (this.isDiskBad) this.badDiskUntil = this.parts.time.now
    this.isDiskSlow = false
    this.#setMood(wellMood)
  }

  /** The browser lets go of everything that it keeps for the member, or they signed out and dropped what was unsent. */
  forget(member: MemberId): void {
    this.badDiskUntil = Math.max(this.badDiskUntil, this.parts.time.now)
    this.#disks.get(member)?.forget()
  }

  /** Those before which the member may be: none while somebody else is signed in. One may be of an earlier shift of theirs. */
  pagesOf(member: MemberId): readonly Page[] {
    return this.signedIn?.session.member.id === member ? this.pages.filter((page) => page.member === member) : []
  }

  openPage({ session }: SignedIn): Page {
    const page = new Page(this, session)
    this.pages.push(page)
    void page.open()
    return page
  }

  /** The person closes a page. */
  close(page: Page): void {
    page.close()
    this.#letGo(page)
  }

  /**
   * The shift of the page is over, as the app's door sees to it (src/staff/live-door.ts): what its member could see is gone, what
   * they wrote is not, and the page goes on with whoever has signed in since.
   */
  endShiftOf(page: Page): void {
    if (!this.pages.includes(page)) return
    this.close(page)
    this.#disks.get(page.member)?.forgetRows()
    if (this.signedIn?.session.shift === page.session.shift) this.signedIn = null
    else if (this.signedIn) this.openPage(this.signedIn)
  }

  /** The browser dies, and all its pages with it. */
  crash(): void {
    for (const page of this.pages) page.crash()
    this.pages.length = 0
    for (const disk of this.#disks.values()) disk.crash()
    this.wire.cutStreams()
  }

  #setMood(mood: DiskMood): void {
    this.#mood = mood
    for (const disk of this.#disks.values()) disk.mood = mood
  }

  #letGo(page: Page): void {
    this.pages.splice(this.pages.indexOf(page), 1)
  }
}
