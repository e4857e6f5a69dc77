/** Languages and currencies to choose a retailer's from, called what the reader calls them. */

const locales = [
  ['cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-IE', 'en-NZ', 'en-US', 'es-ES', 'es-MX', 'fi-FI'],
  ['fr-BE', 'fr-CA', 'fr-CH', 'fr-FR', 'it-CH', 'it-IT', 'ja-JP', 'nl-BE', 'nl-NL', 'nb-NO', 'pl-PL', 'pt-BR', 'pt-PT', 'sv-SE'],
].flat()

const currencyOfRegion: Readonly<Record<string, string>> = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  JP: 'JPY',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  SE: 'SEK',
  US: 'USD',
}

interface Named {
  readonly id: string
  readonly name: string
}

/** Sorted as the reader sorts; `kept` is among them whatever it is. */
export function localesFor(reader: string, kept: string): readonly Named[] {
  const names = new Intl.DisplayNames(reader, { type: 'language', languageDisplay: 'standard' })
  return sorted(
    reader,
    [...new Set([...locales, kept])].map((id) => ({ id, name: names.of(id) ?? id })),
  )
}

export function currenciesFor(reader: string): readonly Named[] {
  const names = new Intl.DisplayNames(reader, { type: 'currency' })
  return sorted(
    reader,
    Intl.supportedValuesOf('currency').map((id) => ({ id, name: `${names.of(id) ?? id} (${id})` })),
  )
}

export const currencyOf = (locale: string): string => currencyOfRegion[locale.split('-').at(-1) ?? ''] ?? 'EUR'

/** The first that the browser asks for, with its region. */
export function localeOf(preferred: readonly string[]): string {
  return (
    preferred.find((tag) => locales.includes(tag)) ??
    locales.find((id) => id.startsWith(`${preferred[0]?.split('-')[0]}-`)) ??
    'en-GB'
  )
}

function sorted(reader: string, all: readonly Named[]): readonly Named[] {
  const { compare } = new Intl.Collator(reader)
  return all.toSorted((a, b) => compare(a.name, b.name))
}
