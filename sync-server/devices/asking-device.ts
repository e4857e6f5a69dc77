/** Which device asks, by its cookie. The cookie alone begins nothing: see proving.ts. */
import { fastifyCookie } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieFor } from '../http/cookies.ts'
import { ProblemReply } from '../http/problem.ts'
import { tokenHash } from '../http/secrets.ts'
import type { Device } from '../storage/devices.ts'
import type { Storage } from '../storage/storage.ts'

export const deviceCookie = 'shopbell_device'
/** As long as browsers keep any cookie; each sign-in begins it anew. */
const cookieLifeMs = 400 * 86_400_000

/** Throws `not-enrolled` or `device-revoked`. */
export async function deviceOf({ headers }: FastifyRequest, storage: Storage): Promise<Device> {
  const token = tokenIn(headers.cookie)
  const device = token === null ? null : await storage.devices.findByToken(tokenHash(token))
  if (!device) {
    const enrolsItself = (await storage.directory.retailers()).some(({ isDemo }) => isDemo)
    throw new ProblemReply(
      'not-enrolled',
      'This browser is not part of a store yet. Ask a manager for a code and enrol it.',
      enrolsItself ? { enrolsItself } : {},
    )
  }
  if (device.revokedAt !== null) {
    throw new ProblemReply('device-revoked', 'This device is no longer enrolled. Ask your manager to enrol it anew.')
  }
  return device
}

/** Gives the browser its token, or the one that it has for longer. */
export function keepDeviceCookie(request: FastifyRequest, reply: FastifyReply, token = tokenIn(request.headers.cookie)): void {
  if (token === null) return
  reply.setCookie(deviceCookie, token, { ...cookieFor(request.protocol), maxAge: cookieLifeMs / 1_000 })
}

function tokenIn(cookieHeader: string | undefined): string | null {
  return (cookieHeader === undefined ? undefined : fastifyCookie.parse(cookieHeader)[deviceCookie]) || null
}
