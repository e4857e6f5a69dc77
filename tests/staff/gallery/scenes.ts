/** Every screen in every state that can be looked at: the picture list of the staff app. */
import type { ChatId, CommandId, MemberId, OfferId } from '../../../src/identifiers.ts'
import type { MemberCommand } from '../../../src/protocol/commands.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { InstallWay } from '../../../src/staff/install/install.ts'
import type { Door, Unsent } from '../../../src/staff/model.ts'
import type { Update } from '../../../src/staff/update.ts'
import { fixtureDoor, fixtureModel, type Given } from '../fixtures/model.ts'
import {
  chat,
  crystal,
  faces,
  longName,
  longQuestion,
  longTalk,
  me,
  message,
  minutes,
  missed,
  nobodyKnown,
  now,
  offer,
  store,
  talk,
  team,
} from '../fixtures/rows.ts'
import { type GivenSurroundings, times } from '../fixtures/surroundings.ts'

export interface Scene {
  readonly path: string
  readonly door: Door
  /** Buttons to press, by name, before the picture. */
  readonly press?: readonly string[]
  /** What must be there before the picture. */
  readonly until?: string
  /** What must be in it, where the screen is longer than the window. */
  readonly at?: string
  readonly update?: ReturnType<Update['stands']>
  /** What the browser allows, and how bell checks go. */
  readonly device?: GivenSurroundings
  readonly install?: InstallWay
  /** What the ringing offer becomes once the ring has been on stage. */
  readonly after?: Parameters<typeof offer>[0]
}

const inside = (given: Given, path = '/', more: Partial<Scene> = {}): Scene => ({
  path,
  door: fixtureDoor({ is: 'in', model: fixtureModel(given) }),
  ...more,
})
const problem = (type: string, more: Partial<Problem> = {}): { is: 'problem'; problem: Problem } => ({
  is: 'problem',
  problem: { type: `/problems/${type}`, title: '', status: 409, detail: '', ...more },
})
const unsent = (id: string, command: object): Unsent => ({
  id: id as CommandId,
  command: { id, shift: 'shift-1', ...command } as MemberCommand,
  since: now - minutes(2),
})
const ben = { id: 'ben' as MemberId, name: 'Ben' }

const busy = [
  chat({ last: { from: 'shopper', text: 'Perfect, I will be there at four. Thank you!', at: now - 20_000 } }),
  chat({
    id: 'c3' as ChatId,
    shopper: nobodyKnown,
    messages: 2,
    lastFromMember: 2,
    last: { from: 'member', text: 'We have it in navy and in green, shall I put one aside?', at: now - minutes(2) },
  }),
  missed(),
]
/** Two chats that were taken over, one with words that came too late. */
const takenOver = chat({
  takenOver: { by: ben, at: now - minutes(1) },
  last: { from: 'shopper', text: 'Hello? Are you still there?', at: now - minutes(4) },
})
const reconnecting = { is: 'reconnecting' } as const
const someUnsent = [
  unsent('u1', { kind: 'sendMessage', chat: 'c2', fence: 1, text: 'One moment, I am looking.' }),
  unsent('u2', { kind: 'sendMessage', chat: 'c2', fence: 1, text: 'We have one left.' }),
  unsent('u3', { kind: 'declineOffer', offer: 'c5.1.2' }),
  unsent('u4', { kind: 'settleMissedChat', chat: 'c8' }),
]
const waiting = offer({
  id: 'c5.1.2' as OfferId,
  chat: 'c5' as ChatId,
  state: 'waiting',
  ringsUntil: null,
  beingRung: ['ben', 'chloe'] as MemberId[],
  shopper: { ...nobodyKnown, question: 'Is the lantern waterproof? It would stand on a balcony.' },
})
const open = [chat(), ...talk]
const endings = (of: Parameters<typeof chat>[0]) => inside({ rows: [chat(of), ...talk] }, '/chats/c2')
const outcome = (of: Parameters<typeof offer>[0], given: Given = {}, path = '/'): Scene =>
  inside({ rows: [offer(), ...open], ...given }, path, { after: of })

export const scenes: Readonly<Record<string, Scene>> = {
  'sign-in': { path: '/', door: fixtureDoor({ is: 'out', isUnasked: false }) },
  'sign-in-unasked-many': {
    path: '/',
    door: fixtureDoor(
      { is: 'out', isUnasked: true },
      {
        here: {
          is: 'enrolled',
          device: {
            ...faces,
            stores: [
              {
                ...faces.stores[0],
                id: 'os' as never,
                name: 'Oxford Street',
                members: [
                  ...team.map(({ id, name }) => ({ id, name, role: 'associate' as const })),
                  { id: 'x' as MemberId, name: longName, role: 'manager' as const },
                  ...['Farid', 'Grace', 'Hana', 'Ivo', 'Jun'].map((name) => ({
                    id: name as MemberId,
                    name,
                    role: 'associate' as const,
                  })),
                ],
              },
            ],
          },
        },
      },
    ),
  },
  'sign-in-stores': {
    path: '/',
    door: fixtureDoor(
      { is: 'out', isUnasked: false },
      {
        here: {
          is: 'enrolled',
          device: {
            ...faces,
            stores: ['Oxford Street', 'Covent Garden', 'Leeds Briggate'].map((name, at) => ({
              id: name as never,
              name,
              members: (faces.stores[0]?.members ?? []).slice(at),
            })),
          },
        },
      },
    ),
  },
  'sign-in-loading': { path: '/', door: fixtureDoor({ is: 'out', isUnasked: false }, { here: 'never' }) },
  'sign-in-failed': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { here: { is: 'unreachable' } }),
  },
  'sign-in-empty': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { here: { is: 'enrolled', device: { ...faces, stores: [] } } }),
  },
  pin: { path: '/', door: fixtureDoor({ is: 'out', isUnasked: false }), press: ['Ben', 'Digit 1', 'Digit 1', 'Digit 4'] },
  'pin-wrong': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }),
    press: ['Chloé', 'Digit 1', 'Digit 1', 'Digit 4', 'Digit 5', 'Sign in'],
  },
  'pin-too-many': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { signIn: { is: 'tooMany', retryAfterMs: 30_000 } }),
    press: ['Chloé', 'Digit 1', 'Digit 1', 'Digit 4', 'Digit 5', 'Sign in'],
  },
  'pin-locked': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { signIn: { is: 'locked' } }),
    press: ['Chloé', 'Digit 1', 'Digit 1', 'Digit 4', 'Digit 5', 'Sign in'],
    until: 'There were ten wrong PINs',
  },
  enrol: { path: '/', door: fixtureDoor({ is: 'out', isUnasked: false }, { here: { is: 'notEnrolled' } }) },
  'enrol-offered': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { offeredCode: '7k3mx9pa' }),
  },
  'enrol-refused': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { here: { is: 'notEnrolled' }, offeredCode: '7K3M-X9PA' }),
    press: ['Enrol this device'],
    until: 'does not work',
  },
  'enrol-asking': {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: false }, { here: { is: 'notEnrolled' }, offeredCode: '7K3M-X9PA', enrol: 'never' }),
    press: ['Enrol this device'],
  },
  'enrol-done': {
    path: '/',
    door: fixtureDoor(
      { is: 'out', isUnasked: false },
      { here: { is: 'notEnrolled' }, offeredCode: '7K3M-X9PA', enrol: { is: 'enrolled', device: faces } },
    ),
    press: ['Enrol this device'],
    until: 'Who is on shift?',
  },
  revoked: {
    path: '/',
    door: fixtureDoor({ is: 'out', isUnasked: true }, { here: { is: 'revoked', dropped: 2 } }),
    until: 'no longer enrolled',
  },
  unreachable: { path: '/', door: fixtureDoor({ is: 'unreachable' }) },
  outdated: { path: '/', door: fixtureDoor({ is: 'stuck', why: 'outdated' }) },
  ahead: { path: '/', door: fixtureDoor({ is: 'stuck', why: 'ahead' }) },
  refused: { path: '/', door: fixtureDoor({ is: 'stuck', why: 'refused' }) },
  'too-many-pages': { path: '/', door: fixtureDoor({ is: 'stuck', why: 'tooManyPages' }) },
  'older-server': { path: '/', door: fixtureDoor({ is: 'stuck', why: 'olderServer' }) },
  looking: { path: '/', door: fixtureDoor({ is: 'looking' }) },

  home: inside({ rows: busy }),
  'home-waiting': inside({ rows: [...busy, waiting] }),
  'home-unavailable': inside({ rows: [{ ...me, isAvailable: false, openChats: 0 }], isAvailable: false }),
  'home-empty': inside({ rows: [{ ...me, openChats: 0 }], presences: [] }),
  'home-loading': inside({ isLoaded: false, connection: { is: 'connecting' } }),
  'home-offline': inside(
    {
      rows: [...busy, waiting],
      connection: reconnecting,
      asOf: now - minutes(4),
      unsent: someUnsent,
      presences: [],
    },
    '/',
    { until: 'Offline.' },
  ),
  'home-offline-unavailable': inside(
    {
      rows: [{ ...me, openChats: 0 }],
      connection: reconnecting,
      asOf: now - minutes(1_600),
      isAvailable: false,
      isWishSynced: false,
      presences: [],
    },
    '/',
    { until: 'Offline.' },
  ),
  'home-unsent-slow': inside({
    rows: [chat({ shopper: { ...crystal, name: longName } }), missed({ leftBy: { id: 'ben' as MemberId, name: longName } })],
    unsent: [...someUnsent, unsent('u5', { kind: 'endChat', chat: 'gone', fence: 1 }), unsent('u6', { kind: 'setWish' })],
  }),
  'home-taken-over': inside({
    rows: [busy[1] as ReturnType<typeof chat>, takenOver],
    outgoingIn: takenOver.id,
    outgoing: [
      {
        id: 'o1' as CommandId,
        text: 'Sorry, here I am.',
        at: now,
        state: { is: 'failed', answer: problem('not-holder', { by: ben }) },
      },
    ],
  }),
  'home-yours-after-all': inside({ rows: [offer(), ...busy], answer: 'late', asksForMs: 0 }, '/', {
    press: ['Claim chat', 'Done'],
    until: 'yours after all',
  }),
  'home-handed-back': inside({ rows: [chat({ handBackUntil: now + 17_000 }), ...talk] }, '/chats/c2', {
    press: ['Hand back'],
    until: 'You handed back',
  }),
  'home-silent-locked': inside({ rows: busy }, '/', { device: { permission: 'notAsked' }, until: 'stays silent' }),
  'home-push-denied': inside({ rows: busy }, '/', { device: { permission: 'denied' }, until: 'blocked' }),
  'home-not-installed': inside({ rows: busy }, '/', { device: { needsInstalling: true }, until: 'Add to Home' }),
  'home-bell-off': inside({ rows: busy, bell: { volume: 0, vibrates: true } }, '/', { until: 'turned off' }),
  'home-bell-check': inside({ rows: busy, bellCheck: { by: 'Emma', isDisplayed() {}, hear() {}, close() {} } }, '/', {
    until: 'Bell check from',
  }),
  'home-shortcut': inside({ rows: busy, isAvailable: false }, '/?go=available', { until: 'Go available?' }),
  bell: inside({}, '/bell', { until: 'Chloé' }),
  'bell-loading': inside({}, '/bell', { device: { devices: 'never' } }),
  'bell-failed': inside({ connection: reconnecting }, '/bell', {
    device: { devices: { is: 'unreachable', retryAfterMs: null, isTooMany: false }, permission: 'notAsked' },
    until: 'could not be shown',
  }),
  'bell-checked': inside({}, '/bell', {
    device: {
      permission: 'denied',
      ageMs: 12_000,
      checks: {
        s1: { page: times(5, 90, 180, 4_300), push: times(20, 800, 900, null) },
        s2: { page: null, push: times(20, null, null, null) },
        s3: { page: times(5, 60, null, null), push: null },
        s4: { page: null, push: { ...times(), failure: 'Gone.', failureKind: 'gone' } },
      },
    },
    press: ['of Ana', 'of Ben', 'of Maximil', 'of Chlo'],
    until: 'somebody there hears it',
    at: 'Ring a device',
  }),
  'home-cannot-keep': inside({ rows: busy, keeping: 'full' }),
  'home-pick-up-offline': inside(
    {
      rows: [
        missed({ why: 'unanswered', isShopperHere: true, canPickUp: true, contact: null }),
        missed({ chat: 'm1' as ChatId, canPickUp: true }),
      ],
      claims: [
        { chat: 'c8' as ChatId, asksUntil: now + 20_000 },
        { chat: 'm1' as ChatId, asksUntil: now - 1 },
      ],
      connection: reconnecting,
    },
    '/',
    { until: 'Offline.' },
  ),
  'home-closed': inside({
    rows: [
      ...busy,
      { ...me, isAvailable: false, closedOutAt: now - minutes(2) },
      { ...store, closed: { since: now - minutes(2), opensAt: now + minutes(1_137) } },
    ],
    isAvailable: false,
  }),
  'home-made-unavailable': inside({
    rows: [...busy, { ...me, isAvailable: false, madeUnavailableAt: now - minutes(2) }],
    isAvailable: false,
  }),
  'home-missed': inside({
    rows: [
      ...busy,
      missed({
        chat: 'm1' as ChatId,
        shopper: crystal,
        why: 'unanswered',
        isShopperHere: true,
        canPickUp: true,
        contact: null,
        missedAt: now - 40_000,
      }),
      missed({
        chat: 'm2' as ChatId,
        shopper: { ...crystal, name: longName, question: longQuestion },
        why: 'unanswered',
        canPickUp: true,
        contact: { address: '+44 20 7946 0958', text: longQuestion },
        missedAt: now - minutes(1_600),
      }),
      missed({
        chat: 'm3' as ChatId,
        shopper: nobodyKnown,
        why: 'shopperLeft',
        contact: { address: 'signal: @someone', text: '' },
        missedAt: now - minutes(200),
      }),
      missed({ chat: 'm4' as ChatId }),
      missed({ chat: 'm5' as ChatId }),
    ],
  }),
  'home-long': inside({
    rows: [
      chat({
        shopper: { ...crystal, name: longName },
        last: { from: 'shopper', text: longQuestion, at: now - minutes(61) },
        messages: 140,
      }),
      { ...team[1], kind: 'member', key: 'member/ben', id: 'ben' as MemberId, name: longName },
      chat({ id: 'c4' as ChatId, ended: { at: now - minutes(9), by: 'member' } }),
      { ...waiting, shopper: { ...crystal, name: longName, question: longQuestion } },
    ],
  }),
  'sign-out': inside({ rows: busy }, '/', { press: ['Sign out'] }),
  'sign-out-unsent': inside(
    { rows: busy, unsent: someUnsent, connection: reconnecting, draft: 'Shall I put it aside for you?' },
    '/',
    { press: ['Sign out'], until: 'Typed to Crystal Minh and not sent' },
  ),
  'sign-out-sending': inside({ rows: busy, unsent: someUnsent, connection: reconnecting }, '/', {
    press: ['Sign out', 'Send it first'],
  }),
  'sign-out-failed': inside({ rows: busy }, '/', { press: ['Sign out', 'Sign out, stay available'] }),
  locked: inside({ rows: busy, isLocked: true }, '/', { until: 'Enter your PIN' }),
  'locked-offline': inside({ rows: busy, isLocked: true, isAvailable: false, connection: reconnecting }, '/', {
    until: 'Enter your PIN',
  }),
  'locked-wrong-pin': inside({ rows: busy, isLocked: true }, '/', {
    press: ['Digit 1', 'Digit 1', 'Digit 4', 'Digit 5', 'Unlock'],
    until: 'not right',
  }),
  'locked-ringing': inside({ rows: [offer(), ...open], isLocked: true }, '/', { until: 'Your PIN opens' }),
  'locked-trying': inside({ rows: [offer(), ...open], isLocked: true, answer: 'never' }, '/', { press: ['Claim chat'] }),
  'locked-yours': inside({ rows: [offer(), ...open], isLocked: true }, '/', {
    press: ['Claim chat'],
    until: 'The chat is yours',
  }),
  'locked-taken': outcome({ state: 'taken', takenBy: ben, beingRung: [] }, { isLocked: true }),
  switch: inside({ rows: busy }, '/', { press: ['Switch person'], until: 'Who takes over' }),
  'switch-unsent': inside({ rows: busy, unsent: someUnsent, connection: reconnecting }, '/', {
    press: ['Switch person', 'Chloé'],
    until: 'Enter your PIN',
  }),
  'switch-and-claim': inside({ rows: [offer(), ...open], isLocked: true }, '/', {
    press: ['Not Ana?'],
    until: 'Who takes over',
  }),
  'switch-and-claim-pin': inside({ rows: [offer(), ...open] }, '/', { press: ['Not Ana?', 'Ben', 'Digit 2'] }),
  'came-for': inside({ cameFor: { chat: 'c1' as ChatId, offer: 'c1.1.1' as OfferId }, answer: 'never' }, '/', {
    until: 'Claiming the chat',
  }),
  'came-for-taken': inside(
    { cameFor: { chat: 'c1' as ChatId, offer: 'c1.1.1' as OfferId }, answer: problem('already-claimed', { by: ben }) },
    '/',
    { until: 'Taken by Ben' },
  ),
  update: inside({ rows: busy }, '/', { update: 'ready' }),
  'update-held': inside({ rows: busy, unsent: someUnsent }, '/', { update: 'held' }),
  install: inside({ rows: [{ ...me, openChats: 0 }] }, '/', { install: 'prompt', until: 'Install Shopbell', at: 'No, thanks' }),
  'install-by-hand': inside({ rows: [{ ...me, openChats: 0 }] }, '/', { install: 'byHand', until: 'Two taps', at: 'No, thanks' }),
  'update-taking': inside({ rows: busy }, '/', { update: 'taking' }),

  incoming: inside({ rows: [offer()] }),
  'incoming-new': inside({
    rows: [offer({ shopper: nobodyKnown, beingRung: ['ana'] as MemberId[], ringsUntil: now + 3_200 })],
  }),
  'incoming-long': inside({
    rows: [
      offer({
        shopper: {
          ...crystal,
          name: longName,
          question: longQuestion.slice(0, 2_000),
          lookingAt: {
            title: `${'Straight-leg jeans, indigo, with turned-up hems '.repeat(3)}`,
            url: null,
            imageUrl: null,
            price: '£94.00',
          },
        },
        beingRung: team.map(({ id }) => id),
      }),
    ],
  }),
  'incoming-trying': inside({ rows: [offer()], answer: 'never' }, '/', { press: ['Claim chat'] }),
  'incoming-offline': inside({ rows: [offer()], connection: reconnecting }),
  'incoming-rescue': inside({ rows: [offer({ why: 'rescue' })] }),
  'incoming-trying-offline': inside({ rows: [offer()], answer: 'never', connection: reconnecting }, '/', {
    press: ['Claim chat'],
  }),
  'incoming-trying-late': inside({ rows: [offer()], answer: 'never', asksForMs: 0, connection: reconnecting }, '/', {
    press: ['Claim chat'],
  }),
  'incoming-trying-earlier': inside({
    rows: [waiting],
    claims: [{ chat: 'c5' as ChatId, asksUntil: now + 9_000 }],
    connection: { is: 'connecting' },
  }),
  'outcome-taken': outcome({ state: 'taken', takenBy: ben, beingRung: [] }),
  'outcome-expired': outcome({ state: 'waiting', ringsUntil: null, beingRung: ['ben', 'chloe'] as MemberId[] }),
  'outcome-unsure': outcome({ ringsUntil: now - 5_000, beingRung: [] }, { connection: reconnecting }),
  'outcome-unsure-over': outcome({ ringsUntil: now - 60_000, requestEndsAt: now - 5_000 }, { connection: reconnecting }),
  'outcome-too-late': inside({ rows: [offer({ beingRung: [] })], answer: problem('asked-too-late') }, '/', {
    press: ['Claim chat'],
  }),
  'outcome-missed': outcome({ state: 'missed', beingRung: [] }),
  'outcome-withdrawn': outcome({ state: 'withdrawn', beingRung: [] }),
  'outcome-full': inside({ rows: [offer()], answer: problem('at-capacity', { capacity: 3 }) }, '/', { press: ['Claim chat'] }),
  'outcome-gave-up': inside({ rows: [offer({ state: 'ringing' })], answer: { is: 'gaveUp' } }, '/', { press: ['Claim chat'] }),

  conversation: inside(
    {
      rows: open,
      outgoing: [
        {
          id: 'o1' as CommandId,
          text: 'We have one left, I am putting it aside for you now.',
          at: now,
          state: { is: 'waiting' },
        },
      ],
    },
    '/chats/c2',
  ),
  'conversation-customer': inside({ rows: open }, '/chats/c2', { press: ['Customer'] }),
  'conversation-fresh': inside(
    {
      rows: [
        chat({ shopper: nobodyKnown, messages: 1, heldSince: now - 2_000, openedAt: now - 9_000 }),
        message(1, 'shopper', nobodyKnown.question, now - 9_000),
      ],
      history: { is: 'ok', value: { orders: [], ordersInAll: 0, viewed: [], earlierChats: [] } },
    },
    '/chats/c2',
  ),
  'conversation-long': inside(
    {
      rows: [chat({ shopper: { ...crystal, name: longName }, messages: 200, heldSince: now - minutes(1_499) }), ...longTalk],
      draft: 'A draft that was kept.\nAnd its second line, which is rather longer than the first one and wraps around.',
    },
    '/chats/c2',
  ),
  'conversation-failed': inside(
    {
      rows: open,
      outgoing: [
        { id: 'o1' as CommandId, text: 'Sending this one.', at: now, state: { is: 'sending' } },
        {
          id: 'o2' as CommandId,
          text: 'We have one left, I am putting it aside for you now.',
          at: now,
          state: { is: 'failed', answer: problem('not-holder', { by: ben }) },
        },
      ],
      history: { is: 'unreachable', retryAfterMs: null, isTooMany: false },
    },
    '/chats/c2',
  ),
  'conversation-hand-back': inside({ rows: [chat({ handBackUntil: now + 17_000 }), ...talk] }, '/chats/c2'),
  'conversation-hand-back-failed': inside(
    { rows: [chat({ handBackUntil: now + 1_000 }), ...talk], answer: problem('too-late-to-hand-back') },
    '/chats/c2',
    { press: ['Hand back'] },
  ),
  'conversation-rescue': inside({ rows: [chat({ isBeingRescued: true }), ...talk] }, '/chats/c2'),
  'conversation-taken-over': inside(
    {
      rows: [takenOver, ...talk],
      draft: 'I was just about to say that we have one left.',
      outgoing: [
        {
          id: 'o1' as CommandId,
          text: 'Sorry, here I am again.',
          at: now,
          state: { is: 'failed', answer: problem('not-holder', { by: ben }) },
        },
      ],
    },
    '/chats/c2',
  ),
  'conversation-left': endings({
    isShopperHere: false,
    contact: { address: 'priya@example.org', text: 'After six is best' },
  }),
  'conversation-ended': endings({ ended: { at: now - minutes(1), by: 'shopper' }, isShopperHere: false }),
  'conversation-ended-typing': inside(
    {
      rows: [chat({ ended: { at: now - minutes(1), by: 'shopper' }, isShopperHere: false }), ...talk],
      draft: 'And it is yours for',
    },
    '/chats/c2',
    { until: 'You had typed this:' },
  ),
  'conversation-end-ask': inside({ rows: open }, '/chats/c2', { press: ['End chat'] }),
  'conversation-loading': inside({ isLoaded: false, connection: { is: 'connecting' } }, '/chats/c2'),
  'conversation-not-yours': inside({ rows: [], draft: 'I was just about to say that we have one left.' }, '/chats/c2', {
    until: 'This chat is not with you',
  }),
  'conversation-offline': inside(
    {
      rows: open,
      history: 'never',
      connection: reconnecting,
      asOf: now - minutes(4),
      keeping: 'unavailable',
      unsent: someUnsent,
      outgoing: ['One moment, I am looking.', 'We have one left, I am putting it aside for you now.'].map((text, at) => ({
        id: `o${at}` as CommandId,
        text,
        at: now,
        state: { is: 'waiting' },
      })),
    },
    '/chats/c2',
    { until: 'Offline.' },
  ),
  banner: inside({ rows: [...open, offer()] }, '/chats/c2'),
  'banner-long': inside(
    { rows: [...open, offer({ shopper: { ...crystal, name: longName, question: longQuestion } })] },
    '/chats/c2',
  ),
  'banner-trying': inside({ rows: [...open, offer()], answer: 'never' }, '/chats/c2', { press: ['Claim chat'] }),
  'banner-trying-late': inside(
    { rows: [...open, offer()], answer: 'never', asksForMs: 0, connection: reconnecting },
    '/chats/c2',
    { press: ['Claim chat'] },
  ),
  'banner-taken': outcome({ state: 'taken', takenBy: ben, beingRung: [] }, {}, '/chats/c2'),
  'banner-expired': outcome({ state: 'waiting', ringsUntil: null }, {}, '/chats/c2'),
  'strip-made-unavailable': inside(
    { rows: [...open, { ...me, isAvailable: false, madeUnavailableAt: now }], isAvailable: false },
    '/chats/c2',
  ),
}
