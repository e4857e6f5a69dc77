/** What people say: utterances of real dialogues between customers of a shop and its agents. */
import { readFileSync } from 'node:fs'

export interface Phrases {
  readonly questions: readonly [string, ...string[]]
  readonly customer: readonly [string, ...string[]]
  readonly member: readonly [string, ...string[]]
}

interface Dialogue {
  readonly original: readonly (readonly [speaker: string, text: string])[]
}

export function readPhrases(file: string): Phrases {
  const dialogues = JSON.parse(readFileSync(file, 'utf8')) as readonly Dialogue[]
  const said = (speaker: string) =>
    dialogues.flatMap(({ original }) => original.filter(([who]) => who === speaker).map(([, text]) => text))
  const customer = said('customer')
  return {
    // Whoever asks for something uses more than a few words; the rest is what is said on the way.
    questions: atLeastOne(customer.filter((text) => text.split(' ').length >= 6)),
    customer: atLeastOne(customer),
    member: atLeastOne(said('agent')),
  }
}

function atLeastOne(texts: readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = texts
  if (first === undefined) throw new Error('The dialogues have nothing of the kind that is needed.')
  return [first, ...rest]
}
