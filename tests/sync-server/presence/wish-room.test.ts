/** The presence document as a transport of the wish: what devices write arrives, what does not belong there never stays. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { WishRoom } from '../../../sync-server/presence/wish-room.ts'

const register = { on: 10, off: 5 }

function device(room: WishRoom): Y.Doc {
  const doc = new Y.Doc()
  const state = room.stateSince(Y.encodeStateVector(doc))
  if (state) Y.applyUpdate(doc, state)
  return doc
}
function written(doc: Y.Doc, write: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  write(doc)
  return Y.encodeStateAsUpdate(doc, before)
}
const quietRoom = () => new WishRoom(register, () => {})

describe('AV2: the presence document', () => {
  test('a fresh document says what the register says, under the server’s key', () => {
    expect(quietRoom().wish()).toEqual(register)
    expect(device(quietRoom()).getMap('wish').toJSON()).toEqual({ server: register })
  })

  test('the wish is the largest stamp of each side over all keys', () => {
    const room = quietRoom()
    const tablet = device(room)
    const phone = device(room)
    expect(
      room.receive(
        written(tablet, (doc) => doc.getMap('wish').set('tablet', { on: 10, off: 30 })),
        'tablet',
        register,
      ),
    ).toBe(true)
    expect(
      room.receive(
        written(phone, (doc) => doc.getMap('wish').set('phone', { on: 20, off: 5 })),
        'phone',
        register,
      ),
    ).toBe(true)
    expect(room.wish()).toEqual({ on: 20, off: 30 })
  })

  test('AV4: the server writes its own key where the document says less than the register', () => {
    const room = quietRoom()
    room.ensure({ on: 10, off: 40 })
    expect(room.wish()).toEqual({ on: 10, off: 40 })
  })

  test('a stamp ahead of the server is taken out again, the others stay', () => {
    const room = quietRoom()
    const tablet = device(room)
    room.receive(
      written(tablet, (doc) => doc.getMap('wish').set('tablet', { on: 10_000, off: 0 })),
      'tablet',
      register,
    )
    expect(room.dropStampsBeyond(1_000)).toBe(true)
    expect(room.wish()).toEqual(register)
    expect(room.dropStampsBeyond(1_000)).toBe(false)
  })

  test.each<[string, (doc: Y.Doc) => void]>([
    ['another map', (doc) => doc.getMap('other').set('x', 1)],
    ['a text', (doc) => doc.getText('story').insert(0, 'once')],
    ['a wish with more than its stamps', (doc) => doc.getMap('wish').set('tablet', { on: 1, off: 2, note: 'hi' })],
    ['a stamp that is no whole number', (doc) => doc.getMap('wish').set('tablet', { on: 1.5, off: 2 })],
    ['a negative stamp', (doc) => doc.getMap('wish').set('tablet', { on: -1, off: 2 })],
    ['a key that is no identifier', (doc) => doc.getMap('wish').set('<b>', { on: 1, off: 2 })],
    [
      'hundreds of keys',
      (doc) => {
        for (let n = 0; n < 300; n += 1) doc.getMap('wish').set(`device-${n}`, { on: 1, off: 2 })
      },
    ],
  ])('refuses %s, and is then what the register says', (_, write) => {
    const room = quietRoom()
    expect(room.receive(written(device(room), write), 'tablet', register)).toBe(false)
    expect(device(room).getMap('wish').toJSON()).toEqual({ server: register })
  })

  test('refuses an update whose predecessors never came', () => {
    const room = quietRoom()
    const tablet = device(room)
    tablet.getMap('wish').set('tablet', { on: 20, off: 5 })
    const orphan = written(tablet, (doc) => doc.getMap('wish').set('tablet', { on: 20, off: 30 }))
    expect(room.receive(orphan, 'tablet', register)).toBe(false)
    expect(room.wish()).toEqual(register)
  })

  test('refuses bytes that are no update', () => {
    const room = quietRoom()
    expect(room.receive(Uint8Array.from([255, 255, 255, 255, 9, 9]), 'tablet', register)).toBe(false)
    expect(room.stateSince(Uint8Array.from([255, 255, 255, 255, 255]))).toBeNull()
    expect(room.wish()).toEqual(register)
  })

  test('everybody but the writer hears of a change', () => {
    const heard: unknown[] = []
    const room = new WishRoom(register, (_, origin) => heard.push(origin))
    room.receive(
      written(device(room), (doc) => doc.getMap('wish').set('tablet', { on: 11, off: 5 })),
      'tablet',
      register,
    )
    expect(heard).toEqual([null, 'tablet'])
  })
})
