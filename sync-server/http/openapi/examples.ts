/** One small story, told in every example of the API's description: Priya asks about a lantern, Ana answers. */
import { defaultPolicy } from '../../../src/decider/policy.ts'
import { protocolVersion } from '../../../src/protocol/version.ts'
import { problemMeanings } from '../problem.ts'

/** The command that asked, and the chat that it opened. */
const asking = '01932f6e-5b7c-7a3e-9c4d-2f1e8a6b7c5d'
const chat = '01932f6e-5b7c-4e1d-9a2b-3c4d5e6f7a8b'
const asked = 1_763_800_000_000
const ana = { id: 'ana', name: 'Ana' }
const lantern = { title: 'Garden lantern, brass', url: 'https://shop.example/garden-lantern', imageUrl: null, price: '£48.00' }

const device = '01932f00-1c2d-7e4f-8a5b-6c7d8e9f0a1b'
const proof = 'kN0mY0q5m3m0v7Hn4rQk1n2t4Vd9b8mVx0Vx9mY7c4WJ3F2sK1pR6tZ8uB5eD0aGhL7iQ4oXyC9nM2vS6wT1rE'
export const enrolDevice = {
  code: '7K3M-X9PA',
  publicKey:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgZ5yq0dQm5bUo1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R9s0T1u2V3w4X5y6Z7a8B9c0D1e2F3g4Hw',
  proof,
}
export const deviceChallenge = { challenge: 'fZ3kQ9vB1nM7xC5sL2wR8tY4uP6oH0jG9dA3eK1iVbU' }
export const unlockSession = { pin: '1111', ...deviceChallenge, proof }
export const signIn = { member: 'ana', ...unlockSession }
export const session = {
  shift: '01932f6a-0a1b-7c2d-8e3f-4a5b6c7d8e9f',
  member: { ...ana, role: 'associate' },
  store: { id: 'oxford-street', name: 'Oxford Street' },
  retailer: { id: 'marlow-finch', name: 'Marlow & Finch', locale: 'en-GB', currency: 'GBP' },
  language: null,
  device,
  lockedAt: null,
  idleLockMs: 120_000,
  protocolVersion,
}
export const languageChoice = { language: 'de' }
export const signInFaces = { retailer: { id: 'shopbell', name: 'Shopbell' }, stores: [] }
export const deviceHere = {
  device: { id: device, name: 'Tablet at the till', isShared: true },
  retailer: { id: 'marlow-finch', name: 'Marlow & Finch' },
  stores: [{ id: 'oxford-street', name: 'Oxford Street', members: [{ ...ana, role: 'associate' }] }],
}
export const claimChat = {
  id: '01932f6e-7d1e-7f20-8a31-b2c3d4e5f607',
  shift: session.shift,
  kind: 'claimChat',
  chat,
  asksUntil: asked + 36_000,
}
export const handBackChat = {
  id: '01932f6e-8e2f-7031-8b42-c3d4e5f60718',
  shift: session.shift,
  kind: 'handBackChat',
  chat,
  fence: 1,
}
export const policy = { ...defaultPolicy }
const weekday = [{ from: '09:30', to: '19:00' }]
export const storeHours = {
  timeZone: 'Europe/London',
  week: {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: [{ from: '09:30', to: '20:00' }],
    friday: weekday,
    saturday: weekday,
    sunday: [{ from: '12:00', to: '18:00' }],
  },
  exceptions: [
    { date: '2025-12-24', open: [{ from: '09:30', to: '16:00' }] },
    { date: '2025-12-25', open: [] },
  ],
  makesUnavailable: true,
  closesShifts: true,
}
export const storeHoursNow = { ...storeHours, now: { isOpen: false, changesAt: 1_763_803_800_000 } }

export const shopperSessionRequest = { store: 'oxford-street' }
export const shopperSession = {
  token: 'm3cXn0aUqJ7b1sVh2yKf5tGd8wRz4eLp6iOuYxA9QvE.oxford-street',
  shopper: '01932f6d-9a8b-7c6d-8e5f-4a3b2c1d0e9f',
  name: null,
  isReturning: false,
  store: { id: 'oxford-street', name: 'Oxford Street' },
  chat: null,
}
export const askQuestion = {
  id: asking,
  question: 'Does the lantern hold a tea light?',
  name: 'Priya',
  lookingAt: { title: lantern.title, url: lantern.url, price: lantern.price },
  isReturningVisitor: true,
}
export const writeMessage = { id: '01932f6f-1a2b-7c3d-9e4f-5a6b7c8d9e0f', text: 'The brass one, please.' }
export const leaveContact = {
  id: '01932f70-2b3c-7d4e-8f5a-6b7c8d9e0f1a',
  address: 'priya@mail.example',
  text: 'After six is best.',
}
export const endByShopper = { id: '01932f71-3c4d-7e5f-9a6b-7c8d9e0f1a2b' }
export const shopperChat = {
  chat,
  stands: 'asking',
  asked: 3,
  askedInAll: 3,
  with: null,
  endedBy: null,
  hasLeftContact: false,
  canReopen: false,
}

const question = { number: 1, id: asking, from: 'shopper', text: askQuestion.question, at: asked }
const answer = { number: 2, id: '01932f6e-9f30-7142-8c53-d4e5f6071829', from: 'member', text: 'It does.', at: asked + 41_000 }
export const shopperMessages = {
  messages: [
    { ...question, name: null },
    { ...answer, name: 'Ana' },
  ],
  hasMore: false,
}
export const chatMessages = {
  messages: [
    { ...question, member: null },
    { ...answer, member: ana },
  ],
  hasMore: false,
}
export const shoppingHistory = {
  orders: [
    {
      number: 'MF-10482',
      orderedAt: asked - 1_036_800_000,
      currency: 'GBP',
      totalMinor: 7_600,
      lines: [
        { product: 'GLN-018', title: lantern.title, quantity: 1, unitPriceMinor: 4_800, cancelledQuantity: 0 },
        { product: 'CSH-330', title: 'Linen cushion, rust', quantity: 2, unitPriceMinor: 2_800, cancelledQuantity: 1 },
      ],
    },
  ],
  ordersInAll: 1,
  viewed: [{ ...lantern, viewedAt: asked - 60_000 }],
  earlierChats: [
    {
      chat: '0192f0aa-4d5e-7f60-8b71-a2b3c4d5e6f7',
      question: 'Do the mugs stack?',
      openedAt: asked - 17_971_200_000,
      withMember: 'Ben',
      minutes: 4,
    },
  ],
}

export const demoShop = {
  stores: [{ id: 'oxford-street', name: 'Oxford Street' }],
  customers: [{ customer: '20417', name: 'Priya Raman' }],
}
export const demoIdentity = { identity: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIyMDQxNyJ9.c2lnbmF0dXJl' }
export const problemMeaning = { type: '/problems/at-capacity', status: 409, ...problemMeanings['at-capacity'] }

export const pushKey = { publicKey: 'BJhOGpbXhJVwr8ijzI3JLrmnG03jEdf0zuPMoyRHpjB_vZfk1Rw6ugebcAU92YTfyasKsTT5YoQMlM73KAX5pPw' }
export const savePushSubscription = {
  endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABkY2Vs',
  keys: {
    p256dh: 'BBmBJ25z14Uur67PfM8aKquzQmreDa1yCs5X7MkMafXGu76qhAQ-MV2wLyh6XicFrxo-dkiDX1ZkUmPmn-eGmpI',
    auth: 'PP1qz6uwlV8j67YzBDc_JA',
  },
}
export const reportPush = { push: `ring.${chat}.1.1`, shift: session.shift, seen: 'displayed' }
export const startBellCheck = { id: '01932f80-4d5e-7f60-8b71-a2b3c4d5e6f7', shift: session.shift }
export const bellCheck = {
  ...startBellCheck,
  startedAt: asked,
  page: { sentAt: asked, deliveredAt: asked + 40, displayedAt: asked + 90, tappedAt: asked + 2_400, failure: null },
  push: { sentAt: asked + 210, deliveredAt: asked + 900, displayedAt: null, tappedAt: null, failure: null },
}
export const ringableDevices = {
  devices: [{ shift: session.shift, device, isThis: true, member: ana, isLive: true, lastHeardAt: asked, push: 'working' }],
}
