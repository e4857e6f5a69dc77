/** The pages that Lighthouse measures, and the people behind them: each is a real state of a real store while it is loaded. */
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'

export interface AuditedPage {
  readonly name: string
  readonly path: string
  /** Who is signed in on the browser that loads it; nobody where `null`. */
  readonly signedInAs: Credentials | null
  /** What stands on the page once it shows what is meant. */
  readonly shows: string
  /** Brings the store to the page's state, just before it is loaded; resolves to what checks and ends that state. */
  begin(): Promise<() => Promise<void>>
}

interface Credentials {
  readonly member: MemberId
  readonly pin: string
}

const store = 'oxford-street' as StoreId
const ben: Credentials = { member: 'ben' as MemberId, pin: '2222' }
const ana: Credentials = { member: 'ana' as MemberId, pin: '1111' }
const emma: Credentials = { member: 'emma' as MemberId, pin: '5555' }
const jeans = { title: 'Straight-leg jeans, indigo', price: '£94.00' }

/** Lets people in, and gives the pages. Whoever calls it calls `leave` at the end. */
export async function openPages(server: string): Promise<{ readonly pages: readonly AuditedPage[]; leave(): void }> {
  const manager = await signIn(server, emma)
  // As long as Lighthouse may take for one load of the ringing page, which blames nobody for what nobody answers. Meanwhile the
  // shopper of the open chat waits for an answer, and must not be rescued into the places of the one who rings.
  await manager.changePolicy({
    requestLifeMs: 600_000,
    countdownMs: 120_000,
    missesInRow: 100,
    rescueSilentAfterMs: 3_600_000,
    rescueUnansweredAfterMs: 86_400_000,
  })
  manager.leave()
  const talking = await signIn(server, ben)
  const rung = await signIn(server, ana)
  const { chat, shopper } = await talk(server, talking)
  await rung.goAvailable()

  const asItIs = async () => async () => {}
  const pages: readonly AuditedPage[] = [
    { name: 'home', path: '/', signedInAs: ben, shows: '.availability-button', begin: asItIs },
    { name: 'chat', path: `/chats/${chat}`, signedInAs: ben, shows: 'textarea', begin: asItIs },
    { name: 'incoming', path: '/', signedInAs: ana, shows: '.incoming', begin: () => ring(server, rung) },
    { name: 'shop', path: '/demo/straight-leg-jeans.html', signedInAs: null, shows: 'main', begin: asItIs },
  ]
  return {
    pages,
    leave() {
      shopper.goAway()
      talking.leave()
      rung.leave()
    },
  }
}

/** A conversation of a few messages, which the member holds. */
async function talk(server: string, member: ScriptedMember): Promise<{ chat: ChatId; shopper: ScriptedShopper }> {
  await member.goAvailable()
  const shopper = await visit(server, { store })
  const chat = await shopper.ask('Do you have the jeans in a 28, or do they come up large?', {
    name: 'Crystal Minh',
    lookingAt: jeans,
  })
  await member.until('the ring', ({ ringing }) => ringing?.chat === chat)
  await member.claim(chat)
  const { fence } = await member.until('the chat', ({ chats }) => chats.find(({ id }) => id === chat))
  await member.say(chat, fence, 'They come up a little large. We have a 28 and a 27 here, shall I put both aside for you?')
  await shopper.until('the answer', ({ messages }) => messages.length > 1)
  await shopper.write('Yes please. I can be there at four.')
  await member.goUnavailable()
  return { chat, shopper }
}

/** A shopper asks and it rings; at the end it must still ring, or something else was measured. */
async function ring(server: string, member: ScriptedMember): Promise<() => Promise<void>> {
  const shopper = await visit(server, { store })
  const chat = await shopper.ask('Do you have the jeans in a 28? I am in town until four and could come by today.', {
    name: 'Joyce Wu',
    lookingAt: jeans,
  })
  await member.until('the ring', ({ ringing }) => ringing?.chat === chat)
  return async () => {
    if (member.ringing?.chat !== chat) throw new Error('The ring was over before the page was measured.')
    await shopper.endChat()
    shopper.goAway()
    await member.until('quiet', ({ ringing }) => !ringing)
  }
}
