/** Every text of the staff app, in English. Short and kind; a failure says what happened and what to do next. */
import { plural } from '../plural.ts'
import { bell } from './en/bell.ts'

const count = plural('en')

export const en = {
  app: {
    name: 'Shopbell',
    loading: 'Opening Shopbell',
    back: 'Back',
    done: 'Done',
    cancel: 'Cancel',
    retry: 'Try again',
    reload: 'Load again',
    partMissing: 'This part has not arrived yet',
    partMissingDetail: 'Check the Wi-Fi. It tries again by itself.',
    /** Document titles: what is on screen first, because tabs are narrow. */
    title: (page: string) => `${page} · Shopbell`,
  },

  /** How long something took or ago: “4 s”, “3 min”, “2 h”. */
  duration: (ms: number) => {
    if (ms < 59_500) return `${Math.round(ms / 1_000)} s`
    return ms < 3_570_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
  },

  customer: {
    new: 'New customer',
    returning: 'Returning customer',
    chattedBefore: 'You have chatted before',
    /** Where no name was given. */
    nameless: (isReturning: boolean) => (isReturning ? 'Returning customer' : 'New customer'),
  },

  signIn: {
    title: 'Sign in',
    loading: 'Looking for your team',
    whichStore: 'Which store is this?',
    whoAreYou: 'Who is on shift?',
    otherStore: 'Another store',
    team: (members: number) => count(members, { one: '1 member', other: `${members} members` }),
    role: { associate: '', manager: 'Manager', admin: 'Administrator' },
    enterPin: 'Enter your PIN',
    pin: 'PIN',
    digits: (digits: number) => count(digits, { one: '1 digit entered', other: `${digits} digits entered` }),
    digit: (digit: string) => `Digit ${digit}`,
    erase: 'Erase the last digit',
    submit: 'Sign in',
    notMe: 'Not me',
    wrongPin: 'That PIN is not right. Try again.',
    tooMany: (seconds: number | null) =>
      seconds === null
        ? 'Too many tries. Wait a moment, then try again.'
        : count(seconds, {
            one: 'Too many tries. Wait a second, then try again.',
            other: `Too many tries. Wait ${seconds} seconds, then try again.`,
          }),
    unreachable: 'The server did not answer. Check the Wi-Fi, then try again.',
    facesFailed: 'Your team could not be shown',
    noStores: 'There is no store here yet',
    noStoresDetail: 'Somebody who runs this server has to add one first.',
    noMembers: 'This store has no team yet',
    noMembersDetail: 'A manager has to add its members first.',
    /** Why somebody who was signed in is here again. */
    signedOutElsewhere: 'You were signed out on this device. Sign in again to go on.',
  },

  door: {
    unreachable: 'Shopbell cannot reach its server',
    unreachableDetail: 'Check the Wi-Fi. This page tries again by itself.',
    outdated: 'A newer Shopbell is needed',
    outdatedDetail: 'Load the page again to get it. What you typed is kept.',
    refused: 'The server closed the connection',
    refusedDetail: 'Load the page again. If it happens once more, sign out and in.',
    tooManyPages: 'Shopbell is open too often',
    tooManyPagesDetail: 'Close other tabs or devices that you are signed in on, then load this page again.',
    ahead: 'This device knows more than the server',
    aheadDetail: 'The server was probably restored from a backup. Tell your manager, then begin with what the server has.',
    startOver: 'Begin with what the server has',
    crashed: 'Something in this page broke',
    crashedDetail: 'Nothing that you sent is lost. Load the page again to go on.',
  },

  connection: {
    connecting: 'Connecting…',
    live: 'Live',
    reconnecting: 'Reconnecting…',
    offline: 'Offline.',
    /** What is on screen, and how old it is. */
    asOf: (time: string) => `What you see is from ${time}.`,
    offlineTaps: 'What you do now is sent as soon as there is a connection.',
    cannotKeep: {
      full: 'This device is full and cannot keep what you type. Leave the app open until it is sent.',
      unavailable: 'This device cannot keep what you type. Leave the app open until it is sent.',
    },
    unsent: (waiting: number) => count(waiting, { one: '1 waiting to send', other: `${waiting} waiting to send` }),
  },

  update: {
    ready: 'A new version is ready.',
    take: 'Load it',
    later: 'Later',
  },

  signOut: {
    button: 'Sign out',
    ask: 'Go unavailable as well?',
    detail: 'Signing out alone does not change that you are available: you stay so on your other devices.',
    goUnavailable: 'Sign out and go unavailable',
    stayAvailable: 'Sign out, stay available',
    openChats: (chats: number) =>
      count(chats, {
        one: 'You still have an open chat. The customer waits for you.',
        other: `You still have ${chats} open chats. Those customers wait for you.`,
      }),
    unsentAsk: 'Not everything is sent yet',
    unsentDetail: 'Signing out drops it for good:',
    sendFirst: 'Send it first',
    sending: 'Sending…',
    sendingOffline: 'There is no connection. As soon as there is one, it is sent and you can sign out.',
    sendingDetail: 'As soon as it is sent, you can sign out.',
    drop: 'Drop it and sign out',
    /** Words that were never given to the app to send: they stay words in a text field. */
    draft: (name: string) => `Typed to ${name} and not sent`,
    refused: (messages: number, name: string) =>
      count(messages, { one: `1 message to ${name}, refused`, other: `${messages} messages to ${name}, refused` }),
    plain: 'Sign out now?',
    plainDetail: 'Nothing of yours stays on this device.',
    anyway: 'Yes, sign out',
    unreachable: 'The server did not answer, so you are still signed in. Check the Wi-Fi, then try again.',
  },

  home: {
    title: 'Home',
    available: 'You are available',
    unavailable: 'You are unavailable',
    goAvailable: 'Go available',
    goUnavailable: 'Go unavailable',
    willRing: 'This device will ring. Sound on.',
    soundOff: 'This device will ring. Tap anywhere once to let it sound.',
    full: (capacity: number) =>
      count(capacity, {
        one: 'You have a chat, so new ones go to your colleagues.',
        other: `You have ${capacity} chats, so new ones go to your colleagues.`,
      }),
    notConnected: 'No chat can reach this device until it is connected again.',
    willNotRing: 'No chat will ring for you until you go available.',
    willSync: 'Only this device knows so far. It tells the server as soon as it is connected.',
    myChats: 'My chats',
    of: (few: number, all: number) => `${few} of ${all}`,
    noChats: 'No chats yet',
    noChatsAvailable: 'When a customer asks something, this device rings.',
    noChatsUnavailable: 'Go available to be rung when a customer asks something.',
    unread: (messages: number) => count(messages, { one: '1 new', other: `${messages} new` }),
    you: (text: string) => `You: ${text}`,
    endedAt: (time: string) => `Ended ${time}`,
    takenOver: (name: string) => `${name} has it now`,
    notSent: (messages: number) => `${messages} not sent`,
    team: 'Team',
    teamCount: (available: number, all: number) => `${available} of ${all} available`,
    noTeam: 'You are the only one in this team so far.',
    loading: 'Getting your chats and your team',
  },

  presence: {
    available: 'available',
    chats: (chats: number) => count(chats, { one: '1 chat', other: `${chats} chats` }),
    beingRung: 'being rung',
    notReachable: 'available, but no device of theirs answers',
    unavailableSince: (time: string) => `unavailable since ${time}`,
    unavailable: 'unavailable',
    madeUnavailable: (misses: number) => `made unavailable: ${misses} missed in a row`,
    unknown: 'not known at the moment',
  },

  /** A word on Home about what came out of something. */
  notice: {
    yours: (name: string) => `The chat with ${name} is yours after all.`,
    handedBack: (name: string) => `You handed back the chat with ${name}. Somebody else is asked now.`,
    open: 'Open the chat',
  },

  unsent: {
    title: 'Not sent yet',
    offline: (time: string) => `Waits for a connection since ${time}`,
    slow: (time: string) => `The server has not answered since ${time}. It is tried again by itself.`,
    messages: (messages: number, name: string) =>
      count(messages, { one: `1 message to ${name}`, other: `${messages} messages to ${name}` }),
    claim: (name: string) => `Claim: ${name}`,
    decline: (name: string) => `Decline: ${name}`,
    settle: (name: string) => `Marked as answered: ${name}`,
    end: (name: string) => `End of the chat with ${name}`,
    handBack: (name: string) => `Hand back: ${name}`,
    availability: 'Your availability',
    somebody: 'a customer',
  },

  waiting: {
    title: 'Waiting chats',
    left: (time: string) => `${time} left`,
    /** A colleague may have taken it meanwhile. */
    leftAtMost: (time: string) => `${time} left at most`,
    rung: (members: number) =>
      count(members, { zero: 'nobody is being rung', one: '1 is being rung', other: `${members} are being rung` }),
    claim: 'Claim chat',
    /** Follows the button's words for those who cannot see whose row it is in. */
    of: (name: string) => `of ${name}`,
  },

  missed: {
    title: 'Missed',
    loading: 'Getting missed chats',
    none: 'No missed chats',
    noneDetail: 'Chats that nobody claimed in time would be here, to be answered later.',
    why: { unanswered: 'Nobody claimed it', nobodyAsked: 'Nobody available', shopperLeft: 'Customer left' },
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
  },

  incoming: {
    title: 'Incoming chat',
    ringing: (name: string) => `Incoming chat: ${name}`,
    /** Said once when it rings. */
    announce: (name: string, question: string, seconds: number) =>
      `Incoming chat from ${name}: ${question} ${count(seconds, { one: '1 second', other: `${seconds} seconds` })} to claim it.`,
    secondsLeft: (seconds: number) => count(seconds, { one: '1 second left', other: `${seconds} seconds left` }),
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
  },

  conversation: {
    title: (name: string) => `Chat with ${name}`,
    on: (product: string) => `on “${product}”`,
    claimed: (time: string, waited: string) => `Claimed by you at ${time}, after ${waited}`,
    end: 'End chat',
    endAsk: (name: string) => `End the chat with ${name}?`,
    endDetail: 'They can write again within half an hour, which opens it anew.',
    endYes: 'Yes, end it',
    endNo: 'Keep chatting',
    endFailed: 'The chat could not be ended.',
    messages: 'Messages',
    tabTalk: 'Chat',
    tabCustomer: 'Customer',
    tabs: 'What to show',
    writeTo: (name: string | null) => (name ? `Write to ${name}` : 'Write to the customer'),
    send: 'Send',
    tooLong: (over: number) => count(over, { one: '1 letter too long', other: `${over} letters too long` }),
    sending: 'Sending…',
    waitingToSend: 'Waiting for connection',
    sent: (time: string) => `Sent ${time}`,
    failed: 'Not sent.',
    sendAgain: 'Send again',
    discard: 'Discard',
    newBelow: 'New messages below',
    from: (name: string, time: string) => `${name}, ${time}`,
    youAt: (time: string) => `You, ${time}`,
    shopperLeft: 'The customer has left the page. If they come back, they see what you write.',
    endedByYou: (time: string) => `You ended this chat at ${time}.`,
    endedByShopper: (time: string) => `The customer ended this chat at ${time}.`,
    endedByAbsence: (time: string) => `This chat ended at ${time}, because the customer had left.`,
    endedDetail: 'If they write again, it opens anew and you are told.',
    loading: 'Opening the chat',
    notYours: 'This chat is not with you',
    notYoursDetail: 'It may have been taken over, or it ended some time ago.',
    keptWords: 'You had typed this:',
    rescue: 'The customer has waited long. Colleagues are being asked too; write to keep the chat.',
    takenOver: (name: string) => `${name} has this chat now`,
    takenOverDetail: (time: string) => `The customer had waited long, so it was taken over at ${time}. You can still read it.`,
    handBackAsk: 'Claimed by mistake?',
    handBack: 'Hand back',
    handBackFor: (seconds: number) => `${seconds} s`,
    handBackLeft: (seconds: number) => count(seconds, { one: '1 second left for it', other: `${seconds} seconds left for it` }),
    handingBack: 'Handing it back…',
    handingBackOffline: 'No connection. It is handed back if it gets through in time.',
    handBackFailed: 'It is still yours.',
    copy: 'Copy it',
    copied: 'Copied',
    home: 'Go home',
    announce: (name: string, text: string) => `${name}: ${text}`,
  },

  history: {
    title: 'About the customer',
    loading: 'Getting orders and earlier chats',
    failed: 'Orders and earlier chats could not be shown',
    lookingAtNow: 'Looking at',
    nothingLookedAt: 'No product',
    orders: 'Orders',
    noOrders: 'No orders that we know of',
    ordersLeftOut: (shown: number, all: number) => `The latest ${shown} of ${all}`,
    order: (number: string) => `Order ${number}`,
    pieces: (pieces: number) => count(pieces, { one: '1 piece', other: `${pieces} pieces` }),
    cancelled: 'cancelled',
    partlyCancelled: (cancelled: number, all: number) => `${cancelled} of ${all} cancelled`,
    allLines: (lines: number) => `Show all ${lines} lines`,
    fewerLines: 'Show fewer lines',
    viewed: 'Viewed',
    earlier: 'Earlier chats',
    noEarlier: 'None so far',
    with: (name: string) => `with ${name}`,
    nobody: 'nobody answered',
    minutes: (minutes: number) => count(minutes, { zero: 'under a minute', other: `${minutes} min` }),
  },

  madeUnavailable: {
    title: 'You were made unavailable',
    detail: (misses: number) =>
      count(misses, {
        one: 'A chat rang for you and you did not answer it, so no more ring for you now.',
        other: `${misses} chats in a row rang for you without an answer, so no more ring for you now.`,
      }),
    goAvailable: 'Go available',
  },

  bell,

  /** Why the server refused, for the places that have no words of their own. */
  problem: {
    notHolder: (name: string | null) =>
      name ? `${name} has this chat now. What you typed is kept.` : 'You no longer have this chat. What you typed is kept.',
    chatEnded: 'The chat has ended meanwhile.',
    alreadyClaimed: (name: string | null) => (name ? `${name} has it now.` : 'A colleague has it now.'),
    atCapacity: (capacity: number | null) =>
      capacity === null
        ? 'You have all the chats you can hold. End one first.'
        : `You can hold ${capacity} chats. End one first.`,
    askedTooLate: 'It took too long to reach the server, and no longer asked for the chat. It counts as an answer.',
    tooLateToHandBack: 'It can no longer be handed back.',
    notMissed: 'It is no longer under Missed: a colleague was faster, or the customer is back.',
    unknownChat: 'The server no longer knows this chat.',
    notSignedIn: 'You are no longer signed in. Sign in again; what you typed is kept.',
    gaveUp: 'The server did not answer. Check the Wi-Fi, then try again.',
    other: 'The server refused it. Try again, or load the page again.',
  },
}
