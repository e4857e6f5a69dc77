/**
 * What the screens see and may do, apart from where it comes from: the real replica in the app, fixtures in the pictures of
 * every screen. All `() =>` members are reactive.
 */
import { createContext, useContext } from 'solid-js'
import type { ChatId, CommandId, MemberId, OfferId } from '../identifiers.ts'
import type { MemberCommand } from '../protocol/commands.ts'
import type { DeviceHere } from '../protocol/device.ts'
import type { Problem } from '../protocol/problems.ts'
import type { MemberPresence } from '../protocol/socket.ts'
import type { Session, ShoppingHistory } from '../protocol/staff.ts'
import type { BellSettings } from '../replica/bell-settings.ts'
import type { Reply } from '../replica/http.ts'
import type { ConnectionState } from '../replica/link.ts'
import type { Answer } from '../replica/outbox.ts'
import type { Rows } from '../replica/rows.ts'

/** Before and around a shift. */
export interface Door {
  readonly state: () => DoorState
  /** What this browser is to the server, and who can sign in on it. Takes all of ours off a device that was revoked. */
  here(): Promise<Here>
  /** The code of the link that the page was opened with; `null` where there was none, or it was used. */
  offeredCode(): string | null
  /** `code` as it was typed. */
  enrol(code: string): Promise<EnrolOutcome>
  /** The store that was last signed in to on this device. */
  lastStore(): Promise<string | null>
  /**
   * On success the state becomes `in`. Whoever was on shift here is off it, and nothing of theirs stays on the device. `claims`
   * is the ring that the member came for (CL3).
   */
  signIn(store: string, member: MemberId, pin: string, claims?: RungHere): Promise<SignInOutcome>
  /** After `unreachable`: asks again who is signed in. */
  retry(): void
  /** After `stuck` by `ahead`: forgets what this device knows beyond the server, and begins with what the server has. */
  startOver(): void
}

export type DoorState =
  | { readonly is: 'looking' }
  | { readonly is: 'unreachable' }
  | { readonly is: 'out' /** They did not ask for it. */; readonly isUnasked: boolean }
  | { readonly is: 'in'; readonly model: StaffModel }
  | { readonly is: 'stuck'; readonly why: 'outdated' | 'olderServer' | 'refused' | 'tooManyPages' | 'ahead' }

export type Here =
  | { readonly is: 'enrolled'; readonly device: DeviceHere }
  | { readonly is: 'notEnrolled' }
  /** `dropped`: how many commands and drafts went with it unsent. */
  | { readonly is: 'revoked'; readonly dropped: number }
  | { readonly is: 'unreachable' }

export type EnrolOutcome =
  | { readonly is: 'enrolled'; readonly device: DeviceHere }
  /** Mistyped, used already, or too late. */
  | { readonly is: 'refused' }
  | { readonly is: 'tooMany'; readonly retryAfterMs: number | null }
  | { readonly is: 'unreachable' }
  /** The browser gives no keys, because the page did not come over HTTPS. */
  | { readonly is: 'insecure' }

export type SignInOutcome =
  | { readonly is: 'in' }
  | { readonly is: 'wrongPin' }
  /** Ten wrong PINs: only a manager lets them try again. */
  | { readonly is: 'locked' }
  /** This browser is no device of the store any more. */
  | { readonly is: 'notEnrolled' }
  | { readonly is: 'tooMany'; readonly retryAfterMs: number | null }
  | { readonly is: 'unreachable' }
  | { readonly is: 'problem'; readonly problem: Problem }

/** While a tablet is locked its shift goes on, and nothing that a shopper wrote stands on the screen. */
export interface Lock {
  readonly isLocked: () => boolean
  lock(): void
  /** Asks the server; where that cannot be reached, the device itself. `in`: it is open. */
  unlock(pin: string): Promise<SignInOutcome>
}

/** An offer that rang on this device for the member who was on shift before. */
export interface RungHere {
  readonly chat: ChatId
  readonly offer: OfferId
}

/** One shift. */
export interface StaffModel {
  readonly session: Session
  readonly lock: Lock
  /** What this member took the shift over for, to be claimed at once; `null` where for nothing of the kind. */
  readonly cameFor: RungHere | null
  /** What the server shows this member; reactive row by row. */
  readonly rows: Rows
  /** False until the first rows are there. */
  readonly isLoaded: () => boolean
  readonly connection: () => ConnectionState
  /** Server time at which the rows were last known to be complete; `null`: just now, or never. Shown only while not connected. */
  readonly asOf: () => number | null
  readonly presenceOf: (member: MemberId) => MemberPresence | null
  /** AV3: the member's own wish, at once, also before the server knows. */
  readonly isAvailable: () => boolean
  /** AV3: false while a change of the wish has taken effect here and the server does not have it yet. */
  readonly isWishSynced: () => boolean
  /** Commands that have been tried in vain and wait for the connection, oldest first. */
  readonly unsent: () => readonly Unsent[]
  /** CL6: claims and pick-ups without an answer yet, also those of before the page was loaded. */
  readonly claims: () => readonly AskedChat[]
  /** Whether what is typed here outlives the page. */
  readonly keeping: () => Keeping
  /** The server's clock as estimated, in milliseconds. Not reactive: screens that show time tick by themselves. */
  serverNow(): number

  setAvailable(isToBeAvailable: boolean): void
  /** `rungHere`: the offer that rang on this device, where it was not the member's own (CL3). */
  claim(chat: ChatId, rungHere?: OfferId): Promise<Answer>
  decline(offer: OfferId, goesUnavailable: boolean): Promise<Answer>
  pickUp(chat: ChatId): Promise<Answer>
  settle(chat: ChatId): Promise<Answer>
  endChat(chat: ChatId, fence: number): Promise<Answer>
  /** CL7. */
  handBack(chat: ChatId, fence: number): Promise<Answer>

  /** Messages that the conversation does not hold yet, oldest first. */
  outgoing(chat: ChatId): readonly Outgoing[]
  say(chat: ChatId, fence: number, text: string): void
  /** Sends a failed message again, with the fence of now. */
  sayAgain(chat: ChatId, fence: number, message: CommandId): void
  /** Takes a failed message away. */
  unsay(chat: ChatId, message: CommandId): void
  draft(chat: ChatId): Promise<string>
  keepDraft(chat: ChatId, text: string): void
  history(chat: ChatId): Promise<Reply<ShoppingHistory>>

  /** How many of a chat's messages have been on screen. */
  seen(chat: ChatId): number
  markSeen(chat: ChatId, messages: number): void
  /** OF5: which ringing offers are on screen now. */
  setDisplayed(offers: readonly OfferId[]): void

  /** How this device rings; kept on it, whoever is signed in. */
  readonly bell: () => BellSettings
  setBell(bell: BellSettings): void
  /** Somebody rings this device on purpose; `null` where nobody does. */
  readonly bellCheck: () => RungBellCheck | null
  /** The service worker keeps an answer that was given on a notification. */
  takeUp(): void

  /** Resolves to false where the server did not answer: the member is then still signed in. */
  signOut(goesUnavailable: boolean): Promise<boolean>
}

/** A bell check that rings this page. */
export interface RungBellCheck {
  /** Who looks whether it rings. */
  readonly by: string
  isDisplayed(): void
  /** The person says that they hear it: it is over. */
  hear(): void
  /** It is over all the same. */
  close(): void
}

/** A command that the server has not answered yet. */
export interface Unsent {
  readonly id: CommandId
  readonly command: MemberCommand
  /** Server time of the tap. */
  readonly since: number
}

/** CL6: a chat that was asked for. */
export interface AskedChat {
  readonly chat: ChatId
  /** Server time from which on the claim no longer asks for the chat, and only counts as an answer. */
  readonly asksUntil: number
}

/** `full`: the disk has no room. `unavailable`: the browser gives no storage, or takes it away. */
export type Keeping = 'keeps' | 'full' | 'unavailable'

/** A message on its way. */
export interface Outgoing {
  readonly id: CommandId
  readonly text: string
  readonly at: number
  readonly state:
    | { readonly is: 'sending' }
    /** Tried in vain; written offline it also survives closing the app. */
    | { readonly is: 'waiting' }
    | { readonly is: 'sent' }
    | { readonly is: 'failed'; readonly answer: Exclude<Answer, { is: 'accepted' }> }
}

export const DoorContext = createContext<Door>()

export function useDoor(): Door {
  const door = useContext(DoorContext)
  if (!door) throw new Error('A screen that leads out of a shift was shown without a door.')
  return door
}

export const ModelContext = createContext<StaffModel>()

export function useModel(): StaffModel {
  const model = useContext(ModelContext)
  if (!model) throw new Error('A screen of a shift was shown without one.')
  return model
}
