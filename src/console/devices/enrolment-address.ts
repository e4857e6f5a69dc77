/** Where a new device goes with its code: the staff app, which takes the code out of its address. */

export function enrolmentAddress(origin: string, code: string): string {
  return `${origin}/?${new URLSearchParams({ enrol: code })}`
}
