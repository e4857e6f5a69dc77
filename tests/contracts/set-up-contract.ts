/** What an engine must do with what managers set up: devices, wrong PINs, the console's accounts, and the audit trail. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceId, ShiftId } from '../../src/identifiers.ts'
import { alwaysOpen } from '../../src/protocol/hours.ts'
import type { Account, ConsoleSession, Passkey } from '../../sync-server/storage/accounts.ts'
import type { AuditEntry, NewAuditEntry } from '../../sync-server/storage/audit-trail.ts'
import type { DecisionToCommit } from '../../sync-server/storage/decision-log.ts'
import type { Device, Enrolment, LastBellCheck } from '../../sync-server/storage/devices.ts'
import type { KeptHours } from '../../sync-server/storage/hours.ts'
import type { OneTimeLink } from '../../sync-server/storage/one-time-links.ts'
import { type Storage, StorageFailure } from '../../sync-server/storage/storage.ts'
import { awkwardText, decision, member, memberId, retailer, retailerId, shift, store, storeId } from './storage-samples.ts'

/** An empty storage of its own for one test. */
export interface OpenedSetUp {
  readonly storage: Storage
  reopen(): Promise<Storage>
  /** A second process's storage on the same data, while the first is open. */
  another(): Promise<Storage>
  remove(): Promise<void>
}

const ann = memberId('ann')
const store1 = storeId('store-1')
const acme = retailerId('acme')
const tablet = 'tablet-1' as DeviceId

export function setUpContract(name: string, open: () => Promise<OpenedSetUp>): void {
  describe(`${name}: set-up contract`, () => {
    let opened: OpenedSetUp
    let storage: Storage
    const reopen = async () => {
      storage = await opened.reopen()
    }
    const trail = () => storage.audit.of({ retailer: acme, store: null }, { before: null, most: 100 })
    const actions = async () => (await trail()).map(({ action }) => action).reverse()

    beforeEach(async () => {
      opened = await open()
      storage = opened.storage
      await storage.setUp.addRetailer(retailer())
      await storage.setUp.addStore(store('store-1'))
      await storage.setUp.addStore(store('store-2'))
      await storage.setUp.addMember(member('ann'))
      await storage.setUp.addMember(member('bob'))
    })
    afterEach(() => opened.remove())

    describe('changes', () => {
      test('change what they name and nothing else, with their entry', async () => {
        await storage.setUp.changeRetailer(
          acme,
          { name: awkwardText, allowedSites: ['https://shop.example', 'https://www.shop.example'] },
          entry('retailerChanged'),
        )
        await storage.setUp.changeStore(store1, { idleLockMs: 60_000 }, entry('storeChanged'))
        await storage.setUp.changeMember(ann, { role: 'manager' }, entry('memberChanged'))
        await storage.setUp.changeMember(ann, { pinHash: 'other' }, entry('pinChanged'))
        await reopen()
        expect(await storage.directory.retailer(acme)).toEqual(
          retailer('acme', { name: awkwardText, allowedSites: ['https://shop.example', 'https://www.shop.example'] }),
        )
        expect(await storage.directory.stores(acme)).toEqual([store('store-1', { idleLockMs: 60_000 }), store('store-2')])
        expect(await storage.directory.members(store1)).toEqual([
          member('ann', { role: 'manager', pinHash: 'other' }),
          member('bob'),
        ])
        expect(await actions()).toEqual(['retailerChanged', 'storeChanged', 'memberChanged', 'pinChanged'])
      })

      test('of what is not there are refused, and keep no entry', async () => {
        const nobody = memberId('nobody')
        await expect(storage.setUp.changeRetailer(retailerId('x'), {}, entry('retailerChanged'))).rejects.toThrow(StorageFailure)
        await expect(storage.setUp.changeStore(storeId('x'), {}, entry('storeChanged'))).rejects.toThrow(StorageFailure)
        await expect(storage.setUp.changeMember(nobody, {}, entry('memberChanged'))).rejects.toThrow(StorageFailure)
        await expect(storage.setUp.addMember(member('ann'), entry('memberAdded'))).rejects.toThrow(StorageFailure)
        expect(await trail()).toEqual([])
      })

      test('a member who leaves takes shifts, account and wrong PINs along, and keeps the name', async () => {
        await storage.shifts.start(shift('one'))
        await storage.shifts.start(shift('two', { device: 'tablet-2' as DeviceId }))
        await storage.shifts.start(shift('bobs', { member: memberId('bob'), device: 'tablet-3' as DeviceId }))
        await storage.accounts.put(account())
        await storage.accounts.startSession(session('s1'))
        await storage.pinTries.countWrong(tablet, ann, 5)
        expect(await storage.setUp.removeMember(ann, 70, entry('memberRemoved'))).toEqual(['one', 'two'])
        expect(await storage.setUp.removeMember(ann, 80, entry('memberRemoved'))).toEqual([])
        await reopen()
        expect(await storage.directory.members(store1)).toEqual([member('bob')])
        expect(await storage.directory.member(ann)).toEqual(member('ann', { removedAt: 70 }))
        expect(await storage.shifts.find('hash-of-one')).toBeNull()
        expect(await storage.shifts.find('hash-of-bobs')).not.toBeNull()
        expect(await storage.accounts.ofMember(ann)).toBeNull()
        expect(await storage.accounts.session('hash-of-s1')).toBeNull()
        expect(await storage.pinTries.of(tablet, ann)).toBeNull()
        expect(await actions()).toEqual(['memberRemoved'])
      })
    })

    describe('devices', () => {
      test('are enrolled with a code, once', async () => {
        await storage.devices.offer(enrolment('code'))
        expect(await storage.devices.enrolment('hash-of-code')).toEqual(enrolment('code'))
        expect(await storage.devices.enrol(device(), 'hash-of-code', entry('deviceEnrolled'))).toBe(true)
        expect(await storage.devices.enrol(device('tablet-2'), 'hash-of-code', entry('deviceEnrolled'))).toBe(false)
        await reopen()
        expect(await storage.devices.find(tablet)).toEqual(device())
        expect(await storage.devices.findByToken('token-hash-of-tablet-1')).toEqual(device())
        expect(await storage.devices.find('tablet-2' as DeviceId)).toBeNull()
        expect(await storage.devices.enrolment('hash-of-code')).toBeNull()
        expect(await actions()).toEqual(['deviceEnrolled'])
      })

      test('a new code of the same person replaces the one before; expired ones are swept', async () => {
        await storage.devices.offer(enrolment('first'))
        await storage.devices.offer(enrolment('second'))
        await storage.devices.offer(enrolment('bobs', { createdBy: memberId('bob'), expiresAt: 900 }))
        expect(await storage.devices.enrolment('hash-of-first')).toBeNull()
        await storage.devices.sweep(1_000)
        expect(await storage.devices.enrolment('hash-of-second')).not.toBeNull()
        expect(await storage.devices.enrolment('hash-of-bobs')).toBeNull()
      })

      test('are listed by store as they were enrolled, renamed, and noted as seen', async () => {
        await storage.devices.add(device('z'))
        await storage.devices.add(device('a', { owner: ann, name: awkwardText }))
        await storage.devices.add(device('elsewhere', { store: storeId('store-2') }))
        await storage.devices.rename('z' as DeviceId, 'Till', entry('deviceRenamed'))
        await storage.devices.seen(['z' as DeviceId], 123.5)
        expect(await storage.devices.ofStore(store1)).toEqual([
          device('z', { name: 'Till', lastSeenAt: 123.5 }),
          device('a', { owner: ann, name: awkwardText }),
        ])
        await expect(storage.devices.rename('x' as DeviceId, 'X', entry('deviceRenamed'))).rejects.toThrow(StorageFailure)
      })

      test('revoked, are so for ever, and their shifts are over', async () => {
        await storage.devices.add(device())
        await storage.shifts.start(shift('on-it'))
        await storage.shifts.start(shift('on-another', { device: 'tablet-2' as DeviceId }))
        expect(await storage.devices.revoke(tablet, 50, entry('deviceRevoked'))).toEqual(['on-it'])
        expect(await storage.devices.revoke(tablet, 60, entry('deviceRevoked'))).toEqual([])
        expect(await storage.devices.find(tablet)).toEqual(device('tablet-1', { revokedAt: 50 }))
        expect(await storage.shifts.find('hash-of-on-it')).toBeNull()
        expect(await storage.shifts.find('hash-of-on-another')).not.toBeNull()
        expect(await actions()).toEqual(['deviceRevoked'])
      })
    })

    describe('bell checks', () => {
      const times = { sentAt: 100, deliveredAt: null, displayedAt: null, tappedAt: null, failure: null, failureKind: null }
      const check = (id: string, change: Partial<LastBellCheck['check']> = {}): LastBellCheck => ({
        device: tablet,
        startedBy: ann,
        check: { id, shift: 'shift-1' as ShiftId, startedAt: 100, page: null, push: times, ...change },
      })

      test('the last one of each device is kept, with what has come of it since', async () => {
        await storage.devices.add(device())
        await storage.devices.add(device('elsewhere', { store: storeId('store-2') }))
        expect(await storage.devices.bellChecks(store1)).toEqual([])
        await storage.devices.keepBellCheck(check('a'))
        await storage.devices.keepBellCheck(check('a', { push: { ...times, deliveredAt: 150 } }))
        await storage.devices.keepBellCheck({ ...check('b'), device: 'elsewhere' as DeviceId })
        await reopen()
        expect(await storage.devices.bellChecks(store1)).toEqual([check('a', { push: { ...times, deliveredAt: 150 } })])
        const later = { ...check('c', { startedAt: 200 }), startedBy: memberId('bob') }
        await storage.devices.keepBellCheck(later)
        expect(await storage.devices.bellChecks(store1)).toEqual([later])
      })

      test('what comes late of an earlier one takes the place of no later one', async () => {
        await storage.devices.add(device())
        await storage.devices.keepBellCheck(check('later', { startedAt: 200 }))
        await storage.devices.keepBellCheck(check('earlier', { push: { ...times, tappedAt: 300 } }))
        expect(await storage.devices.bellChecks(store1)).toEqual([check('later', { startedAt: 200 })])
      })

      test('are of devices that there are', async () => {
        await expect(storage.devices.keepBellCheck(check('a'))).rejects.toThrow(StorageFailure)
      })
    })

    test('wrong PINs are counted by device and member, survive a restart, and are forgiven', async () => {
      const bob = memberId('bob')
      expect(await storage.pinTries.countWrong(tablet, ann, 10)).toBe(1)
      expect(await storage.pinTries.countWrong(tablet, ann, 20.5)).toBe(2)
      expect(await storage.pinTries.countWrong('tablet-2' as DeviceId, ann, 30)).toBe(1)
      expect(await storage.pinTries.countWrong(tablet, bob, 40)).toBe(1)
      await reopen()
      expect(await storage.pinTries.of(tablet, ann)).toEqual({ device: tablet, member: ann, wrong: 2, lastAt: 20.5 })
      expect((await storage.pinTries.ofStore(store1)).map(({ lastAt }) => lastAt)).toEqual([40, 30, 20.5])
      expect(await storage.pinTries.ofStore(storeId('store-2'))).toEqual([])
      await storage.pinTries.clear(tablet, ann)
      expect(await storage.pinTries.of(tablet, ann)).toBeNull()
      expect(await storage.pinTries.of('tablet-2' as DeviceId, ann)).not.toBeNull()
      await storage.pinTries.clear(null, ann, entry('pinUnlocked'))
      expect(await storage.pinTries.ofStore(store1)).toEqual([{ device: tablet, member: bob, wrong: 1, lastAt: 40 }])
      expect(await actions()).toEqual(['pinUnlocked'])
    })

    describe('accounts', () => {
      test('are found by login and member; a login is one person’s', async () => {
        await storage.accounts.put(account(), entry('accountChanged'))
        await storage.accounts.put(account({ login: 'new@shop.example', passwordHash: null }))
        await reopen()
        expect(await storage.accounts.byLogin('ann@shop.example')).toBeNull()
        expect(await storage.accounts.byLogin('new@shop.example')).toEqual(
          account({ login: 'new@shop.example', passwordHash: null }),
        )
        expect(await storage.accounts.ofMember(ann)).toEqual(account({ login: 'new@shop.example', passwordHash: null }))
        const taken = storage.accounts.put(account({ member: memberId('bob'), login: 'new@shop.example' }))
        await expect(taken).rejects.toThrow(StorageFailure)
      })

      test('have passkeys, which count up and can be taken away', async () => {
        await storage.accounts.put(account())
        await storage.accounts.addPasskey(passkey('k1'), entry('passkeyAdded'))
        await storage.accounts.addPasskey(passkey('k2', { createdAt: 2 }))
        await storage.accounts.passkeyUsed('k1', 7, 99)
        expect(await storage.accounts.passkey('k1')).toEqual(passkey('k1', { counter: 7, lastUsedAt: 99 }))
        await storage.accounts.removePasskey('k1', entry('passkeyRemoved'))
        await storage.accounts.removePasskey('k1', entry('passkeyRemoved'))
        expect(await storage.accounts.passkeys(ann)).toEqual([passkey('k2', { createdAt: 2 })])
        expect(await actions()).toEqual(['passkeyAdded', 'passkeyRemoved'])
      })

      test('have sessions, which end one by one, all but one, by themselves, and with the account', async () => {
        await storage.accounts.put(account())
        for (const id of ['s1', 's2', 's3']) await storage.accounts.startSession(session(id))
        await storage.accounts.startSession(session('old', { expiresAt: 10 }))
        await storage.accounts.sweep(11)
        expect(await storage.accounts.session('hash-of-old')).toBeNull()
        expect(await storage.accounts.session('hash-of-s1')).toEqual(session('s1'))
        await storage.accounts.endSession('s1')
        expect(await storage.accounts.session('hash-of-s1')).toBeNull()
        await storage.accounts.endSessions(ann, 's3')
        expect(await storage.accounts.session('hash-of-s2')).toBeNull()
        expect(await storage.accounts.session('hash-of-s3')).not.toBeNull()
        await storage.accounts.remove(ann, entry('accountRemoved'))
        expect(await storage.accounts.session('hash-of-s3')).toBeNull()
        expect(await storage.accounts.ofMember(ann)).toBeNull()
      })
    })

    describe('one-time links', () => {
      const link = (token: string, change: Partial<OneTimeLink> = {}): OneTimeLink => ({
        tokenHash: `hash-of-${token}`,
        member: null,
        expiresAt: 2_000,
        ...change,
      })
      const first = {
        retailer: retailer('new'),
        store: store('new-store', { retailer: retailerId('new') }),
        hours: { store: storeId('new-store'), hours: { ...alwaysOpen, timeZone: 'Asia/Tokyo' }, changedAt: 5 },
        admin: member('zoe', { store: storeId('new-store'), role: 'admin' }),
        account: account({ member: memberId('zoe'), login: 'zoe@shop.example' }),
      } as const

      test('a new one replaces the one before it for the same thing; expired ones are swept', async () => {
        await storage.accounts.put(account())
        await storage.oneTimeLinks.offer(link('first'))
        await storage.oneTimeLinks.offer(link('second'))
        await storage.oneTimeLinks.offer(link('anns', { member: ann, expiresAt: 900 }), entry('accountChanged'))
        expect(await storage.oneTimeLinks.find('hash-of-first')).toBeNull()
        expect(await storage.oneTimeLinks.find('hash-of-second')).toEqual(link('second'))
        expect(await storage.oneTimeLinks.find('hash-of-anns')).toEqual(link('anns', { member: ann, expiresAt: 900 }))
        await storage.oneTimeLinks.sweep(1_000)
        expect(await storage.oneTimeLinks.find('hash-of-anns')).toBeNull()
        expect(await storage.oneTimeLinks.find('hash-of-second')).not.toBeNull()
        expect(await actions()).toEqual(['accountChanged'])
      })

      test('one makes a retailer once, wholly or not at all', async () => {
        await storage.accounts.put(account())
        await storage.oneTimeLinks.offer(link('anns', { member: ann }))
        expect(await storage.setUp.begin(first, 'hash-of-nothing')).toBe(false)
        expect(await storage.setUp.begin(first, 'hash-of-anns')).toBe(false)
        await storage.oneTimeLinks.offer(link('setup'))
        const taken = { ...first, account: account({ member: memberId('zoe') }) }
        await expect(storage.setUp.begin(taken, 'hash-of-setup', entry('retailerSetUp'))).rejects.toThrow(StorageFailure)
        expect(await storage.directory.retailer(retailerId('new'))).toBeNull()
        expect(await storage.setUp.begin(first, 'hash-of-setup', entry('retailerSetUp'))).toBe(true)
        expect(await storage.setUp.begin({ ...first, retailer: retailer('newer') }, 'hash-of-setup')).toBe(false)
        await reopen()
        expect(await storage.directory.retailer(retailerId('new'))).toEqual(first.retailer)
        expect(await storage.directory.members(storeId('new-store'))).toEqual([first.admin])
        expect(await storage.hours.of(storeId('new-store'))).toEqual(first.hours)
        expect(await storage.accounts.byLogin('zoe@shop.example')).toEqual(first.account)
        expect(await actions()).toEqual(['retailerSetUp'])
      })

      test('one chooses a password once, and ends the sessions that the old one had', async () => {
        await storage.accounts.put(account())
        await storage.accounts.startSession(session('s1'))
        await storage.oneTimeLinks.offer(link('setup'))
        await storage.oneTimeLinks.offer(link('anns', { member: ann }))
        expect(await storage.accounts.choosePassword('hash-of-setup', 'new')).toBe(false)
        expect(await storage.accounts.choosePassword('hash-of-anns', 'new', entry('accountChanged'))).toBe(true)
        expect(await storage.accounts.choosePassword('hash-of-anns', 'newer', entry('accountChanged'))).toBe(false)
        expect(await storage.accounts.ofMember(ann)).toEqual(account({ passwordHash: 'new' }))
        expect(await storage.accounts.session('hash-of-s1')).toBeNull()
        expect(await actions()).toEqual(['accountChanged'])
      })

      test('one goes with the account that it is for', async () => {
        await storage.accounts.put(account())
        await storage.oneTimeLinks.offer(link('anns', { member: ann }))
        await storage.setUp.removeMember(ann, 70)
        expect(await storage.oneTimeLinks.find('hash-of-anns')).toBeNull()
      })
    })

    test('what another process wrote is noticed once, and the shifts that it ended are known', async () => {
      await storage.shifts.start(shift('one'))
      await storage.shifts.start(shift('two', { member: memberId('bob'), device: 'tablet-2' as DeviceId }))
      const open = (await storage.shifts.ofStore(store1, 0)).map(({ id }) => id)
      expect(open).toHaveLength(2)
      await storage.otherProcesses.haveWritten()
      expect(await storage.otherProcesses.haveWritten()).toBe(false)
      const other = await opened.another()
      await other.setUp.removeMember(ann, 70)
      expect(await storage.otherProcesses.haveWritten()).toBe(true)
      expect(await storage.otherProcesses.haveWritten()).toBe(false)
      expect(await storage.otherProcesses.endedShifts(open)).toEqual(['one'])
      expect(await storage.otherProcesses.endedShifts([])).toEqual([])
    })

    test('which stores and teams were changed is known once, by whichever process', async () => {
      await storage.otherProcesses.storesChanged()
      const other = await opened.another()
      await other.setUp.changeMember(ann, { name: 'Anna' }, entry('memberChanged'))
      await storage.setUp.changeStore(store1, { name: 'Store One' }, entry('storeChanged'))
      await other.setUp.removeMember(ann, 70, entry('memberRemoved'))
      await other.audit.record(entry('deviceRenamed'))
      expect(await storage.otherProcesses.storesChanged()).toEqual([store1])
      expect(await storage.otherProcesses.storesChanged()).toEqual([])
      expect(await other.otherProcesses.storesChanged()).toEqual([store1])
    })

    test('an entry is kept in the commit of the decision that it is of, and not without it', async () => {
      const decided = (change: Partial<DecisionToCommit>) => decision({ audit: [entry('policyChanged')], ...change })
      expect(await storage.log.commit([decided({}), decided({ expectedVersion: 7 })])).toEqual(['committed', 'conflict'])
      expect(await actions()).toEqual(['policyChanged'])
    })

    test('hours are kept in one commit with their entry, or neither is', async () => {
      const kept = (id: string): KeptHours => ({ store: storeId(id), hours: alwaysOpen, changedAt: 1 })
      await storage.hours.keep(kept('store-1'), entry('hoursChanged'))
      await expect(storage.hours.keep(kept('nowhere'), entry('hoursChanged'))).rejects.toThrow(StorageFailure)
      await reopen()
      expect(await actions()).toEqual(['hoursChanged'])
    })

    test('the audit trail is told newest first, a page at a time, by store or whole, and to its retailer only', async () => {
      await storage.setUp.addRetailer(retailer('other'))
      await storage.audit.record(
        entry('storeAdded', { store: null }),
        entry('pinLocked', { details: { wrong: 10, awkwardText } }),
      )
      await storage.audit.record(entry('pinUnlocked', { store: storeId('store-2'), by: { is: 'operator' } }))
      await storage.audit.record(entry('policyChanged', { retailer: retailerId('other'), by: { is: 'server' } }))
      await reopen()
      const all = await trail()
      expect(all.map(({ number: _, ...rest }) => rest)).toEqual([
        entry('pinUnlocked', { store: storeId('store-2'), by: { is: 'operator' } }),
        entry('pinLocked', { details: { wrong: 10, awkwardText } }),
        entry('storeAdded', { store: null }),
      ])
      const [newest] = all as [AuditEntry]
      const page = await storage.audit.of({ retailer: acme, store: null }, { before: newest.number, most: 1 })
      expect(page.map(({ action }) => action)).toEqual(['pinLocked'])
      const ofStore = await storage.audit.of({ retailer: acme, store: store1 }, { before: null, most: 9 })
      expect(ofStore.map(({ action }) => action)).toEqual(['pinLocked'])
    })
  })
}

const entry = (action: NewAuditEntry['action'], change: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at: 1_000.5,
  retailer: acme,
  store: store1,
  by: { is: 'member', member: ann },
  action,
  subject: 'subject-1',
  details: {},
  ...change,
})
const device = (id = 'tablet-1', change: Partial<Device> = {}): Device => ({
  id: id as DeviceId,
  store: store1,
  owner: null,
  name: `Device ${id}`,
  tokenHash: `token-hash-of-${id}`,
  publicKey: 'spki',
  enrolledAt: 10.5,
  enrolledBy: ann,
  lastSeenAt: 10.5,
  revokedAt: null,
  ...change,
})
const enrolment = (code: string, change: Partial<Enrolment> = {}): Enrolment => ({
  codeHash: `hash-of-${code}`,
  store: store1,
  owner: null,
  name: 'Tablet at the till',
  createdBy: ann,
  expiresAt: 2_000,
  ...change,
})
const account = (change: Partial<Account> = {}): Account => ({
  member: ann,
  login: 'ann@shop.example',
  passwordHash: 'scrypt$…',
  ...change,
})
const passkey = (id: string, change: Partial<Passkey> = {}): Passkey => ({
  id,
  member: ann,
  publicKey: 'cose',
  counter: 0,
  name: 'Laptop',
  createdAt: 1,
  lastUsedAt: null,
  ...change,
})
const session = (id: string, change: Partial<ConsoleSession> = {}): ConsoleSession => ({
  id,
  tokenHash: `hash-of-${id}`,
  member: ann,
  startedAt: 1,
  expiresAt: 2_000,
  ...change,
})
