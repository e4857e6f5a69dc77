/** The figures by which a store rings, each with what it does. */

export const policy = {
  detail: 'The usual figures suit most stores. A change holds for the next question; what rings already keeps its times.',
  outside: 'This lies outside what is possible.',
  conflict: 'This does not go together with another figure.',
  saved: 'Saved. It holds from now on.',
  range: (least: string, most: string, usual: string, isTime: boolean) =>
    isTime ? `From ${least} to ${most} seconds, usually ${usual}.` : `From ${least} to ${most}, usually ${usual}.`,
  groups: { ringing: 'Ringing', talking: 'Chats', missing: 'Missed chats', connection: 'Connection' },
  figures: {
    places: { name: 'Rung at once', detail: 'So many of the team ring for one question at the same moment.' },
    countdownMs: { name: 'Ring', detail: 'So long a device rings before the bell moves on to somebody else.' },
    requestLifeMs: { name: 'Search', detail: 'So long somebody is looked for before the chat counts as missed.' },
    askAgainAfterMs: {
      name: 'Asked again',
      detail: 'Whoever let it ring out can be rung again for the same question after this.',
    },
    leastRingMs: { name: 'Shortest ring', detail: 'Nobody is rung any more with less of the search left than this.' },
    deliverWithinMs: { name: 'Delivery', detail: 'A device that has not got the ring by then is passed over.' },
    answerMarginMs: {
      name: 'Last tap',
      detail: 'A ring stops so long before the search ends, so that a late tap still arrives.',
    },
    capacity: { name: 'Chats each', detail: 'So many open chats one person can have.' },
    handBackWithinMs: { name: 'Handing back', detail: 'So long a chat claimed by mistake can be handed back; 0 for never.' },
    rescueSilentAfterMs: {
      name: 'Silent colleague',
      detail: 'A customer who waits so long for somebody who has vanished is put to the team again.',
    },
    rescueUnansweredAfterMs: {
      name: 'No answer',
      detail: 'A customer who waits so long for any answer at all is put to the team again.',
    },
    endAfterLeftMs: { name: 'Customer gone', detail: 'A chat ends by itself so long after its customer has left.' },
    visitMs: { name: 'Same visit', detail: 'So long after its end a chat can be taken up again by its customer.' },
    missesInRow: { name: 'Missed in a row', detail: 'After so many, the person is made unavailable until they say otherwise.' },
    shopperLeftAfterMs: { name: 'Leaving', detail: 'A customer without a connection for so long has left; a reload survives.' },
    reachableWithinMs: { name: 'Reachable', detail: 'A device that has not been heard for so long cannot be reached.' },
    downtimeGivenBackMs: { name: 'Given back', detail: 'At most so much of the time that the server was down is given back.' },
    stampAheadMs: {
      name: 'Clock ahead',
      detail: 'A device whose clock is further ahead than this is asked to say its wish again.',
    },
  },
}
