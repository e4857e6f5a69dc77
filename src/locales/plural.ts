/** Plural forms as the language has them. */
import { onFirstUse } from './on-first-use.ts'

type Forms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** Chooses among the forms for a number; `zero`, where given, also serves languages that have no such form. */
export function plural(language: string): (n: number, forms: Forms) => string {
  const rules = onFirstUse(() => new Intl.PluralRules(language))
  return (n, forms) => (n === 0 && forms.zero !== undefined ? forms.zero : (forms[rules().select(n)] ?? forms.other))
}
