/** What the connection to a room carries: made for each connection anew, so that no page brings an old one's history back. */
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'

export interface RoomDocument {
  readonly doc: Doc
  readonly awareness: Awareness
}

export function newRoomDocument(): RoomDocument {
  const doc = new Doc()
  return { doc, awareness: createAwareness(doc) }
}

/**
 * Awareness for a room in which the server alone publishes: states do not age (the connection's own echo tells whether it is
 * alive), so nothing is renewed or dropped by timer.
 */
export function createAwareness(doc: Doc): Awareness {
  const awareness = new Awareness(doc) as Awareness & { _checkInterval: ReturnType<typeof setInterval> }
  clearInterval(awareness._checkInterval)
  return awareness
}
