/** An entry of the audit trail as a sentence: who, what, and what it was changed to. */
import type { Dictionary } from '../../locales/console/dictionary.ts'
import type { AuditPage } from '../../protocol/console.ts'
import { type Figure, figureGroups, shownFigure } from '../stores/figures.ts'

type Entry = AuditPage['entries'][number]

/** An action that this page does not know yet is told by its own name. */
export function auditSentence(words: Dictionary, entry: Entry): string {
  const who = entry.by.name ?? words.audit.by[entry.by.is]
  const what = entry.subject ?? words.audit.somebody
  const { action, details } = entry
  const sentences = words.audit.actions
  const sentence = action in sentences ? sentences[action as keyof typeof sentences](who, what) : words.audit.other(who, action)
  const told = detailsOf(words, details)
  return told.length === 0 ? sentence : `${sentence} (${told.join(', ')})`
}

function detailsOf(words: Dictionary, details: Entry['details']): readonly string[] {
  return Object.entries(details).flatMap(([name, value]) => {
    if (isFigure(name)) {
      const before = details[`${name}Before`]
      const shown = (figure: unknown) => shownFigure(name, Number(figure))
      return [words.audit.figure(words.policy.figures[name].name, shown(before), shown(value))]
    }
    if (name === 'role' && typeof value === 'string' && value in words.members.roles) {
      return [words.members.roles[value as keyof Dictionary['members']['roles']]]
    }
    if (name === 'idleLockMs') return [words.stores.locksAfter(words.duration(Number(value)))]
    if (name === 'by' && typeof value === 'string' && value in words.audit.ways) {
      return [words.audit.ways[value as keyof Dictionary['audit']['ways']]]
    }
    if (name === 'locale' || name === 'currency') return [String(value)]
    if (name === 'allowedSites') return [String(value) || words.audit.noSites]
    return []
  })
}

const figures: readonly string[] = Object.values(figureGroups).flat()
const isFigure = (name: string): name is Figure => figures.includes(name)
