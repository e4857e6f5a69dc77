/** How long a ring waits for what this device keeps: a moment, and then it goes on without. */
import { browserTime } from '../replica/page-time.ts'

/** Storage that takes longer must not keep a ring from the screen. */
const diskPatienceMs = 1_000

/** What was asked, of the disk unless another patience is given, or `otherwise` where that fails or takes too long. Never rejects. */
export function inTime<T>(asked: Promise<T>, otherwise: T, patienceMs: number = diskPatienceMs): Promise<T> {
  return new Promise((resolve) => {
    const cancel = browserTime.after(patienceMs, () => resolve(otherwise))
    asked.then(resolve, () => resolve(otherwise)).finally(cancel)
  })
}
