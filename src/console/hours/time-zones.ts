/** Time zones as people read and type them, and which is meant by what was typed: pure. */

/** Where this computer is. */
export const timeZoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** “America/New York” */
export const shownZone = (zone: string): string => zone.replaceAll('_', ' ')

/** All that the browser knows, and those that are in use, sorted. */
export function timeZones(...more: readonly string[]): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...more])].sort()
}

/** By its whole name, or by its city where that names one zone only; capitals, blanks and accents as anybody types them. */
export function readZone(typed: string, zones: readonly string[]): string | null {
  const sought = plain(typed)
  const whole = zones.find((zone) => plain(zone) === sought)
  if (whole) return whole
  const cities = zones.filter((zone) => plain(zone).endsWith(`/${sought}`))
  return sought !== '' && cities.length === 1 ? (cities[0] ?? null) : null
}

function plain(zone: string): string {
  return zone
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase()
}
