/** The console's dictionaries: complete, filled, truly translated, and with everything in its place that a text is given to say. */
import { describe, expect, test } from 'vitest'
import { de } from '../../src/locales/console/de.ts'
import type { Dictionary } from '../../src/locales/console/dictionary.ts'
import { en } from '../../src/locales/console/en.ts'
import { es } from '../../src/locales/console/es.ts'
import { fr } from '../../src/locales/console/fr.ts'

const others: Readonly<Record<string, Dictionary>> = { de, fr, es }

/** Words that happen to be the same in another language, or only join what they are given. */
const sameEverywhere = new Set(['app.title', 'audit.figure', 'audit.other', 'members.pin', 'members.pinIs', 'duration'])
const sameIn: Readonly<Record<string, readonly string[]>> = {
  de: ['policy.groups.connection'],
  fr: ['members.you'],
  es: [],
}

/** Every text by its path, as it reads with these parameters. */
function textsOf(words: object, parameters: readonly unknown[], path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const its = path ? `${path}.${key}` : key
    if (typeof value === 'string') texts.set(its, value)
    else if (typeof value === 'function') texts.set(its, String((value as (...given: unknown[]) => unknown)(...parameters)))
    else for (const [inner, text] of textsOf(value as object, parameters, its)) texts.set(inner, text)
  }
  return texts
}
/** Odd enough to be found again in any text, and numbers where a number is wanted. */
const marks = ['7131', '7232', '7333'] as const
const english = textsOf(en, marks)

describe.each(Object.keys(others))('the dictionary %s', (language) => {
  const words = others[language] ?? en
  const texts = textsOf(words, marks)

  test('has every text that English has, and no other', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
  })

  test('has nothing empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '').map(([path]) => path)).toEqual([])
  })

  test('says nothing in English', () => {
    const same = [...texts].filter(([path, text]) => text === english.get(path)).map(([path]) => path)
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
    for (const [path, text] of textsOf(words, [n, n, n])) {
      expect([path, text]).not.toEqual([path, expect.stringMatching(/undefined|NaN|null|\[object/)])
    }
  })

  test('is said in its own quotation marks', () => {
    const quotes = { de: /[«»]|“.*”/, fr: /[“”„]/, es: /[“”„]/ }[language] ?? /[„«»]/
    expect([...texts.values()].filter((text) => quotes.test(text))).toEqual([])
  })
})
