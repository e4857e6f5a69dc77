/** An incoming chat, and how it ended. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const incoming = {
  title: 'Incoming chat',
  /** Said once when it rings. */
  announce: (name: string, question: string, seconds: number) =>
    `Incoming chat from ${name}: ${question} ${count(seconds, { one: '1 second', other: `${seconds} seconds` })} to claim it.`,
  secondsLeft: (seconds: number) => count(seconds, { one: '1 second left', other: `${seconds} seconds left` }),
  quoted: (text: string) => `“${text}”`,
  lookingAt: 'Looking at',
  rung: (members: number) =>
    count(members, {
      zero: 'Nobody is being rung right now',
      one: 'Only you are being rung',
      other: `${members} of you are being rung`,
    }),
  others: (members: number) =>
    count(members, { one: '1 colleague is being rung', other: `${members} colleagues are being rung` }),
  claim: 'Claim chat',
  declineStay: 'Decline, stay available',
  declineGo: 'Decline, go unavailable',
  soundOff: 'Sound is off. Tap anywhere to turn it on.',
  withColleague: 'Was with a colleague',
  offline: 'No connection. A tap goes out as soon as there is one.',
  trying: 'Trying to claim it…',
  tryingDetail: 'It is not yours yet: the server has to answer first.',
  tryingOffline: 'No connection. Your claim goes out as soon as there is one; it is not yours yet.',
  tryingLate: 'This no longer asks for the chat',
  tryingLateDetail: 'It took too long to reach the server. Your tap still counts as an answer.',
  taken: (name: string) => `Taken by ${name}`,
  takenDetail: (name: string) => `${name} was a moment faster and is answering now.`,
  takenBySomebody: 'Taken by a colleague',
  takenBySomebodyDetail: 'Somebody was a moment faster and is answering now.',
  expired: 'Time is up',
  expiredDetail: 'The ring has moved on. As long as nobody has the chat, you can still claim it.',
  unsure: 'This may be over',
  unsureDetail: 'Nothing has been heard from the server for a while.',
  unsureOffline: 'There was no connection while it rang. How it ended shows as soon as there is one.',
  tooLate: 'Your claim came too late',
  tooLateDetail: 'It was more than half a minute on its way and no longer asked for the chat. It counts as an answer.',
  missed: 'Missed',
  missedDetail: 'Nobody claimed it in time. The customer can leave a message, and it waits for you under Missed.',
  withdrawn: 'The customer left',
  withdrawnDetail: 'They closed the page before anybody claimed the chat. There is nothing to do.',
  ended: 'No longer open',
  endedDetail: 'The search for somebody to answer ended before your claim arrived. Look under Missed.',
  full: 'You have all the chats you can hold',
  fullDetail: (capacity: number) => `You can hold ${capacity} at once. End one, then claim this one from Waiting chats.`,
  declined: 'You declined it before',
  declinedDetail: 'A colleague has to claim this one.',
  gaveUp: 'The claim did not get through',
  gaveUpDetail: 'The server did not answer. If the chat became yours after all, it is under My chats.',
  failed: 'The claim was refused',
  declineFailed: 'The decline did not get through.',
  question: 'The question',
}
