/** Web push over HTTP: the key to subscribe with, a shift's subscription, and what its worker reports. */
import { PushKey, ReportPush, SavePushSubscription } from '../../src/protocol/push.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { App } from '../http/typed.ts'
import type { SignedIn } from '../members/sessions.ts'
import { signedInOf } from '../members/signed-in.ts'
import { type PushHost, readEndpoint } from './push-hosts.ts'
import { readPushName } from './push-names.ts'
import { brokenKey } from './subscription-keys.ts'

/** Needs a scope that requires a member. */
export function pushRoutes(app: App, parts: HttpParts): void {
  const { storage, coordinator, push, subscriptions, bellChecks, config } = parts

  app.get(
    '/push/key',
    {
      schema: {
        operationId: 'readPushKey',
        tags: ['Push'],
        summary: 'The key to subscribe with',
        description: 'The `applicationServerKey` of this server. It stays the same for as long as its data does.',
        security: bySession,
        response: answers({ 200: { description: 'The key', schema: PushKey } }, ['not-signed-in']),
      },
    },
    async (): Promise<PushKey> => ({ publicKey: push.publicKey }),
  )

  app.put(
    '/push/subscription',
    {
      schema: {
        operationId: 'savePushSubscription',
        tags: ['Push'],
        summary: 'Be rung in the pocket',
        description:
          'Binds the browser’s push subscription to the session’s device and shift, instead of an earlier one of either. To be repeated at every start of the app, because browsers renew them. One whose push service has said that it is gone is refused: subscribe anew. It ends with the shift, and where another shift begins on the device.',
        security: bySession,
        body: SavePushSubscription,
        response: answers({ 204: { description: 'The device is rung from now on' } }, [
          ...withBody,
          'push-refused',
          'push-gone',
          'not-signed-in',
          'wrong-origin',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const { shift, store } = signedInOf(request)
      const { endpoint, keys } = request.body
      refuseUnusable(request.body, config.pushHosts)
      if (subscriptions.isGone(endpoint)) {
        throw new ProblemReply('push-gone', 'The push service no longer knows this subscription. Subscribe anew and save that.')
      }
      await subscriptions.save(shift, store.id, { endpoint, p256dh: unpadded(keys.p256dh), auth: unpadded(keys.auth) })
      reply.code(204)
    },
  )

  app.delete(
    '/push/subscription',
    {
      schema: {
        operationId: 'dropPushSubscription',
        tags: ['Push'],
        summary: 'Be rung in the pocket no more',
        description: 'Unbinds the shift’s push subscription. Also answers 204 where there is none.',
        security: bySession,
        response: answers({ 204: { description: 'The device is not rung by push' } }, ['not-signed-in', 'wrong-origin']),
      },
    },
    async (request, reply): Promise<void> => {
      await subscriptions.remove(signedInOf(request).shift.id)
      reply.code(204)
    },
  )

  app.post(
    '/push/received',
    {
      schema: {
        operationId: 'reportPush',
        tags: ['Push'],
        summary: 'A worker has a push',
        description:
          'Said as soon as it has arrived, again when it is on screen, and when it is tapped. For a ring this is what starts the countdown (OF5); for any push it shows that the device can be reached (RE1). Repeating it does no harm.',
        security: bySession,
        body: ReportPush,
        response: answers({ 204: { description: 'Heard' } }, [
          ...withBody,
          'not-signed-in',
          'wrong-shift',
          'wrong-origin',
          'unknown-offer',
          'unknown-member',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const who = signedInOf(request)
      if (request.body.shift !== who.shift.id) {
        throw new ProblemReply('wrong-shift', 'This was sent to an earlier shift of the device, so nothing happened.')
      }
      await report(who, request.body)
      reply.code(204)
    },
  )

  async function report({ shift, member, store }: SignedIn, { push: name, seen }: ReportPush): Promise<void> {
    // First of all, because it is what makes a late delivery ring again (OF5).
    subscriptions.reported(shift.id, member.id, store.id)
    const about = readPushName(name)
    if (about.is === 'bellCheck') bellChecks.seen(about.check, shift.id, 'push', seen)
    if (about.is !== 'ring') return
    const command = {
      type: 'ReportOffer',
      member: member.id,
      offer: about.offer,
      seen: seen === 'delivered' ? seen : 'displayed',
    } as const
    await submitOrRefuse({ coordinator, directory: storage.directory }, { store: store.id, command, asked: null })
  }
}

/** Throws the problem where nothing could ever be sent there, or nothing may. */
function refuseUnusable({ endpoint, keys }: SavePushSubscription, hosts: readonly PushHost[]): void {
  const to = readEndpoint(endpoint, hosts)
  if (to.is === 'refused') {
    throw new ProblemReply(
      'push-refused',
      'This browser’s push service is not one that this server sends to. Ask whoever runs it.',
      {
        errors: [{ at: 'endpoint', message: to.why }],
      },
    )
  }
  const broken = brokenKey(keys)
  if (broken === null) return
  throw new ProblemReply('push-refused', 'This browser’s push subscription is broken. Switch notifications off and on again.', {
    errors: [{ at: `keys.${broken}`, message: broken === 'auth' ? 'is not 16 bytes long' : 'is not a point of the curve P-256' }],
  })
}

/** Browsers differ in whether they pad base64. */
function unpadded(base64url: string): string {
  return base64url.replace(/=+$/, '')
}
