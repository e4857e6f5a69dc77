/**
 * Sends what pages left in the outbox. Pages may be sending the same entries: each command has one answer whoever asks for it
 * (CL2), and nobody leaves a lane's order.
 */
import type { CommandId } from '../identifiers.ts'
import type { Database } from '../replica/database.ts'
import { serverHttp } from '../replica/http.ts'
import { Outbox } from '../replica/outbox.ts'
import { browserTime } from '../replica/page-time.ts'

/** Browsers end a worker that goes on for longer. */
const patienceMs = 25_000

/** Resolves to whether everything was answered. */
export async function sendLeftCommands(database: Database): Promise<boolean> {
  const session = await database.session()
  if (!session) return true
  const disk = database.shiftDisk(session.member.id)
  const { outbox: entries } = await disk.load()
  const http = serverHttp()
  return new Promise((resolve) => {
    const outbox = new Outbox({
      member: session.member.id,
      shift: session.shift,
      disk,
      time: browserTime,
      serverNow: Date.now,
      newId: () => crypto.randomUUID() as CommandId,
      post: http.command,
      onChange: (left) => {
        if (left.every(({ refused }) => refused)) end(true)
      },
      onShiftOver: () => end(false),
      onDisk: () => {},
    })
    const cancel = browserTime.after(patienceMs, () => end(false))
    function end(isAllAnswered: boolean): void {
      cancel()
      outbox.close()
      resolve(isAllAnswered)
    }
    outbox.adopt(entries)
  })
}
