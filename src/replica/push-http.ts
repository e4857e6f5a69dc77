/** What the device asks of the server about push and the bell check, apart from http.ts because no first screen needs it. */
import type { CommandId, ShiftId } from '../identifiers.ts'
import type { BellCheck, PushKey, ReportPush, RingableDevices, SavePushSubscription } from '../protocol/push.ts'
import { type Reply, serverAsk } from './http.ts'

export interface PushHttp {
  key(): Promise<Reply<PushKey>>
  /** Binds it to this device and shift, instead of an earlier one. */
  save(subscription: SavePushSubscription): Promise<Reply<null>>
  /** Goes on where the worker or the page is ended meanwhile. */
  report(report: ReportPush): Promise<Reply<null>>
  devices(): Promise<Reply<RingableDevices>>
  /** One identifier is one bell check, however often it is asked for. */
  startBellCheck(id: CommandId, shift: ShiftId): Promise<Reply<BellCheck>>
  bellCheck(id: CommandId): Promise<Reply<BellCheck>>
}

export function pushHttp(fetcher?: typeof fetch): PushHttp {
  const ask = serverAsk(fetcher)
  return {
    key: () => ask('GET', '/push/key'),
    save: (subscription) => ask('PUT', '/push/subscription', subscription),
    report: (report) => ask('POST', '/push/received', report, { keepalive: true }),
    devices: () => ask('GET', '/devices'),
    startBellCheck: (id, shift) => ask('POST', '/bell-checks', { id, shift }),
    bellCheck: (id) => ask('GET', `/bell-checks/${encodeURIComponent(id)}`),
  }
}
