/** The console's members: who is on a store's team, as what, and with which PIN. */
import { Type } from 'typebox'
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import { AddTeamMember, ChangeMember, ManagedMember, ManagedMembers, NewPin } from '../../src/protocol/console.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { hashPin, isPinEasilyGuessed } from '../members/pin.ts'
import type { DirectoryMember } from '../storage/directory.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy, type Manager } from './console-sessions.ts'
import { managerOf } from './in-console.ts'
import { membersOf, refuseLastAdmin } from './member-rows.ts'
import { outOfBounds, plainName } from './names.ts'
import { WhichStore } from './store-routes.ts'

export const WhichMember = Type.Object({ member: Identifier<MemberId>('The member') })
const changed = [...withBody, 'not-signed-in', 'not-yours', 'wrong-origin', 'unknown-member'] as const
const done = ['malformed-request', 'not-signed-in', 'not-yours', 'wrong-origin', 'unknown-member'] as const

/** Needs a scope that requires a manager. */
export function memberRoutes(app: App, parts: ConsoleParts): void {
  const { storage, clock, reach, revoking, teamChanged, newIdentifier } = parts
  app.addHook('preHandler', refuseUnprintable)

  app.get(
    '/console/stores/:store/members',
    {
      schema: {
        operationId: 'listManagedMembers',
        tags: ['Console'],
        summary: 'A store’s team',
        security: byConsole,
        params: WhichStore,
        response: answers({ 200: { description: 'In the order in which they were added', schema: ManagedMembers } }, [
          'malformed-request',
          'not-signed-in',
          'unknown-store',
        ]),
      },
    },
    async (request): Promise<ManagedMembers> => {
      const manager = managerOf(request)
      const store = await reach.store(manager, request.params.store)
      return { members: await membersOf(storage, manager, store.id) }
    },
  )

  app.post(
    '/console/stores/:store/members',
    {
      schema: {
        operationId: 'addMember',
        tags: ['Console'],
        summary: 'Add somebody to a store’s team',
        description:
          'With the PIN that they will sign in with on the store’s devices; one that a colleague would try first is not taken. Only admins add admins.',
        security: byConsole,
        params: WhichStore,
        body: AddTeamMember,
        response: answers({ 201: { description: 'The new member', schema: ManagedMember } }, [
          ...withBody,
          'not-signed-in',
          'not-yours',
          'wrong-origin',
          'unknown-store',
        ]),
      },
    },
    async (request, reply): Promise<ManagedMember> => {
      const manager = managerOf(request)
      const store = await reach.store(manager, request.params.store)
      const { name, role, pin } = request.body
      refuseMakingAdmin(manager, role)
      refuseGuessedPin(pin)
      const member: DirectoryMember = {
        id: newIdentifier() as MemberId,
        store: store.id,
        name: plainName(name, 'name'),
        role,
        pinHash: await hashPin(pin),
        language: null,
        removedAt: null,
      }
      await storage.setUp.addMember(member, entryBy(manager, clock.now(), 'memberAdded', member.id, { role }, store.id))
      await teamChanged(store.id)
      reply.code(201)
      return rowOf(manager, member.id, store.id)
    },
  )

  app.put(
    '/console/members/:member',
    {
      schema: {
        operationId: 'changeMember',
        tags: ['Console'],
        summary: 'Rename a member, or give them another role',
        description: 'What is left out stays. Whoever becomes an associate loses their account for the console.',
        security: byConsole,
        params: WhichMember,
        body: ChangeMember,
        response: answers({ 200: { description: 'The member as they are now', schema: ManagedMember } }, [
          ...changed,
          'last-admin',
        ]),
      },
    },
    async (request): Promise<ManagedMember> => {
      const manager = managerOf(request)
      const member = await reach.memberToChange(manager, request.params.member)
      const { name, role } = request.body
      if (role !== undefined && role !== member.role) {
        refuseMakingAdmin(manager, role)
        await refuseLastAdmin(storage, manager, member)
        if (role === 'associate' && (await storage.accounts.ofMember(member.id))) {
          await storage.accounts.remove(member.id, entry(manager, 'accountRemoved', member))
        }
      }
      const change = {
        ...(name === undefined ? {} : { name: plainName(name, 'name') }),
        ...(role === undefined ? {} : { role }),
      }
      // Names may have to be erased one day; the trail says that one was changed, and not to what.
      const told = { ...(name === undefined ? {} : { renamed: true }), ...(role === undefined ? {} : { role }) }
      await storage.setUp.changeMember(member.id, change, entry(manager, 'memberChanged', member, told))
      await teamChanged(member.store)
      return rowOf(manager, member.id, member.store)
    },
  )

  app.put(
    '/console/members/:member/pin',
    {
      schema: {
        operationId: 'changePin',
        tags: ['Console'],
        summary: 'Give a member another PIN',
        description: 'Wrong PINs of before are forgotten.',
        security: byConsole,
        params: WhichMember,
        body: NewPin,
        response: answers({ 204: { description: 'The new one holds' } }, changed),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const member = await reach.memberToChange(manager, request.params.member)
      refuseGuessedPin(request.body.pin)
      const pinHash = await hashPin(request.body.pin)
      await storage.setUp.changeMember(member.id, { pinHash }, entry(manager, 'pinChanged', member))
      await storage.pinTries.clear(null, member.id)
      reply.code(204)
    },
  )

  app.post(
    '/console/members/:member/unlock',
    {
      schema: {
        operationId: 'unlockPinFromConsole',
        tags: ['Console'],
        summary: 'Let a member try their PIN again',
        description: 'Forgets their wrong PINs on every device. Also answers 204 where there were none.',
        security: byConsole,
        params: WhichMember,
        response: answers({ 204: { description: 'They can try again' } }, done),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const member = await reach.member(manager, request.params.member)
      const wrong = (await storage.pinTries.ofStore(member.store)).some((one) => one.member === member.id)
      if (wrong) await storage.pinTries.clear(null, member.id, entry(manager, 'pinUnlocked', member))
      reply.code(204)
    },
  )

  app.delete(
    '/console/members/:member',
    {
      schema: {
        operationId: 'removeMember',
        tags: ['Console'],
        summary: 'Take a member off the team',
        description:
          'They are signed out everywhere at once, and their way into the console is gone. Colleagues are asked at once to take over a chat that they hold. Their name stays with the chats that they had.',
        security: byConsole,
        params: WhichMember,
        response: answers({ 204: { description: 'They are off the team' } }, [...done, 'last-admin']),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const member = await reach.memberToChange(manager, request.params.member)
      await refuseLastAdmin(storage, manager, member)
      await revoking.member(member.id, { is: 'member', member: manager.member.id })
      await teamChanged(member.store)
      reply.code(204)
    },
  )

  const entry = (manager: Manager, action: Parameters<typeof entryBy>[2], member: DirectoryMember, details = {}) =>
    entryBy(manager, clock.now(), action, member.id, details, member.store)

  async function rowOf(manager: Manager, id: MemberId, store: StoreId): Promise<ManagedMember> {
    const row = (await membersOf(storage, manager, store)).find((one) => one.id === id)
    if (!row) throw new ProblemReply('unknown-member', 'They have left the team meanwhile.')
    return row
  }
}

function refuseMakingAdmin(manager: Manager, role: DirectoryMember['role']): void {
  if (role !== 'admin' || manager.member.role === 'admin') return
  throw new ProblemReply('not-yours', 'Only an admin can make somebody an admin. Ask one of them.')
}

export function refuseGuessedPin(pin: string, at = 'pin'): void {
  if (isPinEasilyGuessed(pin)) throw outOfBounds(at, 'is one that a colleague would try first')
}
