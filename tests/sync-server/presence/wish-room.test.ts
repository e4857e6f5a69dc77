/** The presence document as a transport of the wish: what devices write arrives, what does not belong there never gets in. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Wish } from '../../../src/decider/wish.ts'
import { WishRoom } from '../../../sync-server/presence/wish-room.ts'

const register = { on: 10, off: 5 }

/** A page's document in step with the room's. */
function page(room: WishRoom): Y.Doc {
  const doc = new Y.Doc()
  catchUp(room, doc)
  return doc
}
function catchUp(room: WishRoom, doc: Y.Doc): void {
  const state = room.stateSince(Y.encodeStateVector(doc))
  if (state) Y.applyUpdate(doc, state)
}
function written(doc: Y.Doc, write: (map: Y.Map<unknown>, doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  write(doc.getMap('wish'), doc)
  return Y.encodeStateAsUpdate(doc, before)
}
const said = (room: WishRoom) => page(room).getMap('wish').toJSON()
const roomOf = (wish: Wish = register) => new WishRoom(wish)
const size = (room: WishRoom) => (room.stateSince(Uint8Array.from([0])) ?? expect.fail('no state')).length

describe('AV2: the presence document', () => {
  test('a fresh document says what the register says, under the server’s key', () => {
    expect(roomOf().wish()).toEqual(register)
    expect(said(roomOf())).toEqual({ server: register })
  })

  test('the wish is the largest stamp of each side over all keys', () => {
    const room = roomOf()
    const [tablet, phone] = [page(room), page(room)]
    const ofTablet = written(tablet, (map) => map.set('tablet', { on: 10, off: 30 }))
    const ofPhone = written(phone, (map) => map.set('phone', { on: 20, off: 5 }))
    expect(room.receive(ofTablet, 'tablet', register)).toBe('sound')
    expect(room.receive(ofPhone, 'phone', register)).toBe('sound')
    expect(room.wish()).toEqual({ on: 20, off: 30 })
  })

  test('AV4: the server writes its own key where the document says less than the register', () => {
    const room = roomOf()
    room.ensure({ on: 10, off: 40 })
    expect(room.wish()).toEqual({ on: 10, off: 40 })
  })

  test('a stamp ahead of the server is taken out again, the others stay', () => {
    const room = roomOf()
    const ahead = written(page(room), (map) => map.set('tablet', { on: 10_000, off: 0 }))
    room.receive(ahead, 'tablet', register)
    expect(room.dropStampsBeyond(1_000)).not.toBeNull()
    expect(room.wish()).toEqual(register)
    expect(room.dropStampsBeyond(1_000)).toBeNull()
  })

  test('a page that comes back hands over what it wrote while it was away', () => {
    const room = roomOf()
    const tablet = page(room)
    for (let n = 0; n < 100; n += 1) tablet.getMap('wish').set('tablet', { on: 10, off: 20 + n })
    expect(room.receive(Y.encodeStateAsUpdate(tablet, room.stateVector()), 'tablet', register)).toBe('sound')
    expect(room.wish()).toEqual({ on: 10, off: 119 })
  })

  // Which of two values Yjs keeps depends on the clients' random numbers.
  test.each(Array.from({ length: 8 }, (_, n) => n))(
    'a page may hand back a document from before the room was made anew (%i)',
    () => {
      const before = roomOf()
      const [tablet, phone] = [page(before), page(before)]
      before.receive(
        written(phone, (map) => map.set('phone', { on: 12, off: 5 })),
        'phone',
        register,
      )
      catchUp(before, tablet)
      before.receive(
        written(tablet, (map) => map.set('tablet', { on: 12, off: 13 })),
        'tablet',
        register,
      )
      const after = roomOf({ on: 12, off: 13 })
      catchUp(after, tablet)
      const handedBack = Y.encodeStateAsUpdate(tablet, after.stateVector())
      expect(after.receive(handedBack, 'tablet', { on: 12, off: 13 })).toBe('sound')
      // An old word of the server's may now stand in the place of its newest.
      after.ensure({ on: 12, off: 13 })
      expect(after.wish()).toEqual({ on: 12, off: 13 })
    },
  )

  test('two pages of one device take turns at its key', () => {
    const room = roomOf()
    const [one, other] = [page(room), page(room)]
    for (let n = 0; n < 10; n += 1) {
      const tab = n % 2 === 0 ? one : other
      catchUp(room, tab)
      const turn = written(tab, (map) => map.set('tablet', { on: 10, off: 20 + n }))
      expect(room.receive(turn, 'tablet', register)).toBe('sound')
    }
    const anew = roomOf({ on: 10, off: 29 })
    catchUp(room, one)
    expect(anew.receive(Y.encodeStateAsUpdate(one), 'tablet', { on: 10, off: 29 })).toBe('sound')
  })
})

test('AV2: a document that was let go of between changes is the same document', () => {
  const room = roomOf()
  const tablet = page(room)
  const toggle = (off: number) =>
    room.receive(
      written(tablet, (map) => map.set('tablet', { on: 10, off })),
      'tablet',
      register,
    )
  for (let n = 0; n < 200; n += 1) {
    expect(toggle(20 + n)).toBe('sound')
    const before = { vector: room.stateVector(), said: said(room), wish: room.wish() }
    // Once it has been used, and once it has not.
    room.rest()
    room.rest()
    expect({ vector: room.stateVector(), said: said(room), wish: room.wish() }).toEqual(before)
    expect(room.isOvergrown).toBe(false)
  }
  for (let off = 1_000; off < 1_010; off += 1) {
    room.ensure({ on: 10, off })
    room.rest()
    room.rest()
  }
  // The server’s and the tablet’s: waking up leaves no trace.
  expect(Y.decodeStateVector(room.stateVector()).size).toBe(2)
  catchUp(room, tablet)
  expect(tablet.getMap('wish').toJSON()).toEqual({ server: { on: 10, off: 1_009 }, tablet: { on: 10, off: 219 } })
})

describe('what does not belong in the document never gets in', () => {
  type Write = (map: Y.Map<unknown>, doc: Y.Doc) => void
  test.each<[string, Write, string]>([
    ['another map', (_, doc) => doc.getMap('other').set('tablet', { on: 1, off: 2 }), 'broken'],
    ['a text', (_, doc) => doc.getText('wish-text').insert(0, 'once'), 'broken'],
    ['a map in the map', (map) => map.set('tablet', new Y.Map()), 'broken'],
    ['a document in the map', (map) => map.set('tablet', new Y.Doc()), 'broken'],
    ['a wish with more than its stamps', (map) => map.set('tablet', { on: 1, off: 2, note: 'hi' }), 'broken'],
    ['a stamp that is no whole number', (map) => map.set('tablet', { on: 1.5, off: 2 }), 'broken'],
    ['a negative stamp', (map) => map.set('tablet', { on: -1, off: 2 }), 'broken'],
    ['a key that is no identifier', (map) => map.set('<b>', { on: 1, off: 2 }), 'broken'],
    ['a new wish under another device’s key', (map) => map.set('phone', { on: 11, off: 5 }), 'notYours'],
    ['a new wish under a device’s key that nobody has', (map) => map.set('laptop', { on: 11, off: 5 }), 'notYours'],
    ['a new wish under the server’s key', (map) => map.set('server', { on: 10, off: 99 }), 'notYours'],
    ['an old wish over the server’s key', (map) => map.set('server', { on: 0, off: 0 }), 'notYours'],
    ['an old wish over another device’s key', (map) => map.set('phone', { on: 0, off: 0 }), 'notYours'],
    ['the server’s key taken out', (map) => map.delete('server'), 'notYours'],
    ['another device’s key taken out', (map) => map.delete('phone'), 'notYours'],
    [
      'its own key and another’s, as one client',
      (map) => {
        map.set('tablet', { on: 11, off: 5 })
        map.set('laptop', { on: 1, off: 1 })
      },
      'notYours',
    ],
    [
      'hundreds of keys',
      (map) => {
        for (let n = 0; n < 300; n += 1) map.set(`device-${n}`, { on: 1, off: 2 })
      },
      'tooLarge',
    ],
  ])('%s', (_, write, verdict) => {
    const room = roomOf()
    room.receive(
      written(page(room), (map) => map.set('phone', { on: 9, off: 5 })),
      'phone',
      register,
    )
    const before = { said: said(room), state: room.stateVector() }
    expect(room.receive(written(page(room), write), 'tablet', register)).toBe(verdict)
    expect({ said: said(room), state: room.stateVector() }).toEqual(before)
  })

  test('a list of the map’s name', () => {
    const list = new Y.Doc()
    list.getArray('wish').push([{ on: 20, off: 5 }])
    expect(roomOf().receive(Y.encodeStateAsUpdate(list), 'tablet', register)).toBe('broken')
  })

  test('writing as a client that is another’s', () => {
    const room = roomOf()
    const phone = page(room)
    room.receive(
      written(phone, (map) => map.set('phone', { on: 9, off: 5 })),
      'phone',
      register,
    )
    const pretender = page(room)
    pretender.clientID = phone.clientID
    const update = written(pretender, (map) => map.set('tablet', { on: 11, off: 5 }))
    expect(room.receive(update, 'tablet', register)).toBe('notYours')
    const later = written(phone, (map) => map.set('phone', { on: 9, off: 12 }))
    expect(room.receive(later, 'phone', register)).toBe('sound')
  })

  test('an update whose predecessors never came', () => {
    const room = roomOf()
    const tablet = page(room)
    tablet.getMap('wish').set('tablet', { on: 20, off: 5 })
    const orphan = written(tablet, (map) => map.set('tablet', { on: 20, off: 30 }))
    expect(room.receive(orphan, 'tablet', register)).toBe('broken')
    expect(said(room)).toEqual({ server: register })
  })

  test('bytes that are no update', () => {
    const room = roomOf()
    expect(room.receive(Uint8Array.from([255, 255, 255, 255, 9, 9]), 'tablet', register)).toBe('broken')
    expect(room.stateSince(Uint8Array.from([255, 255, 255, 255, 255]))).toBeNull()
    expect(room.wish()).toEqual(register)
  })

  test('whatever is done to the bytes of an update, no foreign word gets in and nothing is left waiting', () => {
    const valid = written(page(roomOf()), (map) => {
      map.set('tablet', { on: 20, off: 5 })
      map.set('tablet', { on: 20, off: 21 })
    })
    const spoilt = fc
      .array(fc.tuple(fc.nat({ max: valid.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 })
      .map((changes) => {
        const bytes = Uint8Array.from(valid)
        for (const [at, byte] of changes) bytes[at] = byte
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 80 })), (bytes) => {
        const room = roomOf()
        const verdict = room.receive(bytes, 'tablet', register)
        const keys = Object.keys(said(room))
        expect(keys.filter((key) => key !== 'tablet' && key !== 'server')).toEqual([])
        if (verdict !== 'sound') expect(said(room)).toEqual({ server: register })
        // Stock Yjs hands on what it keeps waiting, too: nothing more than what it has is to be found in its state.
        expect(Y.encodeStateVectorFromUpdate(room.stateSince(Uint8Array.from([0])) ?? new Uint8Array())).toEqual(
          room.stateVector(),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('growth', () => {
  test('thousands of page loads that each toggle leave a document of a few kilobytes', () => {
    const [loads, toggles] = [2_000, 20]
    const room = roomOf()
    let largest = 0
    for (let load = 0; load < loads; load += 1) {
      const tablet = page(room)
      const update = written(tablet, (map) => {
        for (let n = 1; n <= toggles; n += 1) map.set('tablet', { on: 10, off: load * toggles + n + 10 })
      })
      expect(room.receive(update, 'tablet', register)).toBe('sound')
      largest = Math.max(largest, size(room))
      if (room.isOvergrown) room.renew(room.wish())
    }
    expect(room.wish()).toEqual({ on: 10, off: loads * toggles + 10 })
    expect(largest).toBeLessThan(8 * 1024)
  })

  test('made anew, the document says what the store keeps and no more, and a fresh page can write in it', () => {
    const room = roomOf()
    room.receive(
      written(page(room), (map) => map.set('tablet', { on: 11, off: 5 })),
      'tablet',
      register,
    )
    room.renew({ on: 10, off: 6 })
    expect(said(room)).toEqual({ server: { on: 10, off: 6 } })
    const toggle = written(page(room), (map) => map.set('tablet', { on: 11, off: 12 }))
    expect(room.receive(toggle, 'tablet', register)).toBe('sound')
    expect(room.wish()).toEqual({ on: 11, off: 12 })
  })
})
