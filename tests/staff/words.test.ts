/** The small decisions about what is said: presence in words, order of chats, unread counts, contacts, plurals. */
import { describe, expect, test } from 'vitest'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import { durations } from '../../src/locales/durations.ts'
import { formatsFor } from '../../src/locales/formats.ts'
import { plural } from '../../src/locales/plural.ts'
import { en } from '../../src/locales/staff/en.ts'
import type { MemberPresence } from '../../src/protocol/socket.ts'
import { closesRun, inOrder as messagesInOrder, opensDay } from '../../src/staff/conversation/order.ts'
import { unreadOf } from '../../src/staff/conversation/unread.ts'
import { closedWords } from '../../src/staff/home/closed-words.ts'
import { inOrder } from '../../src/staff/home/order.ts'
import { howTheyAre } from '../../src/staff/home/presence-words.ts'
import { mailTo, readContact } from '../../src/staff/missed/contact.ts'
import { wordsForFailure } from '../../src/staff/words-for.ts'
import { initials } from '../../src/ui/initials.ts'
import { chat, longTalk, message, minutes, now } from './fixtures/rows.ts'

const formats = formatsFor('en-GB')

describe('presence in words', () => {
  const ben: MemberPresence = {
    member: 'ben' as MemberId,
    isAvailable: true,
    isReachable: true,
    isBeingRung: false,
    openChats: 0,
    since: now - minutes(178),
    isMadeUnavailable: false,
  }
  const how = (of: Partial<MemberPresence> | null) => howTheyAre(of && { ...ben, ...of }, en, formats, 3, now)

  test('every state has words beside its dot', () => {
    expect(how({})).toEqual({ said: 'available', dot: 'yes' })
    expect(how({ openChats: 2 })).toEqual({ said: '2 chats', dot: 'yes' })
    expect(how({ isBeingRung: true })).toEqual({ said: 'being rung', dot: 'ring' })
    expect(how({ isAvailable: false })).toEqual({ said: 'unavailable since 11:05', dot: 'off' })
    expect(how({ isAvailable: false, openChats: 1 })).toEqual({ said: 'unavailable since 11:05 · 1 chat', dot: 'off' })
    expect(how({ isAvailable: false, isMadeUnavailable: true })).toEqual({
      said: 'made unavailable: 3 missed in a row',
      dot: 'off',
    })
    expect(how(null)).toEqual({ said: 'not known at the moment', dot: 'off' })
  })

  test('RE1: available and reachable stay apart', () => {
    expect(how({ isReachable: false }).dot).toBe('off')
    expect(how({ isReachable: false }).said).toContain('available')
  })

  test('a time of another day is not given as if it were today’s', () => {
    expect(how({ isAvailable: false, since: now - minutes(3_000) }).said).toBe('unavailable')
    expect(how({ isAvailable: false, since: 0 }).said).toBe('unavailable')
  })
})

describe('a closed store in words', () => {
  const said = (known: Partial<Parameters<typeof closedWords>[0]>) =>
    closedWords({ store: {}, me: {}, isAvailable: false, ...known }, en, formats, now)
  const closed = (opensAt: number | null) => ({ closed: { since: now, opensAt } })

  test('OF7: it says until when, with the day where that is not today', () => {
    expect(said({ store: closed(now + minutes(5)) })).toBe('The store is closed, so no chat rings. It opens at 14:08.')
    expect(said({ store: closed(now + minutes(1_440)), isAvailable: true })).toBe(
      'The store is closed, so no chat rings. It opens on Monday 23 November at 14:03.',
    )
    expect(said({ store: closed(null) })).toBe('The store is closed, so no chat rings.')
  })

  test('AV1: who was made unavailable by closing time is told so, also once the store is open again', () => {
    const me = { closedOutAt: now }
    expect(said({ me, store: closed(null) })).toBe('Closing time made you unavailable. The store is closed, so no chat rings.')
    expect(said({ me })).toBe('Closing time made you unavailable. No chat will ring for you until you go available.')
    expect(said({ me, isAvailable: true })).toBeNull()
  })

  test('nothing is said where hours have nothing to do with it, or the server knows of none', () => {
    expect(said({})).toBeNull()
    expect(said({ store: { closed: null }, me: { closedOutAt: null } })).toBeNull()
    expect(said({ store: null, me: null })).toBeNull()
  })
})

describe('my chats', () => {
  test('open ones by the last word said, ended ones after them', () => {
    const said = (id: string, at: number) => chat({ id: id as ChatId, last: { from: 'shopper', text: '', at } })
    const ended = chat({ id: 'e' as ChatId, ended: { at: now, by: 'member' } })
    expect(inOrder([ended, said('old', now - 9), said('new', now)]).map(({ id }) => id)).toEqual(['new', 'old', 'e'])
  })

  test('unread: what came after the last seen and the last answer; the question was read before the claim', () => {
    expect(unreadOf({ messages: 1, lastFromMember: 0 }, 0)).toBe(0)
    expect(unreadOf({ messages: 3, lastFromMember: 2 }, 0)).toBe(1)
    expect(unreadOf({ messages: 5, lastFromMember: 2 }, 4)).toBe(1)
    expect(unreadOf({ messages: 5, lastFromMember: 5 }, 0)).toBe(0)
  })
})

describe('a conversation', () => {
  test('goes by number, whatever order it arrived in', () => {
    expect(messagesInOrder([...longTalk].reverse()).map(({ number }) => number)).toEqual(longTalk.map(({ number }) => number))
  })

  test('has dates only where it goes over more than one day', () => {
    const opens = (all: typeof longTalk) => all.map((_, at) => opensDay(all, at, formats.isSameDay))
    const today = [message(1, 'shopper', '', now - 9), message(2, 'ana', '', now)]
    expect(opens(today)).toEqual([false, false])
    const overnight = [
      message(1, 'shopper', '', now - minutes(1_500)),
      ...today.map((one) => ({ ...one, number: one.number + 1 })),
    ]
    expect(opens(overnight)).toEqual([true, true, false])
  })

  test('has a time where its writer changes or pauses', () => {
    const all = [
      message(1, 'shopper', '', now - minutes(20)),
      message(2, 'shopper', '', now - minutes(19)),
      message(3, 'shopper', '', now - minutes(9)),
      message(4, 'ben', '', now - minutes(9)),
      message(5, 'ana', '', now - minutes(9)),
    ]
    expect(all.map((_, at) => closesRun(all, at))).toEqual([false, true, true, true, true])
  })
})

describe('MI1: the contact of a missed chat', () => {
  test('an address can be written to, a number called, anything else is only shown', () => {
    expect(readContact(' joyce.wu@example.org ')).toEqual({ is: 'email', address: 'joyce.wu@example.org' })
    expect(readContact('+44 (0)20 7946-0958')).toEqual({ is: 'phone', number: '+442079460958' })
    for (const odd of ['me', 'a@b', 'x@y.z?bcc=all@example.org', 'javascript:alert(1)', '12345', '<a@b.cd>']) {
      expect(readContact(odd)).toEqual({ is: 'other' })
    }
  })

  test('the letter cannot add addressees or break out of the link', () => {
    const link = mailTo('a+b@example.org', 'Q', 'you asked:\n> size?&bcc=x@y.zz "quoted"')
    expect(link).toMatch(/^mailto:a%2Bb@example\.org\?subject=Q&body=[^&"\n]*$/)
    expect(mailTo('a@b.cd', 'Q', 'x'.repeat(5_000)).length).toBeLessThan(2_000)
  })
})

describe('words', () => {
  test('plurals follow the language, and zero may have words of its own', () => {
    const count = plural('en')
    expect([0, 1, 2].map((n) => count(n, { one: 'one', other: 'many' }))).toEqual(['many', 'one', 'many'])
    expect(count(0, { zero: 'none', other: 'many' })).toBe('none')
    expect([1, 3, 5].map((n) => plural('pl')(n, { one: 'a', few: 'b', many: 'c', other: 'd' }))).toEqual(['a', 'b', 'c'])
  })

  test('initials are two letters of any script, and a question mark for nobody', () => {
    expect(['Ana', 'Crystal Minh', 'élodie', '李小龍', '👩‍🚀 Jo', '  ', null].map(initials)).toEqual([
      'AN',
      'CM',
      'ÉL',
      '李小',
      '👩J',
      '?',
      '?',
    ])
  })

  test('CL5: a refusal names the holder and says that what was typed is kept', () => {
    const problem = {
      type: '/problems/not-holder',
      title: '',
      status: 409,
      detail: '',
      by: { id: 'ben' as MemberId, name: 'Ben' },
    }
    expect(wordsForFailure(en, { is: 'problem', problem })).toBe('Ben has this chat now. What you typed is kept.')
  })

  test('CL5: who lost a chat and has it again is told that, and not that somebody of their own name has it', () => {
    const by = { id: 'ana' as MemberId, name: 'Ana' }
    const problem = { type: '/problems/stale-fence', title: '', status: 409, detail: '', by }
    expect(wordsForFailure(en, { is: 'problem', problem })).toBe(en.problem.changedHands)
  })

  test('a problem that this app does not know still says what to do', () => {
    const problem = { type: 'about:blank', title: '', status: 418, detail: '' }
    expect(wordsForFailure(en, { is: 'problem', problem })).toBe(en.problem.other)
  })

  test('durations are short', () => {
    expect([4_000, 59_600, 7_200_000].map(durations('de'))).toEqual(['4 Sek.', '1 Min.', '2 Std.'])
    expect([0, 4_000, 59_600, 180_000, 3_600_000].map(en.duration)).toEqual(['0 sec', '4 sec', '1 min', '3 min', '1 hr'])
  })
})

describe('formats', () => {
  test('money is in the currency’s own smallest unit', () => {
    expect(formats.money(9_400, 'GBP')).toBe('£94.00')
    expect(formatsFor('es-ES').money(9_400, 'GBP')).toMatch(/^94,00\s£$/)
    expect(formatsFor('en-GB').money(9_400, 'JPY')).toContain('9,400')
  })

  test('a date of another year says so', () => {
    expect(formats.date(new Date(2026, 10, 6).getTime(), now)).toBe('6 Nov')
    expect(formats.date(new Date(2025, 11, 1).getTime(), now)).toBe('1 Dec 2025')
  })

  test('the time left is rounded up, so that nothing says 0:00 while there is time', () => {
    expect([61_000, 60_001, 1, 0, -5].map(formats.countdown)).toEqual(['1:01', '1:01', '0:01', '0:00', '0:00'])
  })
})
