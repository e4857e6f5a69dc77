/**
 * The protocol's version, and how apps and servers of different age get on. A tablet keeps an app open for weeks, a deployment
 * puts servers of two versions beside each other, and one may be taken back: every pair of neighbours has to work.
 *
 * The rule: the wire format grows. Fields, kinds of rows, commands and message types are added; what is there keeps its name and
 * its meaning; whoever reads leaves aside what it does not know, and does without what is not there. Such a change leaves the
 * version as it is. Only a change after which an app of before would mislead its reader, or send what the server has to take for
 * something else, raises `protocolVersion`; in the same commit the two bounds below say who is still understood.
 *
 * - A server that is newer than the app (`Session.protocolVersion` is higher): the app says that a newer one is needed, and its
 *   button brings it. Nothing more is sent; what was typed is kept, and leaves under the new app.
 * - A server that is older, down to `oldestServer`: the app goes on. It does not show what such a server cannot give.
 * - A server older than that, as after a version was taken back: the app says so, and tries again by itself.
 * - An app that stayed open while its server was replaced asks for no session. It says its version when it connects
 *   (`versionParameter`), and a server that no longer understands it (`oldestApp`) closes with 4426, which the app shows like a
 *   newer server. An app that says none is of version 1.
 */
/**
 * 2: devices are enrolled. An app of version 1 cannot prove its device, so that nobody could sign in with it.
 */
export const protocolVersion = 2

/** The oldest server with which this app goes on. */
export const oldestServer = 2

/** The oldest app that this server lets in. */
export const oldestApp = 2

/** Of the socket's address: `/api/v1/rooms/ana?protocol=1`. */
export const versionParameter = 'protocol'

/** How a server stands to this app. */
export function standingOf(serverVersion: number): 'understood' | 'newer' | 'tooOld' {
  if (serverVersion > protocolVersion) return 'newer'
  return serverVersion < oldestServer ? 'tooOld' : 'understood'
}
