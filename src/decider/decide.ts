/** The decider: what a command comes to in a store, by the rules of SPEC.md. Pure: the same input gives the same decision. */

import { claimChat, declineOffer, handBackChat, pickUpMissedChat } from './answering.ts'
import type { Answer } from './answers.ts'
import { askQuestion, leaveContact, noteShopperStream, writeAsShopper } from './asking.ts'
import type { Circumstances, Command } from './commands.ts'
import { accepted, Deciding } from './deciding.ts'
import { endChat, eraseChat } from './ending.ts'
import type { StoreEvent } from './events.ts'
import { writeAsMember } from './holding.ts'
import { addMember, changePolicy, removeMember } from './managing.ts'
import { settleMissedChat } from './missing.ts'
import { closeStore, openStore } from './opening.ts'
import { rescueTheWaiting, withdrawNeedlessRescues } from './rescuing.ts'
import { giveTimeBack } from './resuming.ts'
import { reportOffer } from './ringing.ts'
import { route } from './routing.ts'
import { settle } from './settling.ts'
import type { StoreState } from './state.ts'
import { mergeWish } from './wishes.ts'

export interface Decision {
  /** In order; all bear the decision time. A refusal may come with events: what was due is settled whoever asks for what. */
  readonly events: readonly StoreEvent[]
  readonly answer: Answer
  /** The state after the events, the same that `evolve` makes of them; the very same object where there are none. */
  readonly after: StoreState
}

/**
 * Settles what is due, carries the command out, and gives every place that can be given (OF2). Never throws for anything that
 * can arrive. The time at which the store must be looked at next is `nextDeadline(after, decisionTime(state, circumstances), circumstances)`.
 */
export function decide(state: StoreState, command: Command, circumstances: Circumstances): Decision {
  const d = new Deciding(state, circumstances)
  if (command.type === 'ResumeStore') giveTimeBack(d, command)
  settle(d, d.at)
  withdrawNeedlessRescues(d)
  const answer = carryOut(d, command)
  // A shorter policy makes things due that were not; a settled chat may be past its visit.
  settle(d, d.at)
  withdrawNeedlessRescues(d)
  rescueTheWaiting(d)
  route(d)
  return { events: d.events, answer, after: d.after() }
}

function carryOut(d: Deciding, command: Command): Answer {
  switch (command.type) {
    case 'AskQuestion':
      return askQuestion(d, command)
    case 'ClaimChat':
      return claimChat(d, command)
    case 'DeclineOffer':
      return declineOffer(d, command)
    case 'ReportOffer':
      return reportOffer(d, command)
    case 'PickUpMissedChat':
      return pickUpMissedChat(d, command)
    case 'HandBackChat':
      return handBackChat(d, command)
    case 'SettleMissedChat':
      return settleMissedChat(d, command)
    case 'EndChat':
      return endChat(d, command)
    case 'EraseChat':
      return eraseChat(d, command)
    case 'WriteAsMember':
      return writeAsMember(d, command)
    case 'WriteAsShopper':
      return writeAsShopper(d, command)
    case 'LeaveContact':
      return leaveContact(d, command)
    case 'NoteShopperStream':
      return noteShopperStream(d, command)
    case 'MergeWish':
      return mergeWish(d, command)
    case 'AddMember':
      return addMember(d, command)
    case 'RemoveMember':
      return removeMember(d, command)
    case 'ChangePolicy':
      return changePolicy(d, command)
    case 'OpenStore':
      return openStore(d)
    case 'CloseStore':
      return closeStore(d, command)
    case 'LookAtTime':
    case 'ResumeStore':
      return accepted
  }
}
