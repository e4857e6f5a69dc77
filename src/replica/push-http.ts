/** What the device asks of the server about push and the bell check, apart from http.ts because no first screen needs it. */
import type { CommandId, ShiftId } from '../identifiers.ts'
import type { BellCheck, PushKey, ReportPush, RingableDevices, SavePushSubscription } from '../protocol/push.ts'
import { type Reply, serverAsk } from './http.ts'

export interface PushHttp {
  key(): Promise<Reply<PushKey>>
  /** Binds it to this device and shift, instead of an earlier one. */
  save(subscription: SavePushSubscription): Promise<Reply<null>>
  /**
   * Goes on where the worker or the page is ended meanwhile. Its answer says what time it is to the server, in milliseconds and
   * right within a second, where that is known.
   */
  report(report: ReportPush): Promise<Reply<number | null>>
  devices(): Promise<Reply<RingableDevices>>
  /** One identifier is one bell check, however often it is asked for. */
  startBellCheck(id: CommandId, shift: ShiftId): Promise<Reply<BellCheck>>
  bellCheck(id: CommandId): Promise<Reply<BellCheck>>
}

export function pushHttp(fetcher: typeof fetch = (...args) => fetch(...args)): PushHttp {
  const ask = serverAsk(fetcher)
  return {
    key: () => ask('GET', '/push/key'),
    save: (subscription) => ask('PUT', '/push/subscription', subscription),
    async report(report) {
      let date: string | null = null
      const askForTime = serverAsk(async (...args) => {
        const response = await fetcher(...args)
        date = response.headers.get('date')
        return response
      })
      const reply = await askForTime('POST', '/push/received', report, { keepalive: true })
      return reply.is === 'ok' ? { is: 'ok', value: timeIn(date) } : reply
    },
    devices: () => ask('GET', '/devices'),
    startBellCheck: (id, shift) => ask('POST', '/bell-checks', { id, shift }),
    bellCheck: (id) => ask('GET', `/bell-checks/${encodeURIComponent(id)}`),
  }
}

/** The header names the second that had begun: half a second later it is wrong by least. */
function timeIn(date: string | null): number | null {
  const at = Date.parse(date ?? '')
  return Number.isNaN(at) ? null : at + 500
}
