/** The letters that stand for a person where there is no picture of them. */

/** “Crystal Minh” gives CM, “Ana” gives AN, nobody gives a question mark. */
export function initials(name: string | null): string {
  const words = (name ?? '').trim().split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '')]
  const last = words.length > 1 ? [...(words.at(-1) ?? '')] : []
  const letters = last[0] ? `${first[0]}${last[0]}` : first.slice(0, 2).join('')
  return letters.toLocaleUpperCase() || '?'
}
