/** What must hold after every decision, whatever happened before: the list of SPEC.md, each with what checks it. */
import type { Invariant } from './invariants/checking.ts'
import { claimable, claimsStay, oneHolder, standIns } from './invariants/claims.ts'
import { endings, numbering, overdue } from './invariants/ending.ts'
import { handBacks, handBacksInTime, lateTaps, rescues, rescuesOpen } from './invariants/handing.ts'
import { closedIsQuiet, closingTime } from './invariants/hours.ts'
import { leavers } from './invariants/leaving.ts'
import { contactsKept, deservedMisses, madeUnavailable, rowsRestart } from './invariants/missing.ts'
import { requestsEnd } from './invariants/requests.ts'
import {
  inOrder,
  nobodyTold,
  noEmptyPlace,
  onlyTheEligible,
  passedOver,
  ringingMembers,
  ringsInTime,
  stopsAsPlanned,
} from './invariants/routing.ts'
import { deadlines, pure, times } from './invariants/time.ts'

export const invariants: Readonly<Record<string, Invariant>> = {
  'CL1, CL5: a chat never has two holders, and its fence rises by one each time it gets one': oneHolder,
  'CL1: an acknowledged claim is never lost or changed': claimsStay,
  'CL3: while a request is open, whoever was served, has not declined and has capacity can claim it, and nobody else': claimable,
  'CL3: a stand-in claims by an offer that was served before the shift before theirs gave the device up, and by no other':
    standIns,
  'CL6: a tap that is too old gets nothing, and is an answer': lateTaps,
  'CL7: only a holder hands back, in time, and a request with a fresh life follows': handBacks,
  'CL7: nobody who is in time is told that it is too late': handBacksInTime,
  'OF1: every request ends exactly once, and on time': requestsEnd,
  'OF2, OF6: only the eligible are rung, in an empty place, in time and not too soon': onlyTheEligible,
  'OF2: no place stays empty while somebody could be rung': noEmptyPlace,
  'OF2, OF3: the request and the member whose turn it is come next': inOrder,
  'OF3: each serving says of everybody else why they were passed over': passedOver,
  'OF5: a ring that starts again is its member’s only one, and none outlasts its request’s last chance': ringsInTime,
  'OF5: a ring stops when it was to stop, however late anybody looks': stopsAsPlanned,
  'OF6, AV4: nobody rings twice, unavailable or at capacity': ringingMembers,
  'AV5: whoever has left does nothing and is asked nothing, and begins anew where they are added again': leavers,
  'OF7: the shopper has been told exactly where nobody can be asked': nobodyTold,
  'OF7: while the store is closed nobody is rung, and nobody is given a chat': closedIsQuiet,
  'AV1: closing makes everybody unavailable where that is wanted, and nobody where it is not': closingTime,
  'MI1: a message with a contact is never lost before somebody has settled it': contactsKept,
  'MI2: a miss is counted exactly where it is deserved, once a request': deservedMisses,
  'MI3: nobody is made unavailable without enough misses of their own in a row': madeUnavailable,
  'MI4: an answer starts the row again': rowsRestart,
  'RE3: colleagues are asked to rescue exactly while a shopper waits too long and the holder is not back': rescues,
  'RE3: only a chat that somebody has is rescued, and only when its shopper has waited too long': rescuesOpen,
  'EN1, EN2: a chat ends, is forgotten and is erased only when its time has come or somebody asks for it': endings,
  'EN1: no chat outlives its shopper’s leaving, or is remembered beyond the visit without need': overdue,
  'CL5: messages are numbered without gaps, and written by the holder with the current fence': numbering,
  'events bear the decision time, and time never runs back': times,
  'nothing is due after a decision, and nothing happens by itself before the next deadline': deadlines,
  'a decision depends on nothing but what it is given': pure,
}
