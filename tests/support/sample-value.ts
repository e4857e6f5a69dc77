/** Values that fit a schema of the interface's description, made by chance: what an honest client might send. */
import type { Chance } from './chance.ts'
import type { Schema } from './described-operations.ts'

export interface Sampling {
  readonly chance: Chance
  /** A value for the property or parameter of this name, where the caller knows better than the schema; `undefined` where not. */
  readonly known: (name: string, schema: Schema) => unknown
}

const letters = 'abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ äöüß 漢字 👩🏽‍🌾 0123456789 <b>&"\''
const longestText = 300
const mostItems = 3

export function sampleOf(schema: Schema, name: string, sampling: Sampling): unknown {
  const { chance } = sampling
  const known = sampling.known(name, schema)
  if (known !== undefined) return known
  const choices = schema.oneOf ?? schema.anyOf
  if (choices?.length) return sampleOf(picked(choices, chance), name, sampling)
  if (schema.const !== undefined) return schema.const
  if (schema.enum?.length) return picked(schema.enum, chance)
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, sampling)
    case 'array': {
      const { items = {}, maxItems = mostItems } = schema
      return Array.from({ length: chance.between(0, Math.min(maxItems, mostItems)) }, () => sampleOf(items, name, sampling))
    }
    case 'string':
      return sampleText(schema, chance)
    case 'integer':
    case 'number':
      return chance.between(Math.max(schema.minimum ?? 0, -0x80000000), Math.min(schema.maximum ?? 1_000, 0x7fffffff))
    case 'boolean':
      return chance.happens(0.5)
    default:
      return null
  }
}

function sampleObject({ properties = {}, required = [] }: Schema, sampling: Sampling): Record<string, unknown> {
  const there = Object.entries(properties).filter(([name]) => required.includes(name) || sampling.chance.happens(0.5))
  return Object.fromEntries(there.map(([name, schema]) => [name, sampleOf(schema, name, sampling)]))
}

function sampleText({ pattern, minLength = 0, maxLength = longestText, examples }: Schema, chance: Chance): string {
  const example = examples?.find((one) => typeof one === 'string')
  if (example !== undefined) return example as string
  if (pattern?.startsWith('^https')) return `https://shop.example/${chance.between(0, 1_000_000)}`
  const length = chance.between(Math.max(1, minLength), Math.max(1, Math.min(maxLength, longestText)))
  const alphabet = pattern === undefined || pattern.includes('\\S') ? letters : '0123456789abcdef'
  // By code points, so that chance makes no halves of characters: those are for whoever means to do harm.
  const characters = [...alphabet]
  return Array.from({ length }, () => picked(characters, chance))
    .join('')
    .slice(0, Math.max(length, 1))
    .toWellFormed()
}

export function picked<Item>(items: readonly Item[], chance: Chance): Item {
  const item = items[chance.between(0, items.length - 1)]
  if (item === undefined) throw new Error('There is nothing to choose from.')
  return item
}
