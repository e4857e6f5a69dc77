/**
 * Availability and attention on the device: the member's own wish in their presence document, the team as the server
 * publishes it, and the page's report of which offers it has and shows.
 */
import { Awareness } from 'y-protocols/awareness'
import type { Doc, YMapEvent } from 'yjs'
import type { DeviceId } from '../identifiers.ts'
import { type MemberPresence, type PageReport, wishMap } from '../protocol/socket.ts'
import { isAvailable, merge, noWish, readWish, type Wish, wishAfter } from './wish.ts'

/** The wish over all keys of the document (AV2): every device's and the server's own. */
export function wishIn(doc: Doc): Wish {
  let wish = noWish
  for (const value of doc.getMap(wishMap).values()) wish = merge(wish, readWish(value) ?? noWish)
  return wish
}

/**
 * Writes this device's key so that the member is wished available or not, and returns what was written. `known` are stamps
 * known from elsewhere (the server's log), in case the document is not in step with it yet.
 */
export function writeWish(doc: Doc, device: DeviceId, isToBeAvailable: boolean, serverTime: number, known: Wish): Wish {
  const wish = wishAfter(merge(wishIn(doc), known), isToBeAvailable, serverTime)
  doc.getMap(wishMap).set(device, wish)
  return wish
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

/** The team as last published. The page's own report, which is no member's presence, is not among them. */
export function teamIn(awareness: Awareness): readonly MemberPresence[] {
  const team: MemberPresence[] = []
  for (const [client, state] of awareness.getStates()) {
    if (client !== awareness.clientID && isMemberPresence(state)) team.push(state)
  }
  return team
}

function isMemberPresence(state: object): state is MemberPresence {
  return 'member' in state && 'isAvailable' in state
}

/** OF5: tells the server which offers this page has and which of them are on screen; does nothing where that is known. */
export function report(awareness: Awareness, now: PageReport): void {
  const last = awareness.getLocalState()
  if (last && sameList(last.delivered, now.delivered) && sameList(last.displayed, now.displayed)) return
  awareness.setLocalState({ delivered: now.delivered, displayed: now.displayed })
}

function sameList(a: unknown, b: readonly string[]): boolean {
  return Array.isArray(a) && a.length === b.length && b.every((id, at) => a[at] === id)
}

/**
 * AV2: a stamp that is ahead of the server's clock is not counted, and the server takes the key out of the document. The
 * device that finds its own key gone writes it again, the same way, by the time it knows better now. Returns how to stop.
 */
export function keepWish(doc: Doc, device: DeviceId, serverTime: () => number): () => void {
  const map = doc.getMap(wishMap)
  const look = (event: YMapEvent<unknown>) => {
    const own = event.changes.keys.get(device)
    const lost = own?.action === 'delete' ? readWish(own.oldValue) : null
    if (lost) writeWish(doc, device, isAvailable(lost), serverTime(), noWish)
  }
  map.observe(look)
  return () => map.unobserve(look)
}
