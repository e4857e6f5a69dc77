/**
 * The verdict on a chaos run: what the clients were told against what the server kept. Nothing acknowledged may be missing or
 * different, no chat may have had two holders, in the log or in anybody's eyes, and everything that began must have ended.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '../../src/decider/answers.ts'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import type { Deed, Given, History, Told } from './history.ts'
import type { Kept, KeptMessage } from './kept.ts'
import { type ChatBook, type LogBook, readLog } from './log-book.ts'

/** What may be wrong; in words, so that a person can look for it. */
export interface Findings {
  /** CL1: acknowledged, and not there. */
  readonly lost: readonly string[]
  /** CL1, CL5. */
  readonly doubleHeld: readonly string[]
  /** OF1: requests that were open, and chats that somebody had, when everything had been given time to end. */
  readonly neverEnded: readonly string[]
  readonly endedTwice: readonly string[]
  /** CL2: another answer than the first, or none. */
  readonly answersChanged: readonly string[]
  /** Messages that are there twice, out of order, or not as they were read. */
  readonly disordered: readonly string[]
  /** A replay of the log that is not the server's own snapshot; tablets that show another wish than the log, or are gone. */
  readonly diverged: readonly string[]
  /** Commands that were never answered, and refusals that no rule foresees here. */
  readonly unexpected: readonly string[]
}

export interface Verdict {
  readonly claimsAcknowledged: number
  readonly messagesAcknowledged: number
  readonly commandsAcknowledged: number
  readonly chats: number
  readonly requests: number
  /** CL7. */
  readonly handBacks: number
  /** RE3: how often colleagues were asked to take a chat over from its holder, and how often one did. */
  readonly rescues: number
  readonly takenOver: number
  readonly findings: Findings
}

/** Somebody was faster, or the chat is over: what may well happen to people who race each other through a bad network. */
const foreseen = new Set([
  'already-claimed',
  'request-ended',
  'at-capacity',
  'already-declined',
  'not-missed',
  'chat-ended',
  'not-holder',
  'stale-fence',
  'open-chat-exists',
  'unknown-chat',
  'unknown-offer',
  'asked-too-late',
  'too-late-to-hand-back',
])

export function judge(history: History, kept: Kept): Verdict {
  const logs = kept.stores.map(({ events, snapshot }) => readLog(events, snapshot?.version ?? null))
  const books = new Map(logs.flatMap(({ chats }) => [...chats]))
  const acknowledged = history.given.filter((given) => given.answer?.is === 'accepted')
  const ofKind = (...kinds: Deed['does'][]) => acknowledged.filter(({ deed }) => kinds.includes(deed.does))
  const sum = (count: (book: ChatBook) => number) => [...books.values()].reduce((total, book) => total + count(book), 0)
  return {
    claimsAcknowledged: ofKind('claim', 'pickUp').length,
    messagesAcknowledged: ofKind('write').length,
    commandsAcknowledged: history.given.filter(({ answer }) => answer).length,
    chats: books.size,
    requests: sum(({ requests }) => requests.size),
    handBacks: sum(({ handedBack }) => handedBack.size),
    rescues: sum(({ rescues }) => rescues),
    takenOver: sum(({ takenOver }) => takenOver),
    findings: {
      lost: [...acknowledged.flatMap((given) => whatIsLost(given, kept, books)), ...whatIsShownWrongly(history, books)],
      doubleHeld: [...logs.flatMap(({ doubleHeld }) => doubleHeld), ...toldOtherwise(history, kept, books)],
      neverEnded: logs.flatMap(whatNeverEnded),
      endedTwice: [...books.values()].flatMap(whatEndedTwice),
      answersChanged: history.given.flatMap((given) => whatChanged(given, kept)),
      disordered: whatIsDisordered(history, kept),
      diverged: [
        ...kept.stores.flatMap(({ store, snapshot }, index) => {
          const isSame = !snapshot || isDeepStrictEqual(logs[index]?.stateAt(snapshot.version), snapshot)
          return isSame ? [] : [`the snapshot of ${store} is not what its log gives`]
        }),
        ...wishesThatDiffer(history, logs),
        ...history.atTheEnd.strays,
      ],
      unexpected: history.given.flatMap(whatIsUnexpected),
    },
  }
}

/** CL1: whatever was acknowledged is in the log or in the conversation. */
function whatIsLost({ actor, id, deed, answer }: Given, kept: Kept, books: ReadonlyMap<ChatId, ChatBook>): string[] {
  const name = `${actor} ${id}: ${JSON.stringify(deed)}`
  if (answer?.is !== 'accepted') return []
  if (!kept.answers.has(`${actor} ${id}`)) return [`${name} was acknowledged, and the server knows nothing of it`]
  const isThere = (() => {
    switch (deed.does) {
      case 'ask':
        return answer.chat !== undefined && books.has(answer.chat) && kept.messages.some((message) => message.id === id)
      case 'claim':
      case 'pickUp':
        return answer.fence !== undefined && books.get(deed.chat)?.holders.get(answer.fence) === memberOf(actor)
      case 'write':
        return kept.messages.some(
          (message) =>
            message.id === id && message.chat === deed.chat && message.number === answer.number && message.text === deed.text,
        )
      case 'handBack':
        return books.get(deed.chat)?.handedBack.has(deed.fence) ?? false
      case 'leaveContact':
        return kept.contacts.has(deed.chat)
      case 'end':
        return (books.get(deed.chat)?.endings ?? 0) > 0
      // A late one changes nothing but the row of misses: its answer is all there is of it.
      case 'decline':
        return true
    }
  })()
  return isThere ? [] : [`${name} was acknowledged with ${JSON.stringify(answer)}, and is not there`]
}

/** Nobody was shown a chat as theirs that they never had; whoever lost it keeps the fence they had, and is told to whom (RE3). */
function whatIsShownWrongly({ holdings }: History, books: ReadonlyMap<ChatId, ChatBook>): string[] {
  return holdings.flatMap(({ member, chat, fence, takenOverBy }) => {
    const holders = books.get(chat)?.holders
    if (!holders?.has(fence)) return [`${member} was shown chat ${chat} with fence ${fence}, which the log does not have`]
    const next = holders.get(fence + 1)
    return takenOverBy === null || takenOverBy === next
      ? []
      : [`${member} was told that ${takenOverBy} took over chat ${chat} after fence ${fence}; the log says ${next}`]
  })
}

/** Nobody was told that they, or somebody else, have a chat which the log gives to another under that fence. */
function toldOtherwise({ given, holdings, talkedWith }: History, kept: Kept, books: ReadonlyMap<ChatId, ChatBook>): string[] {
  const claims = given.flatMap(({ actor, deed, answer }) => {
    const isClaim = deed.does === 'claim' || deed.does === 'pickUp'
    return isClaim && answer?.is === 'accepted' && answer.fence
      ? [{ member: memberOf(actor), chat: deed.chat, fence: answer.fence }]
      : []
  })
  const told = new Map<string, MemberId>()
  const findings: string[] = []
  for (const { member, chat, fence } of [...claims, ...holdings]) {
    const other = told.get(`${chat} ${fence}`) ?? books.get(chat)?.holders.get(fence)
    if (other && other !== member) findings.push(`${member} and ${other} were both given chat ${chat} with fence ${fence}`)
    else told.set(`${chat} ${fence}`, member)
  }
  for (const { chat, name } of talkedWith) {
    const names = [...(books.get(chat)?.holders.values() ?? [])].map((member) => kept.names.get(member))
    if (!names.includes(name)) findings.push(`the shopper of chat ${chat} talked with ${name}, who never had it`)
  }
  return findings
}

function whatNeverEnded({ chats, state }: LogBook): string[] {
  const open = [...chats.values()].flatMap(({ chat, requests }) =>
    [...requests].filter(([, ends]) => ends.length === 0).map(([number]) => `request ${number} of chat ${chat} never ended`),
  )
  const held = Object.values(state.chats).filter(({ standing }) => standing.is === 'held')
  return [...open, ...held.map(({ id }) => `chat ${id} is still held, though everybody has gone`)]
}

function whatEndedTwice({ chat, requests }: ChatBook): string[] {
  return [...requests]
    .filter(([, ends]) => ends.length > 1)
    .map(([number, ends]) => `request ${number} of chat ${chat} ended by ${ends.join(' and ')}`)
}

/** CL2: the first answer is the answer, in the file and when asked again. */
function whatChanged({ actor, id, deed, answer, answeredAgain }: Given, kept: Kept): string[] {
  if (!answer) return []
  const name = `${actor} ${id}: ${JSON.stringify(deed)} was answered ${JSON.stringify(answer)}`
  const stored = kept.answers.get(`${actor} ${id}`)
  const again = isDeepStrictEqual(answeredAgain, answer) ? [] : [`${name}, and later ${JSON.stringify(answeredAgain)}`]
  return !stored || isSame(stored, answer, deed) ? again : [...again, `${name}, and kept as ${JSON.stringify(stored)}`]
}

function isSame(stored: Answer, told: Told, { does }: Deed): boolean {
  if (stored.is === 'refused' || told.is === 'refused') return stored.is === told.is
  // Who asks is told how the chat stands, and never its question's number.
  return does === 'ask' || (stored.fence === told.fence && stored.number === told.number)
}

/** Exactly once, in the order in which they were acknowledged, numbered without gaps, and read as they are kept. */
function whatIsDisordered({ given, read }: History, { messages }: Kept): string[] {
  const findings: string[] = []
  const inChat = Map.groupBy(messages, ({ chat }) => chat)
  const written = Map.groupBy(given.filter(isMessage), ({ deed }) => deed.chat)
  for (const [chat, rows] of inChat) {
    const seen = new Set<string>()
    rows.forEach((row, index) => {
      if (row.number !== index + 1) findings.push(`message ${row.number} of chat ${chat} stands at ${index + 1}`)
      if (seen.has(row.id)) findings.push(`message ${row.id} is in chat ${chat} twice`)
      seen.add(row.id)
    })
    findings.push(...outOfOrder(chat, written.get(chat) ?? [], rows))
  }
  const kept = new Map(messages.map((row) => [`${row.chat} ${row.number}`, row]))
  for (const { chat, number, id, text } of read) {
    const row = kept.get(`${chat} ${number}`)
    if (row?.id !== id || row.text !== text)
      findings.push(`message ${number} of chat ${chat} was read as “${text}”, kept as “${row?.text}”`)
  }
  return findings
}

type GivenMessage = Given & { readonly deed: Extract<Deed, { does: 'write' }> }

function isMessage(given: Given): given is GivenMessage {
  return given.deed.does === 'write'
}

/** A message that was sent after another had been acknowledged, by whomever, stands behind it. */
function outOfOrder(chat: ChatId, written: readonly GivenMessage[], rows: readonly KeptMessage[]): string[] {
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  const kept = written.flatMap(({ id, sentAt, answeredAt }) => {
    const number = numbers.get(id)
    return number === undefined ? [] : [{ number, sentAt, answeredAt: answeredAt ?? Number.POSITIVE_INFINITY }]
  })
  return kept.flatMap((first) =>
    kept
      .filter((later) => first.answeredAt < later.sentAt && first.number > later.number)
      .map((later) => `message ${later.number} of chat ${chat} was sent after ${first.number} had been acknowledged`),
  )
}

/** AV2: after healing every tablet shows the wish that the log holds. */
function wishesThatDiffer({ atTheEnd }: History, logs: readonly LogBook[]): string[] {
  return atTheEnd.wishes.flatMap(({ member, tablet, on, off }) => {
    const wish = logs.map(({ state }) => state.members[member]?.wish).find((found) => found)
    return wish?.on === on && wish.off === off
      ? []
      : [`${tablet} shows the wish ${on}/${off}, the log has ${wish?.on}/${wish?.off}`]
  })
}

function whatIsUnexpected({ actor, id, deed, answer }: Given): string[] {
  const name = `${actor} ${id}: ${JSON.stringify(deed)}`
  if (!answer) return [`${name} was never answered`]
  return answer.is === 'refused' && !foreseen.has(answer.problem) ? [`${name} was refused as ${answer.problem}`] : []
}

function memberOf(actor: Given['actor']): MemberId {
  return actor.slice(actor.indexOf(':') + 1) as MemberId
}
