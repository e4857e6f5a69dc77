/** The dictionaries: complete, filled, truly translated, and with everything in its place that a text is given to say. */
import { describe, expect, test } from 'vitest'
import { languageOf, languages, localeFor } from '../../src/locales/languages.ts'
import { workerWordsFor } from '../../src/locales/worker/dictionary.ts'
import type { Language } from '../../src/protocol/staff.ts'

const modules = Object.fromEntries(
  await Promise.all(Object.entries(languages).map(async ([language, { load }]) => [language, await load()] as const)),
) as Record<Language, Partial<Record<Language, object>>>
/** The app's words, and those of the service worker under `notification`. */
const dictionaryOf = (language: Language) => ({ ...modules[language][language], notification: workerWordsFor([language]) })
const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en')

/** Words that happen to be the same in another language, or are nobody's: names, e-mail's own, and what only joins parameters. */
const sameEverywhere = new Set([
  'app.name',
  'app.title',
  'signIn.pin',
  'conversation.from',
  'conversation.announce',
  'missed.at',
  'notification.neutral.title',
])
const sameIn: Partial<Record<Language, readonly string[]>> = {
  de: ['enrol.code', 'home.team', 'connection.offline', 'conversation.title', 'conversation.tabTalk', 'presence.chats'],
  fr: ['enrol.code', 'conversation.messages', 'bell.volume', 'duration'],
  es: ['conversation.title', 'conversation.tabTalk', 'presence.chats', 'history.cancelled', 'duration'],
}

/** Texts that look into what they are given, and are given no numbers. */
const wordsOnly = new Set(['missed.opening'])

/** Every text by its path, as it reads with these parameters. */
function textsOf(words: object, parameters: readonly unknown[], path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  const given = (its: string) => (wordsOnly.has(its) ? parameters.map(String) : parameters)
  for (const [key, value] of Object.entries(words)) {
    const its = path ? `${path}.${key}` : key
    if (typeof value === 'string') texts.set(its, value)
    else if (typeof value === 'function') texts.set(its, String((value as (...given: unknown[]) => unknown)(...given(its))))
    else for (const [inner, text] of textsOf(value as object, parameters, its)) texts.set(inner, text)
  }
  return texts
}
/** Odd enough to be found again in any text, and numbers where a number is wanted. */
const marks = ['7131', '7232', '7333'] as const
const read = (language: Language, parameters: readonly unknown[] = marks) => textsOf(dictionaryOf(language), parameters)
const english = read('en')

describe.each(others)('the dictionary %s', (language) => {
  const texts = read(language)

  test('has every text that English has, and no other', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
  })

  test('has nothing empty, but what is empty in English', () => {
    expect([...texts].filter(([path, text]) => text.trim() === '' && english.get(path) !== '').map(([path]) => path)).toEqual([])
  })

  test('says nothing in English', () => {
    const same = [...texts].filter(([path, text]) => text !== '' && text === english.get(path)).map(([path]) => path)
    expect(same.filter((path) => !sameEverywhere.has(path) && !sameIn[language]?.includes(path))).toEqual([])
  })

  test('says every name, time and number that English says', () => {
    const lost = [...texts].flatMap(([path, text]) => {
      const missing = marks.filter((mark) => english.get(path)?.includes(mark) && !text.includes(mark))
      return missing.length > 0 ? [`${path}: ${missing}`] : []
    })
    expect(lost).toEqual([])
  })

  test.each([0, 1, 2, 5, 21])('has words for %i of something, and never a hole in them', (n) => {
    for (const [path, text] of read(language, [n, n, n])) {
      expect([path, text]).not.toEqual([path, expect.stringMatching(/undefined|NaN|null|\[object/)])
    }
  })

  test('is said in its own quotation marks and without two blanks', () => {
    const quotes = { en: /[„«»]/, de: /[«»]|“.*”/, fr: /[“”„]/, es: /[“”„]/ }
    expect([...texts.values()].filter((text) => quotes[language].test(text) || / {2}/.test(text))).toEqual([])
  })
})

describe('the language of a browser', () => {
  test('is the first one that there are words for, whatever its region', () => {
    expect(languageOf(['pt-BR', 'fr-CA', 'de'])).toBe('fr')
    expect(languageOf(['de-AT'])).toBe('de')
    expect(languageOf(['es-419', 'en'])).toBe('es')
  })

  test('is English where there is none, or none that can be read', () => {
    expect(languageOf(['ja', 'x_broken'])).toBe('en')
    expect(languageOf([])).toBe('en')
  })
})

describe('dates and numbers', () => {
  test('are written as the retailer does where the member reads the retailer’s language', () => {
    expect(localeFor('en', 'en-GB', ['en-US'])).toBe('en-GB')
    expect(localeFor('de', 'de-CH', [])).toBe('de-CH')
  })

  test('else as the browser does, else as the language usually does', () => {
    expect(localeFor('de', 'en-GB', ['en-US', 'de-AT'])).toBe('de-AT')
    expect(localeFor('fr', 'en-GB', ['en-US'])).toBe('fr-FR')
    expect(localeFor('en', 'not a tag', [])).toBe('en-GB')
  })
})
