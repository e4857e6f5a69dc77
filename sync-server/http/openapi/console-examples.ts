/** Examples of the console: Emma manages the store that the examples of chats are about. */
import { defaultPolicy, policyBounds } from '../../../src/decider/policy.ts'

const at = 1_763_800_000_000
const store = { id: 'oxford-street', name: 'Oxford Street' }
const emma = { id: 'emma', name: 'Emma' }
const login = 'emma@shop.example'

/** Thirty-two bytes, base64url; not one of anybody's. */
export const token = 'm3cXn0aUqJ7b1sVh2yKf5tGd8wRz4eLp6iOuYxA9QvE'
export const consoleSignIn = { login, password: 'seven brass lanterns' }
export const consoleSession = {
  member: { ...emma, role: 'admin' },
  store,
  retailer: { id: 'marlow-finch', name: 'Marlow & Finch', locale: 'en-GB', currency: 'GBP' },
  login,
}
const credentialId = 'sWq8nV0mQk2rT7yUe5iOpA'
export const consoleAccount = {
  login,
  hasPassword: true,
  passkeys: [{ id: credentialId, name: 'Laptop in the office', createdAt: at, lastUsedAt: null }],
}
export const passkeyOptions = {
  challenge: 'Zk3vQ1uWm8pXc6bN0tRyLg',
  rpId: 'shopbell.example',
  userVerification: 'required',
  timeout: 60_000,
}
const clientDataJSON = 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0'
const credential = { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {} }
export const passkeyAssertion = {
  ...credential,
  response: { clientDataJSON, authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4', signature: 'MEUCIQDx', userHandle: 'ZW1tYQ' },
}
export const passkeyRegistration = {
  name: 'Laptop in the office',
  credential: { ...credential, response: { clientDataJSON, attestationObject: 'o2NmbXRkbm9uZQ' } },
}
export const changePassword = { current: 'seven brass lanterns', password: 'eight brass lanterns' }
export const choosePassword = { token, password: 'eight brass lanterns' }
export const offeredLink = { token, expiresAt: at + 259_200_000 }
export const setUp = {
  token,
  retailer: { name: 'Marlow & Finch', locale: 'en-GB', currency: 'GBP' },
  admin: { name: 'Emma', login, password: 'seven brass lanterns', pin: '4729' },
  store: { name: 'Oxford Street', timeZone: 'Europe/London' },
}

export const managedStore = { ...store, idleLockMs: 120_000, members: 5, devices: 2 }
export const addStore = { name: 'Brighton Lanes' }
export const managedPolicy = { policy: { ...defaultPolicy }, usual: { ...defaultPolicy }, bounds: { ...policyBounds } }
export const managedMember = {
  ...emma,
  role: 'admin',
  isYou: true,
  account: { login, hasPassword: true, passkeys: 1 },
  lockedOn: [{ device: '01932f00-1c2d-7e4f-8a5b-6c7d8e9f0a1b', name: 'Tablet at the till' }],
}
export const addTeamMember = { name: 'Ana', role: 'associate', pin: '4729' }
export const managedDevice = {
  id: '01932f00-1c2d-7e4f-8a5b-6c7d8e9f0a1b',
  name: 'Tablet at the till',
  owner: null,
  enrolledAt: at,
  enrolledBy: 'Emma',
  lastSeenAt: at + 86_400_000,
  onShift: {
    shift: '01932f00-3e4f-7061-8b72-c3d4e5f60718',
    member: { id: 'ana', name: 'Ana' },
    startedAt: at + 86_400_000,
    lockedAt: null,
  },
  bell: {
    isLive: true,
    push: 'working',
    lastCheck: {
      by: 'Emma',
      check: {
        id: '01932f00-4f50-7172-9c83-d4e5f6071829',
        shift: '01932f00-3e4f-7061-8b72-c3d4e5f60718',
        startedAt: at + 90_000_000,
        page: {
          sentAt: at + 90_000_000,
          deliveredAt: at + 90_000_040,
          displayedAt: at + 90_000_090,
          tappedAt: at + 90_004_000,
          failure: null,
          failureKind: null,
        },
        push: null,
      },
    },
  },
}
export const managedDevices = { devices: [managedDevice], at: at + 90_010_000 }
export const ringDevice = { id: managedDevice.bell.lastCheck.check.id }
export const offerEnrolment = { name: 'Tablet at the till', owner: null }
export const offeredEnrolment = { code: '7K3M-X9PA', expiresAt: at + 600_000 }
export const managedRetailer = { ...consoleSession.retailer, allowedSites: ['https://www.shop.example'] }
export const allowedSites = { allowedSites: ['https://www.shop.example'] }
export const auditPage = {
  entries: [
    {
      number: 42,
      at,
      by: { is: 'member', name: 'Emma' },
      action: 'memberAdded',
      subject: 'Ana',
      store,
      details: { role: 'associate' },
    },
  ],
  hasMore: false,
}
