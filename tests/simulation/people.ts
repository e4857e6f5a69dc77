/** Who there is in a run: opens the store, signs everybody in on their devices, and gives each what they reach the server by. */
import { defaultPolicy } from '../../src/decider/policy.ts'
import type { DeviceId, MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import { Device } from './device.ts'
import { Member, type MemberParts, type Seat } from './member.ts'
import { Wire } from './network.ts'
import type { DeviceParts } from './page.ts'
import { drawManner, type Plan } from './plan.ts'
import type { ServerProcess } from './server-process.ts'
import { Shopper, type ShopperParts } from './shopper.ts'
import { deviceNameOf, Turnover } from './turnover.ts'
import { TurnsOnATablet, type TurnsParts } from './turns-on-a-tablet.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What people need of the world. */
export interface Surroundings {
  readonly time: VirtualTime
  readonly chance: Chance
  /** Of its own, so that all the rest of a seed is as it would be in a team that stays. */
  readonly chanceOfTurnover: Chance
  readonly plan: Plan
  readonly store: StoreId
  readonly device: Omit<DeviceParts, 'time' | 'chance'>
  readonly member: Pick<MemberParts, 'note' | 'onToggle' | 'onWritten'>
  /** Asked right after the server has given the shopper their token. */
  readonly shopper: (name: string) => Pick<ShopperParts, 'epoch' | 'server' | 'request' | 'note'>
  readonly turns: Pick<TurnsParts, 'atServer' | 'note'>
}

export interface People {
  readonly devices: readonly Device[]
  readonly members: readonly Member[]
  readonly shoppers: readonly Shopper[]
  readonly turns: readonly TurnsOnATablet[]
  readonly wires: readonly Wire[]
  readonly turnover: Turnover
}

/** Opens the store on a server that has just started, and brings everybody in. */
export async function bringPeople(server: ServerProcess, around: Surroundings): Promise<People> {
  const { time, chance, plan, store } = around
  const { directory } = server.storage
  const { coordinator } = server
  const devices: Device[] = []
  const members: Member[] = []
  const shoppers: Shopper[] = []
  const wires: Wire[] = []
  const turnover = new Turnover({
    ...{ time, store, members, newcomer, ...around.turns, chance: around.chanceOfTurnover },
    stays: ({ seats }) => seats.some(({ device }) => device === shared),
  })

  const retailer = 'retailer-1' as RetailerId
  const rest = { locale: 'en-GB', currency: 'GBP', signingSecret: 'x'.repeat(43), allowedSites: [], isDemo: false }
  await directory.addRetailer({ id: retailer, name: 'A retailer', ...rest })
  await directory.addStore({ id: store, retailer, name: 'A store', idleLockMs: 120_000 })
  const policy = { ...defaultPolicy, ...plan.policy }
  await coordinator.submit({ store, command: { type: 'ChangePolicy', policy }, asked: null })

  if (plan.hours) await server.changeHours(store, plan.hours)

  const shared = plan.hasSharedTablet ? deviceNamed('shared' as DeviceId, chance) : null
  for (const [index, { manner, devices: own, hasSecondTab }] of plan.members.entries()) {
    const id = `m${index + 1}` as MemberId
    await directory.addMember(turnover.directoryMember(id))
    await coordinator.submit({ store, command: { type: 'AddMember', member: id }, asked: null })
    const seats: Seat[] = []
    for (let nth = 1; nth <= own; nth++) {
      const device = deviceNamed(deviceNameOf(id, nth), chance)
      device.signedIn = await server.signIn(id, device.id, device.token)
      seats.push({ device, tabs: hasSecondTab && nth === 1 ? 2 : 1 })
    }
    if (shared && index < 2) seats.push({ device: shared, tabs: 1 })
    members.push(new Member(id, seats, { time, chance: chance.fork(), manner, ...around.member }))
  }
  for (let nth = 1; nth <= plan.shoppers; nth++) {
    const wire = new Wire(time, chance.fork(), plan.quality)
    wires.push(wire)
    const name = `s${nth}`
    const token = await server.beginShopper(store)
    const parts = { time, chance: chance.fork(), wire, token, liveliness: plan.liveliness, ...around.shopper(name) }
    shoppers.push(new Shopper(name, parts))
  }
  const [first, second] = members
  const turns =
    shared && first && second
      ? [new TurnsOnATablet(shared, [first, second], { time, chance: chance.fork(), ...around.turns })]
      : []
  // Devices first, as faults find them by their place.
  wires.unshift(...devices.map(({ wire }) => wire))
  return { devices, members, shoppers, turns, wires, turnover }

  function deviceNamed(name: DeviceId, from: Chance): Device {
    const { clockErrorMs } = plan
    const parts = { ...around.device, time, chance: from.fork() }
    const device = new Device(name, parts, plan.quality, from.between(-clockErrorMs, clockErrorMs))
    devices.push(device)
    return device
  }

  function newcomer(): { readonly member: Member; readonly device: Device } {
    const id = `m${members.length + 1}` as MemberId
    const from = around.chanceOfTurnover
    const device = deviceNamed(deviceNameOf(id, 1), from)
    wires.push(device.wire)
    const parts = { time, chance: from.fork(), manner: drawManner(from), ...around.member }
    const member = new Member(id, [{ device, tabs: 1 }], parts)
    members.push(member)
    return { member, device }
  }
}
