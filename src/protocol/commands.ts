/**
 * What a member's device asks of the server: `POST /api/v1/commands`, one body, one answer. The page, a notification's
 * button and a retry after a crash all take this path.
 */
import { type Static, Type } from 'typebox'
import type { ChatId, OfferId, ShiftId } from '../identifiers.ts'
import { CommandIdentifier, Identifier, limits, Milliseconds, Words } from './text.ts'

/** AV2: the two stamps of a wish, in milliseconds of server time or one more than the largest seen. */
export const WishStamps = Type.Object(
  { on: Milliseconds('Stamp of the latest "go available"'), off: Milliseconds('Stamp of the latest "go unavailable"') },
  { additionalProperties: false, examples: [{ on: 1763800000000, off: 1763799000000 }] },
)
export type WishStamps = Static<typeof WishStamps>

const envelope = {
  id: CommandIdentifier,
  shift: Identifier<ShiftId>('The shift that this command is given in; refused where it is not the session’s (CL2).'),
}
const chat = Identifier<ChatId>('The chat')
const fence = Type.Integer({ minimum: 1, description: 'The fence that the device knows; an older one is refused (CL5).' })
const command = <Kind extends string, Fields extends Record<string, import('typebox').TSchema>>(
  kind: Kind,
  description: string,
  fields: Fields,
) => Type.Object({ ...envelope, kind: Type.Literal(kind), ...fields }, { additionalProperties: false, title: kind, description })

const asksUntil = Type.Optional(
  Milliseconds(
    'Server time. What arrives later no longer asks for the chat: it is refused as `asked-too-late`, and counts as an answer (CL6, MI2). A retry keeps the figure of the first sending.',
  ),
)

export const ClaimChat = command('claimChat', 'Claim a chat that was offered to you (CL1, CL3).', {
  chat,
  asksUntil,
  offer: Type.Optional(
    Identifier<OfferId>(
      'Switch and claim: an offer that rang on this device for whoever was signed in on it right before you. You may claim by it as if it had been yours, while its request is open (CL3).',
    ),
  ),
})
export const DeclineOffer = command('declineOffer', 'Decline an offer; with `wish`, go unavailable in the same tap (DE1, DE2).', {
  offer: Identifier<OfferId>('The offer'),
  wish: Type.Optional(WishStamps),
})
export const PickUpMissedChat = command('pickUpMissedChat', 'Take a missed chat while its shopper may still be there (MI1).', {
  chat,
  asksUntil,
})
export const HandBackChat = command(
  'handBackChat',
  'Hand back a chat that you have only just got: somebody else is asked (CL7).',
  {
    chat,
    fence,
  },
)
export const SettleMissedChat = command('settleMissedChat', 'Say that a missed chat was answered by other means (MI1).', { chat })
export const SendMessage = command('sendMessage', 'Write to the shopper; needs to be the holder (CL5).', {
  chat,
  fence,
  text: Words(limits.message, 'The message, as plain text'),
})
export const EndChat = command('endChat', 'End a chat that you hold (EN1).', { chat, fence })
export const SetWish = command('setWish', 'Go available or unavailable without a presence document (AV2).', { wish: WishStamps })
export const ReportOffer = command('reportOffer', 'Say that a device of yours has an offer, or shows it (OF5).', {
  offer: Identifier<OfferId>('The offer'),
  seen: Type.Union([Type.Literal('delivered'), Type.Literal('displayed')]),
})

export const MemberCommand = Type.Union([
  ClaimChat,
  DeclineOffer,
  PickUpMissedChat,
  HandBackChat,
  SettleMissedChat,
  SendMessage,
  EndChat,
  SetWish,
  ReportOffer,
])
export type MemberCommand = Static<typeof MemberCommand>

/** The answer to an accepted command. A refusal is a problem (see problems.ts) with status 409, 403 or 404. */
export const CommandAccepted = Type.Object(
  {
    is: Type.Literal('accepted'),
    fence: Type.Optional(Type.Integer({ description: 'After a claim or pick-up: the fence to write with.' })),
    number: Type.Optional(Type.Integer({ description: 'After a message: its number in the conversation.' })),
  },
  { additionalProperties: false, examples: [{ is: 'accepted', fence: 1 }] },
)
export type CommandAccepted = Static<typeof CommandAccepted>
