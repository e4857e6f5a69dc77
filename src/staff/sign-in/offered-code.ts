/** The enrolment code of the link in a QR code: out of the address bar at once, where it would stay in the history. */
import { enrolmentParameter } from '../../protocol/proofs.ts'

/** `null` where the page was opened without one. */
export function takeOfferedCode(): string | null {
  const address = new URL(location.href)
  const code = address.searchParams.get(enrolmentParameter)
  if (code === null) return null
  address.searchParams.delete(enrolmentParameter)
  history.replaceState(history.state, '', address)
  return code
}
