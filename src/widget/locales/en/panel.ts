/** The panel's texts in English. Another language is another file with the same names. */

const numbers = ['nobody', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

export const close = 'Close chat'
export const title = 'Chat'
export const loading = 'One moment…'

export const unreachable = 'The store cannot be reached right now.'
export const unreachableHint = 'We try again by ourselves. Nothing you wrote is lost.'
export const offline = 'You are offline.'
export const offlineHint = 'We go on by ourselves when you are back.'
export const lost = 'Connection lost. Trying again…'
export const tryNow = 'Try now'
export const failed = 'That did not work just now. Please try again.'
export const tooMany = 'A lot at once. It is sent in a moment, by itself.'
export const gone = 'Your earlier chat cannot be opened on this device any more. You can start a new one.'

export const ask = 'How can we help?'
export const askAgain = (name: string) => `Hello again, ${name}`
export const askLead = (store: string) => `Your question rings at the team of ${store}. A person answers.`
export const question = 'Your question'
export const questionHint = 'Do you have this in a size 28?'
export const name = 'Your name (optional)'
export const sendAlong = 'Send along what I looked at here'
export const seeWhat = 'See what'
export const askTeam = 'Ask the team'
export const questionMissing = 'Please write your question first.'
export const left = (count: number) => (count < 0 ? `${-count} too many letters` : `${count} letters left`)

export const sendingQuestion = 'Sending your question…'
export const changeQuestion = 'Change the question'

export const asking = (count: number) => `Asking ${numbers[count] ?? count} of the team…`
export const stillAsking = 'Still asking…'
export const askingLead = 'The bell is ringing in the store. Look around meanwhile: the answer comes here.'
export const stopAsking = 'Stop asking'

export const nobody = 'Nobody is free right now'
export const missed = 'Nobody could answer in time. We are sorry.'
export const leaveLead = (store: string) => `Leave a way to reach you, and ${store} will get back to you.`
export const runsOn = 'The bell stays on: if somebody comes free, they answer right here.'
export const contact = 'E-mail or telephone'
export const contactMissing = 'Please leave an e-mail address or a telephone number.'
export const contactText = 'Anything to add? (optional)'
export const leaveMessage = 'Leave message'
export const tryAsking = 'Ask again'
export const thankYou = 'Thank you'
export const willWrite = (contact: string) =>
  contact.includes('@') ? `We will write to ${contact}.` : `We will call ${contact}.`
export const willAnswer = 'We will get back to you.'

export const isHere = (name: string) => `${name} is here`
export const hasQuestion = (name: string) => `${name} has your question.`
/** Whoever has the chat leaves the shopper waiting: the team is asked again, or that was in vain. */
export const silent = {
  asking: (name: string) => `We have not heard from ${name} for a while, and are asking the rest of the team.`,
  nobody: (name: string) => `Nobody else is free right now. Leave your e-mail or telephone here: ${name} will read it.`,
}
export const conversation = 'Conversation'
export const write = (name: string) => `Write to ${name}`
export const send = 'Send'
export const you = 'You'
export const theStore = 'the store'
export const sending = 'Sending…'
export const waiting = 'Waiting for the connection, will send by itself'
export const sent = 'Sent'
export const notSent = 'Not sent.'
export const sendAgain = 'Send again'
export const discard = 'Discard'

export const end = 'End chat'
export const endSure = 'End this chat?'
export const endNo = 'Go on'

export const endedByMember = (name: string) => `${name} ended the chat`
export const endedByShopper = 'You ended the chat'
export const endedByAbsence = 'The chat ended while you were away'
export const endedLead = 'Thank you for your visit.'
export const reopenLead = (name: string) => `Something else? Write, and ${name} is asked first.`
export const askNew = 'Ask something new'
