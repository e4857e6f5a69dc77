/** How a request is refused: an RFC 9457 problem, thrown by whoever finds it and written by the error handler. */
import { type Problem, type ProblemKind, problemKinds } from '../../src/protocol/problems.ts'

/** What a problem may carry beside its kind and its sentence. */
export type ProblemExtras = Pick<
  Problem,
  'by' | 'chat' | 'shoppers' | 'enrolsItself' | 'capacity' | 'aheadMs' | 'retryAfterMs' | 'errors' | 'instance'
>

/**
 * A refusal on its way to the client. Nothing has been changed when one is thrown. `detail` is a sentence for a person: what
 * happened, and what to do.
 */
export class ProblemReply extends Error {
  override readonly name = 'ProblemReply'
  readonly kind: ProblemKind
  readonly extras: ProblemExtras

  constructor(kind: ProblemKind, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.kind = kind
    this.extras = extras
  }

  get status(): number {
    return problemKinds[this.kind]
  }

  /** The body, as `application/problem+json`. */
  body(): Problem {
    return {
      type: `/problems/${this.kind}`,
      title: problemMeanings[this.kind].title,
      status: this.status,
      detail: this.message,
      ...this.extras,
    }
  }
}

/** Every kind in general terms: for the API's description, and for whoever follows a problem's `type`. */
export const problemMeanings: { readonly [Kind in ProblemKind]: { readonly title: string; readonly meaning: string } } = {
  'malformed-request': {
    title: 'Malformed request',
    meaning: 'The request is not JSON, lacks something, or has a field of the wrong type. `errors` names each place.',
  },
  'not-signed-in': {
    title: 'Not signed in',
    meaning: 'The session’s cookie or the shopper’s token is missing, unknown or has expired. Sign in, or start a new session.',
  },
  'wrong-pin': { title: 'Wrong PIN', meaning: 'The PIN is not this member’s. `retryAfterMs` is there after several wrong ones.' },
  'not-enrolled': {
    title: 'Not enrolled',
    meaning: 'This browser is no device of a store. A manager has a code made for it; `enrolsItself` where none is needed.',
  },
  'device-revoked': {
    title: 'Device revoked',
    meaning: 'This browser was a device of a store and is no longer. A manager can have it enrolled anew.',
  },
  'challenge-refused': {
    title: 'Challenge refused',
    meaning: 'The challenge is not of this device, was used before, or is more than a minute old. Ask for a new one.',
  },
  'proof-refused': {
    title: 'Proof refused',
    meaning: 'The signature is not one of this device’s key over what was to be signed, so whoever asks is not the device.',
  },
  'identity-refused': {
    title: 'Identity refused',
    meaning: 'The identity token is not signed by the retailer, has expired, or lives too long. Leave it out to be a visitor.',
  },
  'wrong-password': {
    title: 'Wrong e-mail or password',
    meaning: 'There is no such account of the console, or this is not its password. `retryAfterMs` is there after several tries.',
  },
  'passkey-refused': {
    title: 'Passkey refused',
    meaning: 'The passkey is not known here, did not sign this challenge in time, or is of another site.',
  },
  'not-yours': { title: 'Not yours', meaning: 'You are signed in, but this belongs to somebody else or needs another role.' },
  'wrong-shift': {
    title: 'Wrong shift',
    meaning:
      'The command was given in another shift than the one that is signed in. Send it under the present shift, if it still stands.',
  },
  'wrong-origin': {
    title: 'Wrong origin',
    meaning: 'A page of another site sent this request. Only Shopbell’s own pages may use a member’s cookie.',
  },
  'enrolment-refused': {
    title: 'Enrolment refused',
    meaning: 'The code is wrong, was used before, or is more than ten minutes old. A manager can have a new one made.',
  },
  'pin-locked': {
    title: 'PIN locked',
    meaning: 'After ten wrong PINs in a row the member can no longer sign in on this device, until a manager unlocks it.',
  },
  'not-found': { title: 'Not found', meaning: 'There is nothing at this address.' },
  'unknown-chat': { title: 'Unknown chat', meaning: 'There is no such chat, or it is not yours to know of.' },
  'unknown-offer': { title: 'Unknown offer', meaning: 'There is no such offer, or it was made to somebody else.' },
  'unknown-member': { title: 'Unknown member', meaning: 'There is no such member.' },
  'unknown-store': { title: 'Unknown store', meaning: 'There is no such store, or it is another retailer’s.' },
  'unknown-shopper': { title: 'Unknown shopper', meaning: 'Nobody is known by that number, address or identifier.' },
  'unknown-device': { title: 'Unknown device', meaning: 'There is no such device, or it is not enrolled any more.' },
  'already-claimed': { title: 'Already claimed', meaning: 'Somebody else was first; `by` says who has the chat (CL4).' },
  'request-ended': { title: 'Request ended', meaning: 'The request ended before anybody claimed it. Look under Missed.' },
  'never-served': { title: 'Never offered', meaning: 'Only members to whom the chat was offered may claim it (CL3).' },
  'already-declined': {
    title: 'Already declined',
    meaning: 'Whoever declined a request, or handed the chat back, cannot claim in it (DE2, CL7).',
  },
  'at-capacity': { title: 'At capacity', meaning: 'You have as many open chats as the store allows: `capacity` (OF6).' },
  'asked-too-late': {
    title: 'Asked too late',
    meaning:
      'The claim or pick-up arrived after its `asksUntil`. It no longer asked for the chat, and counts as an answer (CL6).',
  },
  'too-late-to-hand-back': {
    title: 'Too late to hand back',
    meaning: 'A chat can be handed back for a short while after it was claimed or picked up, and not later (CL7).',
  },
  'not-holder': { title: 'Not the holder', meaning: 'Only the chat’s holder may do this; `by` says who that is (CL5).' },
  'stale-fence': {
    title: 'Stale fence',
    meaning: 'You hold the chat again, and another did in between (CL5). Read it, then send with the fence of now.',
  },
  'chat-ended': { title: 'Chat ended', meaning: 'The chat has ended.' },
  'open-chat-exists': {
    title: 'A chat is open',
    meaning: 'A shopper has one open chat per store; `chat` is the one that is open. Go on in it, or end it first.',
  },
  'chat-exists': { title: 'Chat exists', meaning: 'This identifier already names a chat. Make a new one.' },
  'not-missed': { title: 'Not missed', meaning: 'The chat is not under Missed, or no longer is.' },
  'identifier-reused': {
    title: 'Identifier reused',
    meaning: 'The command’s identifier was used before with other content (CL2). Make a new one for a new command.',
  },
  'identifier-too-old': {
    title: 'Identifier too old',
    meaning: 'The command’s identifier was made more than 30 days ago, or in the future (CL2). Make a new one.',
  },
  'stamp-ahead': {
    title: 'Stamp ahead',
    meaning: 'A wish’s stamp is too far ahead of the server’s clock, by `aheadMs` (AV2). Write it again by the server’s time.',
  },
  'several-shoppers': {
    title: 'Several shoppers',
    meaning: 'What was given fits more than one shopper; `shoppers` says whom. Ask again by the identifier of one.',
  },
  'chat-erased': {
    title: 'Chat erased',
    meaning: 'The shopper’s data was erased, and the chat with it (EN2). Whatever is kept of it on a device must go too.',
  },
  'login-taken': { title: 'E-mail taken', meaning: 'Another account has this e-mail address.' },
  'last-admin': { title: 'Last admin', meaning: 'A retailer keeps one admin who can get into the console.' },
  'link-over': { title: 'Link over', meaning: 'The one-time link was used, has expired, or was replaced by a newer one.' },
  'too-large': { title: 'Too large', meaning: 'The body is larger than 64 KiB.' },
  'wrong-media-type': { title: 'Wrong media type', meaning: 'Bodies are JSON: send `content-type: application/json`.' },
  'out-of-bounds': {
    title: 'Out of bounds',
    meaning: 'The shape is right, but a text is empty or too long, or a figure is too small or too large. `errors` names each.',
  },
  'push-refused': {
    title: 'Push refused',
    meaning:
      'The push subscription has keys that are none, or lies with a push service that this server does not send to. `errors` says which.',
  },
  'push-gone': {
    title: 'Push subscription gone',
    meaning: 'Its push service has said that it knows this subscription no more. Subscribe anew and save that.',
  },
  'shift-locked': {
    title: 'Shift locked',
    meaning: 'The device is locked: it rings and takes commands, and shows no words. Unlock it with the member’s PIN.',
  },
  'upgrade-required': { title: 'Upgrade required', meaning: 'This address is a WebSocket.' },
  'too-many-requests': { title: 'Too many requests', meaning: 'Wait for `Retry-After` seconds (`retryAfterMs`), then go on.' },
  'server-error': {
    title: 'Server error',
    meaning: 'Something went wrong on the server. `instance` finds it in the log. A retry with the same identifier is safe.',
  },
  'not-ready': {
    title: 'Not ready',
    meaning: 'The server cannot keep anything at the moment, so nothing happened. Try again with the same identifier.',
  },
}
