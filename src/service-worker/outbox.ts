/**
 * The outbox as the service worker sends from it. Pages may be sending the same entries: each command has one answer whoever asks
 * for it (CL2), and nobody leaves a lane's order.
 */
import type { MemberCommand } from '../protocol/commands.ts'
import type { Session } from '../protocol/staff.ts'
import type { Database } from '../replica/database.ts'
import { serverHttp } from '../replica/http.ts'
import { Outbox, type Sent, type Waiting } from '../replica/outbox.ts'
import { browserTime } from '../replica/page-time.ts'
import { timeOrderedId } from '../time-ordered.ts'

/** Browsers end a worker that goes on for longer. */
export const patienceMs = 25_000

export interface WorkerOutbox {
  readonly session: Session
  readonly outbox: Outbox
  /** What pages left, with the answers to come. */
  readonly left: readonly Sent[]
  /** The server's clock as this device knows it, in milliseconds. */
  serverNow(): number
}

interface Listener {
  /** What waits and what was refused, whenever that changes. */
  onChange?(entries: readonly Waiting[]): void
  /** A command is in the device's keeping. */
  onKept?(command: MemberCommand): void
  onShiftOver?(): void
}

/** Takes up what is there and sends it; whoever opens it closes it. `null` where nobody is signed in. */
export async function openOutbox(database: Database, listener: Listener = {}): Promise<WorkerOutbox | null> {
  const session = await database.session()
  if (!session) return null
  const disk = database.shiftDisk(session.member.id)
  const [{ outbox: entries }, offsetMs] = await Promise.all([disk.load(), database.clockOffsetMs()])
  const serverNow = () => Date.now() + offsetMs
  const outbox = new Outbox({
    member: session.member.id,
    shift: session.shift,
    disk: {
      loadOutbox: disk.loadOutbox,
      dropCommand: disk.dropCommand,
      async putCommand(entry) {
        await disk.putCommand(entry)
        listener.onKept?.(entry.command)
      },
    },
    time: browserTime,
    serverNow,
    newId: timeOrderedId,
    post: serverHttp().command,
    onChange: (waiting) => listener.onChange?.(waiting),
    onShiftOver: () => listener.onShiftOver?.(),
    // What could not be kept is sent all the same.
    onDisk: () => {},
  })
  return { session, outbox, left: outbox.adopt(entries), serverNow }
}
