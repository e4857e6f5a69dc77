/**
 * The identifiers that everything shares. Each is a string with a brand, so that a chat can never be handed in where a
 * member is meant. New ones are UUIDs of version 7 (time-ordered); where they are made is the caller's business, because
 * the decider must not make any.
 */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type RetailerId = Branded<'RetailerId'>
export type StoreId = Branded<'StoreId'>
export type MemberId = Branded<'MemberId'>
export type DeviceId = Branded<'DeviceId'>
export type ShiftId = Branded<'ShiftId'>
export type ShopperId = Branded<'ShopperId'>
export type ChatId = Branded<'ChatId'>
export type OfferId = Branded<'OfferId'>
/** Names a command or a message before it is sent, so that a retry is known for what it is (CL2). A UUIDv7. */
export type CommandId = Branded<'CommandId'>

/** What any identifier looks like on the wire; anything else is refused at the boundary. */
export const identifierPattern = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$'
/** A time-ordered UUID (version 7), as commands need (CL2). */
export const timeOrderedPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'

/**
 * The offer numbered `nth` (from 1) of a chat's request. Derived and not drawn, so that the decider needs no randomness
 * and a replayed log gives the same names.
 */
export function offerId(chat: ChatId, request: number, nth: number): OfferId {
  return `${chat}.${request}.${nth}` as OfferId
}

/** The chat and request that an offer belongs to, or `null` where the text is not an offer's identifier. */
export function readOfferId(offer: OfferId): { chat: ChatId; request: number; nth: number } | null {
  const found = /^(.+)\.(\d{1,9})\.(\d{1,9})$/.exec(offer)
  if (!found) return null
  return { chat: found[1] as ChatId, request: Number(found[2]), nth: Number(found[3]) }
}

/** The moment (milliseconds since 1970) at which a time-ordered identifier was made, or `null` where it is not one. */
export function madeAt(id: CommandId): number | null {
  return new RegExp(timeOrderedPattern).test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null
}
