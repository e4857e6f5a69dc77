/** What may be asked of a store, who asks, and what the decider is told of the world beside the command. */
import type { ChatId, MemberId, OfferId, ShopperId } from '../identifiers.ts'
import type { Policy } from './policy.ts'
import type { Wish } from './wish.ts'

/** The world at the moment of deciding. Nothing of it is state of the log; all of it arrives with the command (RE1). */
export interface Circumstances {
  /** The server's clock, milliseconds since 1970. Decision time is the later of it and the state's time (OF1). */
  readonly now: number
  /** When a page of each member last echoed the server. Who is missing was never heard. */
  readonly heardAt: Readonly<Record<MemberId, number>>
  /** RE1: whose push subscriptions work (the last push was received), and whose are silent. Who is missing has none. */
  readonly push: Readonly<Record<MemberId, 'working' | 'silent'>>
  /** When a worker of each member last reported a push: a device that was heard (MI2), and no live page. */
  readonly reportedAt: Readonly<Record<MemberId, number>>
  /**
   * Since when the server has been able to hear anybody: its start, or the end of its last stall. Until a member had
   * `reachableWithinMs` to be heard, silence proves nothing and no shopper is told that nobody can be asked (OF7).
   */
  readonly listeningSince: number
}

export type Command =
  | AskQuestion
  | ClaimChat
  | DeclineOffer
  | ReportOffer
  | PickUpMissedChat
  | HandBackChat
  | SettleMissedChat
  | EndChat
  | EraseChat
  | WriteAsMember
  | WriteAsShopper
  | LeaveContact
  | NoteShopperStream
  | MergeWish
  | LookAtTime
  | ResumeStore
  | AddMember
  | RemoveMember
  | ChangePolicy
  | OpenStore
  | CloseStore

/** A shopper's question opens a chat and its first request. */
export interface AskQuestion {
  readonly type: 'AskQuestion'
  readonly chat: ChatId
  readonly shopper: ShopperId
  readonly isReturning: boolean
  /** Whom of this team they spoke to before, the last one first; read by the caller, because ended chats leave the state. */
  readonly spokenTo: readonly MemberId[]
}

/** CL1, CL3. */
export interface ClaimChat {
  readonly type: 'ClaimChat'
  readonly member: MemberId
  readonly chat: ChatId
  /** CL6: from then on the tap is too old to ask for the chat; it is an answer only. `null` asks for as long as it takes. */
  readonly asksUntil: number | null
  /** CL3: there where they claim an offer of whoever had the device before them. */
  readonly standingIn?: StandingIn
}

/** CL3: what a device says (the offer that rang on it), and what the server found of the shift before on that device. */
export interface StandingIn {
  readonly offer: OfferId
  /** Whose shift that was. */
  readonly inPlaceOf: MemberId
  /** When it gave the device up. */
  readonly until: number
}

/** DE1, DE2. `wish` is there where the member also goes unavailable: the stamps their device wrote. */
export interface DeclineOffer {
  readonly type: 'DeclineOffer'
  readonly member: MemberId
  readonly offer: OfferId
  readonly wish: Wish | null
}

/** OF5. A device of the member says that it has the offer, or that it is on screen (which implies the former). */
export interface ReportOffer {
  readonly type: 'ReportOffer'
  readonly member: MemberId
  readonly offer: OfferId
  readonly seen: 'delivered' | 'displayed'
}

/** MI1. */
export interface PickUpMissedChat {
  readonly type: 'PickUpMissedChat'
  readonly member: MemberId
  readonly chat: ChatId
  /** CL6, as for a claim. */
  readonly asksUntil: number | null
}

/** CL7: the holder got it by mistake, a moment ago. */
export interface HandBackChat {
  readonly type: 'HandBackChat'
  readonly member: MemberId
  readonly chat: ChatId
  readonly fence: number
}

/** MI1: the member answered the left message by other means; takes it off the Missed list. */
export interface SettleMissedChat {
  readonly type: 'SettleMissedChat'
  readonly member: MemberId
  readonly chat: ChatId
}

/** EN1. A member needs the current fence (CL5). */
export interface EndChat {
  readonly type: 'EndChat'
  readonly chat: ChatId
  readonly by: { readonly is: 'member'; readonly member: MemberId; readonly fence: number } | { readonly is: 'shopper' }
}

/** EN2: what is kept of the chat is removed: its shopper asked for it, or its time is over. */
export interface EraseChat {
  readonly type: 'EraseChat'
  readonly chat: ChatId
}

/** CL5: the words go to the conversation in the same commit; the log learns only that there is one more. */
export interface WriteAsMember {
  readonly type: 'WriteAsMember'
  readonly member: MemberId
  readonly chat: ChatId
  readonly fence: number
}

/** EN1: writing in an ended chat within the visit reopens it. */
export interface WriteAsShopper {
  readonly type: 'WriteAsShopper'
  readonly chat: ChatId
}

/** MI1, OF7: the shopper left a message with a contact. */
export interface LeaveContact {
  readonly type: 'LeaveContact'
  readonly chat: ChatId
}

/** The shopper's first stream for the chat opened, or their last one closed. */
export interface NoteShopperStream {
  readonly type: 'NoteShopperStream'
  readonly chat: ChatId
  readonly isOpen: boolean
  /** OF1: where they are gone by their silence alone, when they were last heard. */
  readonly lastHeardAt?: number
}

/** AV2: the largest stamps of a member's presence document. */
export interface MergeWish {
  readonly type: 'MergeWish'
  readonly member: MemberId
  readonly wish: Wish
}

/** A deadline is due, or somebody's reachability changed. */
interface LookAtTime {
  readonly type: 'LookAtTime'
}

/** OF1: the server was down, or stalled, until now; the time is given back. */
export interface ResumeStore {
  readonly type: 'ResumeStore'
  readonly downMs: number
  /** A server that was down has lost its shoppers' streams; one that merely stalled still has them. */
  readonly areStreamsLost: boolean
}

export interface AddMember {
  readonly type: 'AddMember'
  readonly member: MemberId
}

/** AV5. */
export interface RemoveMember {
  readonly type: 'RemoveMember'
  readonly member: MemberId
}

/** OF7: the store's hours have begun. */
interface OpenStore {
  readonly type: 'OpenStore'
}

/** OF7: the store's hours are over; or, where it is closed already, it opens at another time than was said. */
export interface CloseStore {
  readonly type: 'CloseStore'
  /** When it opens again, as far as anybody can say. */
  readonly opensAt: number | null
  /** AV1: whether closing makes everybody unavailable. */
  readonly goUnavailable: boolean
}

export interface ChangePolicy {
  readonly type: 'ChangePolicy'
  readonly policy: Policy
}
