/** A shopper writes how to reach them in one free line; this says what can be done with it. */

export type Contact =
  | { readonly is: 'email'; readonly address: string }
  | { readonly is: 'phone'; readonly number: string }
  | { readonly is: 'other' }

/** Cautious on purpose: what is not plainly one or the other is shown, to be used by hand. */
export function readContact(text: string): Contact {
  const trimmed = text.trim()
  if (/^[^\s@<>"(),:;?&]+@[^\s@<>"(),:;?&]+\.[^\s@<>"(),:;?&]+$/.test(trimmed)) return { is: 'email', address: trimmed }
  // “+44 (0)20”: the nought in brackets is dialled only at home.
  const digits = trimmed.replace(/^(\+\d{1,3})\s*\(0\)/, '$1').replace(/[\s()./-]/g, '')
  if (/^\+?\d{6,15}$/.test(digits)) return { is: 'phone', number: digits }
  return { is: 'other' }
}

/** A link that opens the member's own mail program with a letter begun. */
export function mailTo(address: string, subject: string, body: string): string {
  // Long letters in a link fail in some mail programs; the question's beginning is enough to know it by.
  const most = 1_200
  const short = body.length > most ? `${body.slice(0, most)}…\n\n` : body
  const at = encodeURIComponent(address).replace('%40', '@')
  return `mailto:${at}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(short)}`
}
