/** How long a page waits for what it asked of the device's storage: it must not keep the person from their chats. */
import type { PageTime } from './page-time.ts'

/** What was asked of the disk; `null` where that fails, or takes longer than `patienceMs`. Never rejects. */
export function inTime<T>(asked: Promise<T>, time: PageTime, patienceMs: number): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = time.after(patienceMs, () => resolve(null))
    asked.then(resolve, () => resolve(null)).finally(cancel)
  })
}
