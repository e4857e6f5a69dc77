/**
 * *Claim* and *Decline* on a notification: a command of this device like any other, kept before it is sent, and sent from here
 * without a page. What stands in the ring's place says at each moment what is known (CL6), never more.
 */

import type { WorkerWords } from '../locales/worker/en.ts'
import type { MemberCommand } from '../protocol/commands.ts'
import type { Database } from '../replica/database.ts'
import { asksForMs, type Sent, type Wanted } from '../replica/outbox.ts'
import { browserTime } from '../replica/page-time.ts'
import { claimed, declined, stillTrying } from './answer-words.ts'
import { type NotificationAbout, type Shown, settled } from './notification.ts'
import { openOutbox, patienceMs, type WorkerOutbox } from './outbox.ts'

type RingAbout = Extract<NotificationAbout, { is: 'ring' }>
type RingAnswer = 'claim' | 'decline'

export interface AnsweringParts {
  readonly database: Database
  /** Answers within a moment, whatever the disk does. */
  words(): Promise<WorkerWords>
  show(shown: Shown): Promise<void>
  /** Takes what stands under the tag off the screen. */
  close(tag: string): Promise<void>
  /** Pages that are open hear of what they do not know yet. */
  tellPages(): Promise<void>
  /** This worker could not send it: the browser is asked to wake one when the network is back. */
  askForSync(): Promise<void>
}

export interface Answering {
  /** Resolves when something has come of it, or when this worker must give it to the next. Pressing again changes nothing. */
  answer(ring: RingAbout, button: RingAnswer): Promise<void>
}

export function createAnswering(parts: AnsweringParts): Answering {
  /** By offer: the first button counts. */
  const underway = new Map<string, Promise<void>>()
  return {
    answer(ring, button) {
      const first = underway.get(ring.offer)
      if (first) return first
      const work = answerRing(parts, ring, button).finally(() => underway.delete(ring.offer))
      underway.set(ring.offer, work)
      return work
    },
  }
}

async function answerRing(parts: AnsweringParts, ring: RingAbout, button: RingAnswer): Promise<void> {
  const words = await parts.words()
  const isClaim = button === 'claim'
  const say = ({ title, detail }: { readonly title: string; readonly detail: string }) => parts.show(settled(ring, title, detail))
  await (isClaim ? say(words.trying) : say({ title: words.trying.declining, detail: '' }))
  let id: string | null = null
  let isSaidOffline = false
  let isShiftOver = false
  const open = await openOutbox(parts.database, {
    onKept: () => void parts.tellPages(),
    onShiftOver: () => {
      isShiftOver = true
    },
    onChange(entries) {
      const isTried = entries.some(({ command, attempts }) => command.id === id && attempts > 0)
      if (!isTried || isSaidOffline) return
      isSaidOffline = true
      void parts.show(stillTrying(ring, words))
    },
  }).catch(() => 'noDisk' as const)
  if (open === 'noDisk') return say(words.failed)
  // Whoever pressed it is gone, or somebody else is here now: nothing leaves under another person's shift.
  if (open === null || open.session.shift !== ring.shift) return open === null ? say(words.signedOut) : parts.close(ring.chat)

  const { outbox, session } = open
  const sent = underwayFor(open, ring, button) ?? send(open, ring, button)
  id = sent.command.id
  const cancel = browserTime.after(patienceMs, () => outbox.close())
  const answer = await sent.answer
  cancel()
  outbox.close()
  if (isShiftOver) return say(words.signedOut)
  if (answer.is === 'gaveUp') await parts.askForSync()
  return parts.show(isClaim ? claimed(ring, answer, session.member.id, words) : declined(ring, answer, words))
}

/** The same answer, given before by a page or another worker, that is not answered yet. A claim that no longer asks is none. */
function underwayFor({ left, serverNow }: WorkerOutbox, ring: RingAbout, button: RingAnswer): Sent | undefined {
  const isSame = (command: MemberCommand) =>
    button === 'claim'
      ? command.kind === 'claimChat' && command.chat === ring.chat && (command.asksUntil ?? 0) > serverNow()
      : command.kind === 'declineOffer' && command.offer === ring.offer
  return left.find(({ command }) => isSame(command))
}

function send({ outbox, serverNow, session }: WorkerOutbox, { chat, offer }: RingAbout, button: RingAnswer): Sent {
  const wanted: Wanted =
    button === 'claim'
      ? { kind: 'claimChat', chat, asksUntil: Math.floor(serverNow()) + asksForMs }
      : { kind: 'declineOffer', offer }
  const { id, answer } = outbox.send(wanted)
  return { command: { ...wanted, id, shift: session.shift } as MemberCommand, answer }
}
