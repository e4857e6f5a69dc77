/** A customer's data, and how long anything is kept. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const keeping = {
  retention: 'How long data is kept',
  retentionDetail: 'What is older goes by itself, with the day’s tidying.',
  kept: (conversations: number, log: number) =>
    `Conversations are kept for ${count(conversations, { one: '1 day', other: `${conversations} days` })}, the log of decisions for ${count(log, { one: '1 day', other: `${log} days` })}. Only an admin changes that.`,
  conversationDays: 'Conversations, in days',
  conversationDaysHint: 'So long after a chat has ended its words are removed. From 1 to 3650 days, usually 365.',
  logDays: 'Log of decisions, in days',
  logDaysHint:
    'The log says who was rung when. It holds no words of customers, and is what figures and inquiries rest on. From 7 to 3650 days, usually 365.',
  daysFault: 'Give a whole number of days within these bounds.',
  saved: 'Saved. What is too old now goes with the next tidying.',
  find: 'One customer’s data',
  findDetail: 'For whoever asks what you know of them, or wants to be forgotten. Both are written into the audit trail.',
  forAdminsDetail:
    'A customer belongs to the whole shop, not to one store. So only an admin can download or erase what is known of them: ask one.',
  by: 'Look for them by',
  ways: { customer: 'Customer number', contact: 'Address they left in a chat' },
  customer: 'Customer number',
  contact: 'E-mail address or phone number',
  export: 'Download their data',
  erase: 'Erase their data',
  exported: (chats: number, orders: number) =>
    `Downloaded: ${count(chats, { one: '1 chat', other: `${chats} chats` })}, ${count(orders, { one: '1 order line', other: `${orders} order lines` })}.`,
  unknown: 'Nobody is known by that here. Look for them by another number or address.',
  several: 'More than one customer left this address, and they may be different people. Say which is meant.',
  nobodysName: 'No name',
  firstSeen: (when: string) => `first here ${when}`,
  choose: 'Choose',
  eraseAsk: (who: string) => `Erase everything about “${who}”?`,
  eraseDetail:
    'Their chats end and are gone from every device, with every word, name and address in them. Their browser is a stranger’s from then on. This cannot be taken back.',
  orders: 'Their orders too',
  ordersHint: 'Orders come back where a later export of the shop still holds them.',
  erased: (chats: number) => `Erased, with ${count(chats, { one: '1 chat', other: `${chats} chats` })}.`,
  erasing: (chats: number) =>
    `Begun, with ${count(chats, { one: '1 chat', other: `${chats} chats` })}. The server goes on by itself until all is gone.`,
}
