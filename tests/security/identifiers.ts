/** A retailer at work, and the name of everything that it has: what another retailer's people might come to know and try. */
import { enrol } from '../support/device.ts'
import type { ScriptedMember } from '../support/member.ts'
import { signIn } from '../support/member.ts'
import { enrolmentCodeOf, type TestRetailer } from '../support/retailers.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'

export interface AtWork {
  readonly associate: ScriptedMember
  readonly manager: ScriptedMember
  readonly shopper: ScriptedShopper
  /** By kind: `chat`, `offer`, … */
  readonly identifiers: Readonly<Record<string, readonly string[]>>
  leave(): void
}

/** An address at the push service that the server under test may send to, where nobody listens. */
export const silentPushHost = 'localhost:9'

export async function putToWork(server: string, retailer: TestRetailer): Promise<AtWork> {
  const [store, otherStore] = retailer.stores
  const [one, , manages] = store?.members ?? []
  if (!store || !otherStore || !one || !manages) throw new Error('The retailer has too few stores or people.')
  const [tablet, office] = [await enrol(server, enrolmentCodeOf(one.id)), await enrol(server, enrolmentCodeOf(manages.id))]
  const associate = await signIn(server, { member: one.id, pin: one.pin, device: tablet })
  const manager = await signIn(server, { member: manages.id, pin: manages.pin, device: office })
  await associate.goAvailable()
  const keys = { p256dh: generator, auth: 'A'.repeat(22) }
  const endpoint = `https://${silentPushHost}/${retailer.id}`
  await associate.savePushSubscription({ endpoint, keys })
  const shopper = await visit(server, { store: store.id })
  const chat = await shopper.ask(`A question for ${retailer.id}?`)
  const offer = await associate.until('the ring', ({ ringing }) => ringing)
  await associate.claim(chat)
  const { fence } = await associate.until('the chat', ({ chats }) => chats.find(({ id }) => id === chat))
  await associate.say(chat, fence, 'We do.')
  await shopper.until('the answer', ({ messages }) => messages.length === 2)
  const check = await manager.ringDeviceOf(associate.id)
  return {
    associate,
    manager,
    shopper,
    identifiers: {
      retailer: [retailer.id],
      store: [store.id, otherStore.id],
      member: [one.id, manages.id],
      device: [tablet.id, office.id],
      shift: [associate.session.shift, manager.session.shift],
      shopper: [shopper.session.shopper],
      chat: [chat],
      offer: [offer.id],
      push: [`ring.${offer.id}`, `check.${check}`],
      check: [check],
      command: shopper.messages.map(({ id }) => id),
      customer: [retailer.customer],
    },
    leave() {
      associate.leave()
      manager.leave()
      shopper.goAway()
    },
  }
}

/** A point of P-256 that is one: the curve's own generator. */
const generator = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU'
