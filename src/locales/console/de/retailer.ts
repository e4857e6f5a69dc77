/** Die Seite des Unternehmens selbst. */
import type { Dictionary } from '../dictionary.ts'

export const retailer: Dictionary['retailer'] = {
  identity: 'Name, Sprache, Währung',
  nameHint: 'So lesen ihn eure Teams und alle, die bei euch einkaufen.',
  localeHint:
    'So werden Daten und Preise geschrieben. Wer Shopbell in einer anderen Sprache liest, sieht sie so, wie man sie dort schreibt.',
  currencyHint: 'Für die Preise früherer Bestellungen. Es wird nichts umgerechnet.',
  example: 'So werden sie geschrieben:',
  saved: 'Gespeichert. Tablets zeigen es, sobald sich wieder jemand anmeldet.',
}
