/** The launcher's texts in English. Another language is another file with the same names. */

export const open = 'Chat with the store'
export const unread = (count: number) => (count === 1 ? '1 new message' : `${count} new messages`)
export const loading = 'One moment…'
export const unreachable = 'The chat cannot be reached right now.'
export const tryAgain = 'Try again'
export const close = 'Close chat'
