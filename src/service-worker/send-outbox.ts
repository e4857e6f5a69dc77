/** Sends what closed pages left in the outbox. */
import type { Database } from '../replica/database.ts'
import type { Answer } from '../replica/outbox.ts'
import { browserTime } from '../replica/page-time.ts'
import { openOutbox, patienceMs } from './outbox.ts'

/** Resolves to whether everything was answered. */
export async function sendLeftCommands(database: Database): Promise<boolean> {
  const open = await openOutbox(database)
  if (!open) return true
  const { outbox, left } = open
  const cancel = browserTime.after(patienceMs, () => outbox.close())
  // Closed, or its shift over, an outbox gives up what waits.
  const answers: readonly Answer[] = await Promise.all(left.map(({ answer }) => answer))
  cancel()
  outbox.close()
  return answers.every(({ is }) => is !== 'gaveUp')
}
