/** Wishes in shared documents, and the page's report, with real Yjs documents. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { DeviceId, MemberId, OfferId } from '../../src/identifiers.ts'
import { type MemberPresence, wishMap } from '../../src/protocol/socket.ts'
import { OwnWish, report, teamIn, wishIn } from '../../src/replica/presence.ts'
import { createAwareness } from '../../src/replica/room-document.ts'
import { isAvailable, noWish, type Wish } from '../../src/replica/wish.ts'

/** One device of the member's, and the room's document as a server would hold it. */
function deviceOf(member: { register: Wish }, name: string, now: () => number, kept: Wish | null = null) {
  const written: Wish[] = []
  const own = new OwnWish({
    device: name as DeviceId,
    serverNow: now,
    register: () => member.register,
    kept,
    onWritten: (wish) => written.push(wish),
    onChange: () => {},
  })
  return { own, written }
}

/** A connection: a fresh document, brought to what the room holds, and from then on each told what the other writes. */
function connect(room: Doc, own: OwnWish): Doc {
  const doc = new Doc()
  applyUpdate(doc, encodeStateAsUpdate(room), 'network')
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'network' && applyUpdate(room, update, doc))
  room.on('update', (update: Uint8Array, origin: unknown) => origin !== doc && applyUpdate(doc, update, 'network'))
  own.attach(doc)
  return doc
}

describe('the wish on the device', () => {
  test('AV2: devices that toggled apart agree after they connect, on the last toggle', () => {
    const toggle = fc.record({ device: fc.integer({ min: 0, max: 2 }), isOn: fc.boolean() })
    fc.assert(
      fc.property(fc.array(toggle, { minLength: 1, maxLength: 12 }), (toggles) => {
        let now = 1_000
        const member = { register: noWish }
        const devices = ['a', 'b', 'c'].map((name) => deviceOf(member, name, () => now).own)
        for (const each of toggles) {
          now += 1
          devices[each.device]?.set(each.isOn)
        }
        const room = new Doc()
        for (const own of devices) connect(room, own)
        expect(isAvailable(wishIn(room))).toBe(toggles.at(-1)?.isOn)
        for (const own of devices) expect(own.wish).toEqual(wishIn(room))
      }),
    )
  })

  test('AV3: toggled offline it holds at once, is kept, and is synced once the log has it', () => {
    const member = { register: { on: 500, off: 0 } }
    const { own, written } = deviceOf(member, 'tablet', () => 2_000)
    expect(isAvailable(own.wish)).toBe(true)
    own.set(false)
    expect(isAvailable(own.wish)).toBe(false)
    expect(written).toEqual([{ on: 500, off: 2_000 }])
    expect(own.isSynced).toBe(false)

    const reopened = deviceOf(member, 'tablet', () => 3_000, written[0])
    expect(isAvailable(reopened.own.wish)).toBe(false)
    const room = new Doc()
    connect(room, reopened.own)
    expect(wishIn(room)).toEqual({ on: 500, off: 2_000 })
    member.register = wishIn(room)
    expect(reopened.own.isSynced).toBe(true)
  })

  test('a room that knows as much is not written to', () => {
    const room = new Doc()
    room.getMap(wishMap).set('server', { on: 500, off: 2_000 })
    const { own } = deviceOf({ register: noWish }, 'tablet', () => 3_000, { on: 500, off: 2_000 })
    connect(room, own)
    expect([...room.getMap(wishMap).keys()]).toEqual(['server'])
  })

  test('AV2: two pages of one device do not lose each other’s stamps under its one key', () => {
    const member = { register: noWish }
    let now = 1_000
    const one = deviceOf(member, 'tablet', () => now).own
    const two = deviceOf(member, 'tablet', () => now).own
    one.set(true)
    now = 2_000
    two.set(false)
    const room = new Doc()
    connect(room, two)
    connect(room, one)
    expect(wishIn(room)).toEqual({ on: 1_000, off: 2_000 })
  })

  test('MI3: the server’s own key makes unavailable, and going available beats it', () => {
    const room = new Doc()
    const { own } = deviceOf({ register: noWish }, 'tablet', () => 1_000)
    connect(room, own)
    own.set(true)
    room.getMap(wishMap).set('server', { on: 1_000, off: 5_000 })
    expect(isAvailable(own.wish)).toBe(false)
    own.set(true)
    expect(isAvailable(wishIn(room))).toBe(true)
  })

  test('AV2: stamps of the server’s log count as seen', () => {
    const { own } = deviceOf({ register: { on: 7_000, off: 9_000 } }, 'tablet', () => 1_000)
    expect(own.set(true)).toEqual({ on: 9_001, off: 9_000 })
  })

  test('AV2: a device whose key the server took out writes it again, the same way, by the right time', () => {
    let now = 9_000_000
    const { own, written } = deviceOf({ register: noWish }, 'tablet', () => now)
    own.set(true)
    const room = new Doc()
    connect(room, own)
    now = 2_000
    room.getMap(wishMap).delete('tablet')
    expect(wishIn(room)).toEqual({ on: 2_000, off: 0 })
    expect(own.wish).toEqual({ on: 2_000, off: 0 })
    expect(written.at(-1)).toEqual({ on: 2_000, off: 0 })
  })

  test('a document of a connection that is over says nothing any more', () => {
    const room = new Doc()
    const { own } = deviceOf({ register: noWish }, 'tablet', () => 1_000)
    connect(room, own)
    own.detach()
    room.getMap(wishMap).set('server', { on: 5_000, off: 0 })
    expect(isAvailable(own.wish)).toBe(false)
  })

  test('what is no wish in the document counts for nothing', () => {
    const doc = new Doc()
    doc.getMap(wishMap).set('odd', 'available')
    expect(wishIn(doc)).toEqual(noWish)
  })
})

describe('awareness', () => {
  test('the team is what the server published, never the page’s own report', () => {
    const doc = new Doc()
    const awareness = createAwareness(doc)
    const server = createAwareness(new Doc())
    const ben: MemberPresence = {
      member: 'ben' as MemberId,
      isAvailable: true,
      isReachable: true,
      isBeingRung: false,
      openChats: 0,
      since: 1,
      isMadeUnavailable: false,
    }
    server.setLocalState(ben)
    report(awareness, { delivered: [], displayed: [] })
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(server, [server.clientID]), 'server')
    expect(teamIn(awareness)).toEqual([ben])
  })

  test('OF5: a report is sent when it changes and not before', () => {
    const awareness = createAwareness(new Doc())
    let updates = 0
    awareness.on('update', () => updates++)
    const offer = 'chat-1.1.1' as OfferId
    report(awareness, { delivered: [offer], displayed: [] })
    report(awareness, { delivered: [offer], displayed: [] })
    expect(updates).toBe(1)
    report(awareness, { delivered: [offer], displayed: [offer] })
    expect(updates).toBe(2)
  })
})
