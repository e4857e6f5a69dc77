/** Wishes in shared documents, and the page's report, with real Yjs documents. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { DeviceId, MemberId, OfferId } from '../../src/identifiers.ts'
import { type MemberPresence, wishMap } from '../../src/protocol/socket.ts'
import { createAwareness, keepWish, report, teamIn, wishIn, writeWish } from '../../src/replica/presence.ts'
import { isAvailable, noWish } from '../../src/replica/wish.ts'

const device = (n: number) => `device-${n}` as DeviceId

describe('AV2: the wish in the presence document', () => {
  test('AV2: devices that toggled apart agree after any exchange, and on the last toggle', () => {
    const toggle = fc.record({ device: fc.integer({ min: 0, max: 2 }), isOn: fc.boolean() })
    fc.assert(
      fc.property(fc.array(toggle, { minLength: 1, maxLength: 12 }), (toggles) => {
        const docs = [new Doc(), new Doc(), new Doc()]
        toggles.forEach((each, n) => {
          const doc = docs[each.device]
          if (doc) writeWish(doc, device(each.device), each.isOn, 1_000 + n, noWish)
        })
        for (const from of docs) for (const to of docs) applyUpdate(to, encodeStateAsUpdate(from))
        for (const doc of docs) expect(isAvailable(wishIn(doc))).toBe(toggles.at(-1)?.isOn)
      }),
    )
  })

  test('MI3: the server’s own key makes unavailable, and going available beats it', () => {
    const doc = new Doc()
    writeWish(doc, device(1), true, 1_000, noWish)
    doc.getMap(wishMap).set('server', { on: 1_000, off: 5_000 })
    expect(isAvailable(wishIn(doc))).toBe(false)
    writeWish(doc, device(1), true, 2_000, noWish)
    expect(isAvailable(wishIn(doc))).toBe(true)
  })

  test('AV2: stamps of the server’s log count as seen', () => {
    const doc = new Doc()
    expect(writeWish(doc, device(1), true, 1_000, { on: 7_000, off: 9_000 })).toEqual({ on: 9_001, off: 9_000 })
  })

  test('AV2: a device whose key the server took out writes it again, the same way, by the right time', () => {
    const [server, page] = [new Doc(), new Doc()]
    keepWish(page, device(1), () => 2_000)
    writeWish(page, device(1), true, 9_000_000, noWish)
    applyUpdate(server, encodeStateAsUpdate(page))
    server.getMap(wishMap).delete(device(1))
    applyUpdate(page, encodeStateAsUpdate(server))
    expect(wishIn(page)).toEqual({ on: 2_000, off: 0 })
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
