/** Chats that nobody claimed in time. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const missed = {
  title: 'Missed',
  loading: 'Getting missed chats',
  none: 'No missed chats',
  noneDetail: 'Chats that nobody claimed in time would be here, to be answered later.',
  why: { unanswered: 'Nobody claimed it', nobodyAsked: 'Nobody available', shopperLeft: 'Customer left' },
  leftBy: (name: string) => `${name} did not get to answer`,
  at: (why: string, time: string) => `${why}, ${time}`,
  here: 'Customer is still here',
  leftMessage: (text: string) => `Left a message: “${text}”`,
  leftContact: (contact: string) => `Wants an answer at ${contact}`,
  noContact: 'No contact left',
  pickUp: 'Pick up',
  trying: 'Trying to pick it up…',
  tryingOffline: 'No connection. It goes out as soon as there is one.',
  tryingLate: 'It took too long: this no longer asks for the chat.',
  answerByEmail: 'Answer by e-mail',
  call: 'Call',
  settle: 'Mark as answered',
  subject: 'Your question',
  opening: (name: string | null, question: string) =>
    `Hello${name ? ` ${name}` : ''},\n\nyou asked us:\n> ${question.replaceAll('\n', '\n> ')}\n\n`,
  more: (more: number) => count(more, { one: 'Show 1 more', other: `Show ${more} more` }),
  failed: 'That did not work.',
}
