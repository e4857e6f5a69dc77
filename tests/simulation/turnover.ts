/**
 * A team that changes while its store is open (AV5): a manager takes somebody off it, or adds somebody who then signs in on a
 * device of their own. Where no answer comes it is asked again, until it is done.
 */
import type { DeviceId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { DirectoryMember } from '../../sync-server/storage/directory.ts'
import type { Chance } from '../support/chance.ts'
import type { Device } from './device.ts'
import type { Member } from './member.ts'
import type { ServerProcess } from './server-process.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface TurnoverParts {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly store: StoreId
  /** Everybody who is or was on the team. */
  readonly members: readonly Member[]
  /** Two who take turns on a tablet stay as long as it does. */
  readonly stays: (member: Member) => boolean
  /** A new person with a new device, on which nobody is signed in yet. */
  readonly newcomer: () => { readonly member: Member; readonly device: Device }
  /** Does it at the server that listens; `null` where none does. */
  readonly atServer: <Reply>(work: (server: ServerProcess) => Promise<Reply>) => Promise<Reply | null>
  readonly note: (what: string) => void
}

const askAgainAfterMs = 2_000
const mostPeople = 7

export class Turnover {
  readonly #parts: TurnoverParts
  readonly #left = new Set<MemberId>()
  /** They stay until they have come. */
  readonly #coming = new Set<MemberId>()

  constructor(parts: TurnoverParts) {
    this.#parts = parts
  }

  hasLeft(member: MemberId): boolean {
    return this.#left.has(member)
  }

  /** Who is on the team now, or is about to be. */
  get team(): readonly MemberId[] {
    return this.#parts.members.map(({ id }) => id).filter((id) => !this.#left.has(id))
  }

  /** The manager changes something. */
  change(): void {
    const { chance, members, stays } = this.#parts
    const mayLeave = members.filter((member) => !this.hasLeft(member.id) && !this.#coming.has(member.id) && !stays(member))
    const leaver = mayLeave[chance.between(0, Math.max(0, mayLeave.length - 1))]
    if (leaver && this.team.length > 1 && chance.happens(0.6)) this.#takeOff(leaver)
    else if (members.length < mostPeople) this.#add()
  }

  #takeOff({ id }: Member): void {
    const { store, note } = this.#parts
    note(`${id} is taken off the team`)
    this.#left.add(id)
    this.#untilDone(
      (server) => server.removeMember({ id, store }),
      () => note(`${id} has left`),
    )
  }

  #add(): void {
    const { note, newcomer } = this.#parts
    const { member, device } = newcomer()
    const { id } = member
    note(`${id} is added to the team`)
    this.#coming.add(id)
    this.#untilDone(
      (server) => server.addMember(this.directoryMember(id)),
      () =>
        this.#untilDone(
          (server) => server.signIn(id, device.id, device.token),
          (signedIn) => {
            note(`${id} signs in on ${device.id}`)
            this.#coming.delete(id)
            device.signedIn = signedIn
            member.openPages()
          },
        ),
    )
  }

  directoryMember(id: MemberId): DirectoryMember {
    const rest = { role: 'associate', pinHash: '', language: null, removedAt: null } as const
    return { id, store: this.#parts.store, name: id.toUpperCase(), ...rest }
  }

  #untilDone<Answer>(work: (server: ServerProcess) => Promise<Answer | null>, done: (answer: Answer) => void): void {
    const { time, atServer } = this.#parts
    let isDone = false
    const ask = () => {
      if (isDone) return
      void atServer(work).then((answer) => {
        if (answer === null || isDone) return
        isDone = true
        done(answer)
      })
      time.after(askAgainAfterMs, ask)
    }
    ask()
  }
}

/** A person's devices are named after them. */
export function deviceNameOf(member: MemberId, nth: number): DeviceId {
  return `${member}-d${nth}` as DeviceId
}
