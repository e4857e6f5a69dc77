/** A state in the making: several events go into one copy of a store's records, and the original stays as it was. */
import type { ChatId, MemberId } from '../identifiers.ts'
import { bug } from './bug.ts'
import { findChat, findMember } from './chat.ts'
import type { Policy } from './policy.ts'
import type { Chat, Member, Offer, Opening, Request, StoreState } from './state.ts'

export class Draft implements StoreState {
  version: number
  time: number
  policy: Policy
  opening: Opening
  members: Readonly<Record<MemberId, Member>>
  chats: Readonly<Record<ChatId, Chat>>
  /** The copies that may be written to, made when first needed. */
  #ownMembers: Record<MemberId, Member> | null = null
  #ownChats: Record<ChatId, Chat> | null = null

  constructor(state: StoreState) {
    this.version = state.version
    this.time = state.time
    this.policy = state.policy
    this.opening = state.opening
    this.members = state.members
    this.chats = state.chats
  }

  /** Ends the making: what is written to the draft afterwards would show in the state that was handed out. */
  toState(): StoreState {
    const { version, time, policy, opening, members, chats } = this
    return { version, time, policy, opening, members, chats }
  }

  chat(id: ChatId): Chat {
    return findChat(this, id) ?? bug(`an event about a chat that the store does not have: ${id}`)
  }

  member(id: MemberId): Member {
    return findMember(this, id) ?? bug(`an event about a member whom the store does not have: ${id}`)
  }

  putChat(chat: Chat): void {
    this.#chatsToWrite()[chat.id] = chat
  }

  dropChat(id: ChatId): void {
    delete this.#chatsToWrite()[this.chat(id).id]
  }

  putMember(member: Member): void {
    this.#membersToWrite()[member.id] = member
  }

  dropMember(id: MemberId): void {
    delete this.#membersToWrite()[this.member(id).id]
  }

  changeChat(id: ChatId, change: Partial<Chat>): void {
    this.putChat({ ...this.chat(id), ...change })
  }

  changeMember(id: MemberId, change: Partial<Member>): void {
    this.putMember({ ...this.member(id), ...change })
  }

  changeRequest(id: ChatId, change: Partial<Request>): void {
    const chat = this.chat(id)
    this.putChat({ ...chat, request: { ...chat.request, ...change } })
  }

  changeOffer(chatId: ChatId, nth: number, change: (offer: Offer) => Offer): void {
    const { offers } = this.chat(chatId).request
    const offer = offers[nth - 1] ?? bug(`an event about an offer that the chat's request does not have: ${chatId} ${nth}`)
    this.changeRequest(chatId, { offers: offers.with(nth - 1, change(offer)) })
  }

  #membersToWrite(): Record<MemberId, Member> {
    if (this.#ownMembers === null) this.members = this.#ownMembers = { ...this.members }
    return this.#ownMembers
  }

  #chatsToWrite(): Record<ChatId, Chat> {
    if (this.#ownChats === null) this.chats = this.#ownChats = { ...this.chats }
    return this.#ownChats
  }
}
