/** What nobody honest sends: texts, numbers and shapes that programs have stumbled over, and bodies bent out of shape by chance. */
import type { Chance } from '../support/chance.ts'
import { picked } from '../support/sample-value.ts'

/** Text that is none, vanishes, turns what follows around, or is more than it looks. */
export const badTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u0007\u001b[2J',
  '\u202Eevil\u202C',
  '\u2066\u2067\u2068\u2069',
  '\u200B\u200B',
  '\u2028\u2029',
  '\uFEFF',
  '\uD800',
  '\uDC00x',
  'e\u0301'.repeat(2_000),
  '\u{1F468}\u200D'.repeat(500),
  '\uFDFA'.repeat(2_000),
  '%00%0a',
  '../../../etc/passwd',
  "' or 1=1; drop table event; --",
  '{{7*7}}<%= 7*7 %>#{7*7}',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://user:secret@[::1]:99999/',
  'https://shop.example/\u0000',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  'undefined',
  '1e400',
  '-1',
  '9'.repeat(400),
  'a'.repeat(101),
  'a'.repeat(70_000),
  'x'.repeat(4_000),
  '('.repeat(3_000),
  'a.1.1',
  '.1.1',
  'a.999999999.999999999',
  `${'a.'.repeat(49)}1`,
  '00000000-0000-7000-8000-000000000000',
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
]

const badNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e21,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  Number.MIN_SAFE_INTEGER,
  Number.MIN_VALUE,
  8_640_000_000_000_000,
  8_640_000_000_000_001,
  2 ** 31,
  2 ** 32,
  2 ** 53,
]

const badKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  '',
  '\u0000',
  '$ref',
  'id',
]

/** Written out because `JSON.stringify` cannot say it. */
const badRawValues = [
  '1e999',
  '-1e999',
  '01',
  '+1',
  '.5',
  'NaN',
  'Infinity',
  'undefined',
  "'x'",
  '"\\ud800"',
  '"\\x"',
  '"\t"',
  '/**/1',
  '',
]

export function badValue(chance: Chance): unknown {
  return chance.oneOf<() => unknown>([
    () => null,
    () => chance.happens(0.5),
    () => picked(badNumbers, chance),
    () => picked(badTexts, chance),
    () => picked(badTexts, chance),
    () => [],
    () => ({}),
    () => Array.from({ length: chance.between(1, 2_000) }, () => null),
    () => [picked(badTexts, chance)],
    () => ({ [picked(badKeys, chance)]: picked(badTexts, chance) }),
    () => Object.fromEntries(Array.from({ length: chance.between(1, 500) }, (_, n) => [`k${n}`, n])),
  ])()
}

/** A copy in which one or a few places are something else, gone, or more than they were. */
export function bent(value: unknown, chance: Chance): unknown {
  const copy = structuredClone(value)
  const root = { value: copy }
  const bends = chance.between(1, 3)
  for (let n = 0; n < bends; n += 1) bendOne(root, chance)
  return root.value
}

function bendOne(root: { value: unknown }, chance: Chance): void {
  const places = placesIn(root as unknown as Record<string, unknown>)
  if (places.length === 0) return
  const [holder, key] = picked(places, chance)
  chance.oneOf<() => void>([
    () => set(holder, key, badValue(chance)),
    () => set(holder, key, badValue(chance)),
    () => void Reflect.deleteProperty(holder, key),
    () => set(holder, key, [holder[key]]),
    () => set(holder, picked(badKeys, chance), badValue(chance)),
    () =>
      set(
        holder,
        key,
        typeof holder[key] === 'string' ? `${holder[key]}${picked(badTexts, chance)}` : JSON.stringify(holder[key]),
      ),
  ])()
}

/** As a property of its own, whatever the key: an assignment to `__proto__` would be none. */
function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

type Place = readonly [holder: Record<string, unknown>, key: string]

function placesIn(holder: Record<string, unknown>): Place[] {
  return Object.keys(holder).flatMap((key): Place[] => {
    const inner = holder[key]
    const own: Place = [holder, key]
    return typeof inner === 'object' && inner !== null ? [own, ...placesIn(inner as Record<string, unknown>)] : [own]
  })
}

/** JSON text, now and then of a kind that only a person with an editor makes. */
export function badJson(value: unknown, chance: Chance): string {
  const text = JSON.stringify(value) ?? 'null'
  if (chance.happens(0.75)) return text
  const depth = chance.oneOf([50, 5_000, 30_000])
  return chance.oneOf<() => string>([
    () => `${'['.repeat(depth)}${']'.repeat(depth)}`,
    () => `${'{"a":'.repeat(Math.floor(depth / 5))}1${'}'.repeat(Math.floor(depth / 5))}`,
    (): string => text.replace(/}$/, `,${text.slice(1)}`),
    (): string => text.replace(/^{/, `{"__proto__":{"isAdmin":true},`),
    (): string => text.replace(/:("[^"]*"|\d+)/, `:${picked(badRawValues, chance)}`),
    () => `\uFEFF${text}`,
    () => `${text}${text}`,
    () => picked(badRawValues, chance),
  ])()
}

/** Bytes that were damaged on their way: cut, doubled, changed, or with bytes in between that are no text. */
export function damaged(bytes: Buffer, chance: Chance): Buffer {
  if (bytes.length === 0) return Buffer.from([chance.between(0, 255)])
  const at = chance.between(0, bytes.length - 1)
  return chance.oneOf<() => Buffer>([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes]),
    (): Buffer => {
      const changed = Buffer.from(bytes)
      for (let n = chance.between(1, 4); n > 0; n -= 1) changed[chance.between(0, changed.length - 1)] = chance.between(0, 255)
      return changed
    },
  ])()
}

export function randomBytes(length: number, chance: Chance): Buffer {
  return Buffer.from(Array.from({ length }, () => chance.between(0, 255)))
}
