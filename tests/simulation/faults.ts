/** What goes wrong in a run, and when: each kind by its own chance, as often as the plan says, until everything is healed. */
import type { StoreId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import type { Device } from './device.ts'
import type { Member } from './member.ts'
import type { Wire } from './network.ts'
import { drawHours, drawPolicy, type FaultRates, goodQuality } from './plan.ts'
import type { ServerProcess } from './server-process.ts'
import type { VirtualTime } from './virtual-time.ts'

/** As much of a world as faults reach for. */
export interface Breakable {
  readonly store: StoreId
  readonly time: VirtualTime
  readonly wires: readonly Wire[]
  readonly devices: readonly Device[]
  readonly members: readonly Member[]
  readonly server: ServerProcess | null
  diskIsFull: boolean
  diskIsSlow: boolean
  /** Whether somebody is being rung, with their countdown running. */
  isAnybodyRung(): boolean
  /** AV5. */
  changeTeam(): void
  note(what: string): void
  crashServer(losesPower: boolean, when: string): void
  startServerIfDown(): void
  setServerClock(ms: number): void
}

export class Faults {
  crashes = 0
  partitions = 0
  readonly #world: Breakable
  readonly #chance: Chance
  readonly #rates: FaultRates
  #isOver = false

  constructor(world: Breakable, chance: Chance, rates: FaultRates) {
    this.#world = world
    this.#chance = chance
    this.#rates = rates
    this.#every(rates.partition, () => this.#partition(this.#someWires(), 'both'))
    this.#every(rates.oneWay, () => this.#partition(this.#someWires(), chance.oneOf(['up', 'down'])))
    this.#every(rates.cut, () => this.#cut(this.#oneWire()))
    this.#every(rates.everybodyCut, () => this.#partition(world.wires, 'both'))
    this.#every(rates.pageCloses, () => this.#closePage())
    this.#every(rates.deviceCrash, () => this.#crashDevice())
    this.#every(rates.freeze, () => this.#freezePage())
    this.#every(rates.serverCrash, () => this.#inARing(() => this.crashServer('of itself')))
    this.#every(rates.serverStall, () => this.#inARing(() => this.#stallServer()))
    this.#every(rates.serverClock, () => this.#stepServerClock())
    this.#every(rates.deviceClock, () => this.#stepDeviceClock())
    this.#every(rates.deviceDisk, () => this.#spoilDeviceDisk())
    this.#every(rates.diskFull, () => this.#fillDisk())
    this.#every(rates.diskSlow, () => this.#slowDisk())
    this.#every(rates.policyChange, () => this.#changePolicy())
    this.#every(rates.hoursChange, () => this.#changeHours())
    this.#every(rates.teamChange, () => world.changeTeam())
  }

  /** Nothing more goes wrong, and what is wrong is put right. */
  heal(): void {
    const { world } = this.#own
    this.#isOver = true
    for (const wire of world.wires) {
      wire.quality = goodQuality
      wire.up.open()
      wire.down.open()
    }
    world.diskIsFull = false
    world.diskIsSlow = false
    for (const device of world.devices) {
      device.mendDisk()
      for (const page of device.pages) page.wake()
    }
    world.server?.goOn()
    world.startServerIfDown()
  }

  /** `kill -9` or a power cut, somewhere between two events or at a step of a commit. */
  crashServer(when: string): void {
    if (this.#isOver) return
    this.crashes += 1
    this.#world.crashServer(this.#chance.happens(0.6), when)
    this.#after(this.#chance.oneOf([200, 1_000, 3_000, 8_000, 20_000, 40_000]), () => this.#world.startServerIfDown())
  }

  /** Whether the server crashes at this step of a commit. */
  crashesAtCommit(): boolean {
    return !this.#isOver && this.#chance.happens(this.#rates.crashAtCommit)
  }

  flushFails(): boolean {
    return !this.#isOver && this.#chance.happens(this.#rates.flushFails)
  }

  get #own() {
    return { world: this.#world, chance: this.#chance }
  }

  #every(ms: number, goWrong: () => void): void {
    if (ms === 0) return
    this.#world.time.after(this.#chance.between(ms * 0.2, ms * 1.8), () => {
      if (this.#isOver) return
      goWrong()
      this.#every(ms, goWrong)
    })
  }

  /** Puts something right after a while, unless everything has been by then. */
  #after(ms: number, putRight: () => void): void {
    this.#world.time.after(ms, () => {
      if (!this.#isOver) putRight()
    })
  }

  /** Mostly in the middle of somebody's ring, where there is one soon: that is where it may cost them an answer (MI2). */
  #inARing(goWrong: () => void): void {
    const { world, chance } = this.#own
    const isAnywhere = chance.happens(0.3)
    const wait = (looksLeft: number) => {
      if (this.#isOver) return
      if (isAnywhere) goWrong()
      else if (world.isAnybodyRung() || looksLeft === 0)
        world.time.after(chance.between(0, 6_000), () => this.#isOver || goWrong())
      else world.time.after(500, () => wait(looksLeft - 1))
    }
    wait(30)
  }

  #oneWire(): Wire {
    return this.#oneOf(this.#world.wires)
  }

  #someWires(): readonly Wire[] {
    return this.#chance.happens(0.7) ? [this.#oneWire()] : this.#world.wires.filter(() => this.#chance.happens(0.5))
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    const found = items[this.#chance.between(0, items.length - 1)]
    if (found === undefined) throw new Error('There is nothing to choose from.')
    return found
  }

  #partition(wires: readonly Wire[], way: 'both' | 'up' | 'down'): void {
    const { world, chance } = this.#own
    const ms = chance.oneOf([300, 2_000, 5_000, 8_000, 20_000, 45_000])
    this.partitions += 1
    world.note(`${wires.length} wires are blocked (${way}) for ${ms} ms`)
    for (const wire of wires) {
      if (way !== 'down') wire.up.block()
      if (way !== 'up') wire.down.block()
    }
    this.#after(ms, () => {
      for (const wire of wires) {
        if (chance.happens(0.3)) wire.cutStreams()
        wire.up.open()
        wire.down.open()
      }
    })
  }

  #cut(wire: Wire): void {
    this.#world.note('a wire drops its streams')
    wire.cutStreams()
  }

  #closePage(): void {
    const { world, chance } = this.#own
    const member = this.#oneOf(world.members)
    const { device } = this.#oneOf(member.seats)
    const page = device.pages.find((one) => one.member === member.id)
    if (!page || page.isFrozen) return
    world.note(`${member.id} closes the page on ${device.id}`)
    device.close(page)
    this.#after(chance.oneOf([50, 1_000, 10_000, 40_000]), () => member.openPages())
  }

  #crashDevice(): void {
    const { world, chance } = this.#own
    const device = this.#oneOf(world.devices)
    world.note(`${device.id} crashes`)
    this.crashes += 1
    device.crash()
    if (chance.happens(0.1)) for (const member of device.disks.keys()) device.forget(member)
    this.#after(chance.oneOf([500, 3_000, 15_000, 40_000]), () => {
      for (const member of world.members) member.openPages()
    })
  }

  #freezePage(): void {
    const { world, chance } = this.#own
    const { pages } = this.#oneOf(world.devices)
    const page = pages[chance.between(0, Math.max(0, pages.length - 1))]
    if (!page || page.isFrozen) return
    const ms = chance.oneOf([500, 4_000, 7_000, 20_000, 60_000])
    const clockStandsStill = chance.happens(0.4)
    world.note(`a page of ${page.member} is frozen for ${ms} ms${clockStandsStill ? ', clock and all' : ''}`)
    page.freeze(clockStandsStill)
    this.#after(ms, () => page.wake())
  }

  #stallServer(): void {
    const { world, chance } = this.#own
    const ms = chance.oneOf([200, 1_500, 5_000, 12_000, 25_000])
    world.note(`the server stalls for ${ms} ms`)
    world.server?.stall(ms)
  }

  #stepServerClock(): void {
    const { world, chance } = this.#own
    const ms = chance.oneOf([-20_000, -3_000, -200, 200, 900, 3_000, 20_000])
    world.note(`the server's clock is set by ${ms} ms`)
    world.setServerClock(ms)
  }

  #stepDeviceClock(): void {
    const { world, chance } = this.#own
    const device = this.#oneOf(world.devices)
    const ms = chance.oneOf([-86_400_000, -60_000, -500, 500, 60_000, 86_400_000])
    if (Math.abs(device.clockErrorMs + ms) > 86_400_000) return
    world.note(`the clock of ${device.id} is set by ${ms} ms`)
    device.clockErrorMs += ms
  }

  #spoilDeviceDisk(): void {
    const { world, chance } = this.#own
    const device = this.#oneOf(world.devices)
    const how = chance.oneOf(['slow', 'fails', 'full'] as const)
    world.note(`the disk of ${device.id} is ${how}`)
    device.spoilDisk(how)
    this.#after(chance.oneOf([1_000, 10_000, 30_000]), () => device.mendDisk())
  }

  #fillDisk(): void {
    const { world, chance } = this.#own
    world.note("the server's disk is full")
    world.diskIsFull = true
    this.#after(chance.oneOf([500, 3_000, 10_000]), () => {
      world.diskIsFull = false
    })
  }

  #slowDisk(): void {
    const { world, chance } = this.#own
    world.note("the server's disk is slow")
    world.diskIsSlow = true
    this.#after(chance.oneOf([1_000, 5_000, 15_000]), () => {
      world.diskIsSlow = false
    })
  }

  #changePolicy(): void {
    const { world, chance } = this.#own
    const policy = drawPolicy(chance)
    world.note('a manager changes the policy')
    const { server } = world
    if (server?.isListening) server.run(() => void server.changePolicy(world.store, policy))
  }

  #changeHours(): void {
    const { world, chance } = this.#own
    const hours = drawHours(chance)
    world.note('a manager changes the hours')
    const { server } = world
    if (server?.isListening) server.run(() => void server.changeHours(world.store, hours))
  }
}
