/**
 * What a push message shows: a pure function, total over whatever may arrive, because a push must always show something. Late,
 * repeated, forged and misdirected messages get a notification too, one that says nothing of anybody and asks for nothing.
 */
import type { ChatId, OfferId, ShiftId } from '../identifiers.ts'
import type { WorkerWords } from '../locales/worker/en.ts'
import type { PushMessage } from '../protocol/push.ts'

/** How a notification looks and what it is about. The worker hands it to the browser as it is. */
export interface Shown {
  readonly title: string
  readonly options: NotificationOptions & {
    readonly tag: string
    readonly data: NotificationAbout
    readonly renotify?: boolean
    readonly actions?: readonly { readonly action: NotificationButton; readonly title: string }[]
    readonly vibrate?: readonly number[]
  }
}

type NotificationButton = 'claim' | 'decline' | 'hear'

/** Kept in the notification itself, because the worker forgets everything between two events. */
export type NotificationAbout =
  | ({ readonly is: 'ring'; readonly push: string; readonly offer: OfferId; readonly claimableUntil: number } & RungChat)
  /** What came of a ring, or is being made of it. */
  | ({ readonly is: 'outcome'; readonly isMine: boolean } & RungChat)
  | { readonly is: 'bellCheck'; readonly push: string; readonly shift: ShiftId }
  | { readonly is: 'notice'; readonly push: string | null; readonly shift: ShiftId | null }

/** A chat that rang here, as far as it is known. */
export interface RungChat {
  readonly shift: ShiftId
  readonly chat: ChatId
  /** `null` where its ring is not known here. */
  readonly offer: OfferId | null
}

/** What a notification carries, `null` where it is not ours to read: an older version may have shown it. */
export function readAbout(data: unknown): NotificationAbout | null {
  if (typeof data !== 'object' || data === null || !('is' in data)) return null
  const about = data as NotificationAbout
  return about.is === 'ring' || about.is === 'outcome' || about.is === 'bellCheck' || about.is === 'notice' ? about : null
}

/** The message that the notification shows, for reports; `null` where none of this shift is shown as it is. */
export function messageOf(about: NotificationAbout | null): { readonly push: string; readonly shift: ShiftId } | null {
  if (about === null || about.is === 'outcome' || about.push === null || about.shift === null) return null
  return { push: about.push, shift: about.shift }
}

/** A notification that is on screen. */
export interface Standing {
  readonly title: string
  readonly body: string
  readonly about: NotificationAbout
}

/** The bell of this device, as its member set it. */
interface PushBell {
  readonly isSilent: boolean
  readonly vibrates: boolean
}

export interface Circumstances {
  /**
   * The shift on this device; `null` where nobody is signed in; `unknown` where the device's storage does not answer: then a ring
   * is shown, because it says nothing of anybody, and the server decides about what is done with it.
   */
  readonly shift: ShiftId | null | 'unknown'
  /** The server's clock as this device knows it, in milliseconds. */
  readonly serverNow: number
  readonly bell: PushBell
  /** The notification of the same tag that is on screen now. */
  readonly standing: Standing | null
}

/** What the device's idea of the server's clock may be wrong by before a ring is taken for one of long ago. */
export const clockDoubtMs = 5_000
/** Two strikes, twice. */
const vibration = [200, 100, 200, 500, 200, 100, 200]
const icons = { icon: '/icon-192.png', badge: '/badge-96.png' }

const neutralTag = 'shopbell'
const madeUnavailableTag = 'made-unavailable'
const bellCheckTag = 'bell-check'

/** The tag under which a message shows: everything about one chat takes the same place on screen. */
export function tagOf(message: PushMessage | null): string {
  switch (message?.is) {
    case 'ring':
    case 'outcome':
      return message.chat
    case 'madeUnavailable':
      return madeUnavailableTag
    case 'bellCheck':
      return bellCheckTag
    default:
      return neutralTag
  }
}

/** `message` is `null` where nothing of this version could be read. */
export function notificationFor(message: PushMessage | null, at: Circumstances, words: WorkerWords): Shown {
  // It may be a ring in the words of a newer server: it sounds like one.
  if (message === null) return neutral(words, sounding(at.bell))
  if (at.shift !== 'unknown' && at.shift !== message.shift) return neutral(words, quiet)
  switch (message.is) {
    case 'ring':
      return ring(message, at, words)
    case 'outcome': {
      const { shift, chat, how, by } = message
      const about = at.standing?.about
      const offer = about?.is === 'ring' || about?.is === 'outcome' ? about.offer : null
      // What was answered here says more than that it is over.
      if (how === 'over' && at.standing && about?.is === 'outcome') {
        return settled(about, at.standing.title, at.standing.body, about.isMine)
      }
      return outcome({ shift, chat, offer }, how, by, words)
    }
    case 'madeUnavailable':
      return {
        title: words.madeUnavailable.title,
        options: {
          ...icons,
          ...sounding(at.bell),
          body: words.madeUnavailable.detail(message.misses),
          tag: madeUnavailableTag,
          requireInteraction: true,
          data: { is: 'notice', push: message.push, shift: message.shift },
        },
      }
    case 'bellCheck':
      return {
        title: words.bellCheck.title(message.by),
        options: {
          ...icons,
          ...sounding(at.bell),
          body: words.bellCheck.detail,
          tag: bellCheckTag,
          renotify: true,
          requireInteraction: true,
          actions: [{ action: 'hear', title: words.hear }],
          data: { is: 'bellCheck', push: message.push, shift: message.shift },
        },
      }
  }
}

type Ring = Extract<PushMessage, { is: 'ring' }>

export function isOver({ claimableUntil }: Ring, serverNow: number): boolean {
  return serverNow >= claimableUntil + clockDoubtMs
}

function ring(message: Ring, at: Circumstances, words: WorkerWords): Shown {
  const { push, shift, chat, offer, claimableUntil } = message
  const rung = { shift, chat, offer }
  // CL3: after that nobody can claim it, and a bell for it would be a lie.
  if (isOver(message, at.serverNow)) return outcome(rung, 'over', null, words)
  const standing = at.standing?.about
  // A copy that comes after the news of its end, or after it was answered here, does not bring the ring back.
  if (at.standing && standing?.is === 'outcome' && standing.offer === offer) {
    return settled(rung, at.standing.title, at.standing.body, standing.isMine)
  }
  const isRepeated = standing?.is === 'ring' && standing.push === push
  const who = message.hasChattedBefore ? words.ring.chattedBefore : message.isReturning ? words.ring.returning : words.ring.new
  return {
    title: words.ring.title,
    options: {
      ...icons,
      ...(isRepeated ? quiet : sounding(at.bell)),
      body: `${who} ${words.ring.rung(Math.max(1, message.ringing))}`,
      tag: chat,
      renotify: !isRepeated,
      requireInteraction: true,
      actions: [
        { action: 'claim', title: words.claim },
        { action: 'decline', title: words.decline },
      ],
      data: { is: 'ring', push, claimableUntil, ...rung },
    },
  }
}

/** Takes the ring's place without a sound: nobody has to look up for it. */
export function outcome(rung: RungChat, how: 'taken' | 'mine' | 'missed' | 'over', by: string | null, words: WorkerWords): Shown {
  const { title, detail } = how === 'taken' ? { ...words.taken, title: words.taken.title(by) } : words[how]
  return settled(rung, title, detail, how === 'mine')
}

/** The same in other words. */
export function settled(rung: RungChat, title: string, body: string, isMine = false): Shown {
  return { title, options: { ...icons, ...quiet, body, tag: rung.chat, data: { is: 'outcome', isMine, ...rung } } }
}

function neutral(words: WorkerWords, sound: Sound): Shown {
  const { title, detail } = words.neutral
  return {
    title,
    options: { ...icons, ...sound, body: detail, tag: neutralTag, data: { is: 'notice', push: null, shift: null } },
  }
}

type Sound = Pick<Shown['options'], 'silent' | 'vibrate'>
const quiet: Sound = { silent: true }

/** Browsers refuse a silent notification that vibrates. */
function sounding({ isSilent, vibrates }: PushBell): Sound {
  if (isSilent) return quiet
  return vibrates ? { vibrate: vibration } : {}
}
