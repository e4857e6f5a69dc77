/** The socket in words, for the API's description: OpenAPI has none for WebSockets. */
import { clockEveryMs, closeCodes, messageTypes, silenceMs } from '../../../src/protocol/socket.ts'

export const socketDescription = `A y-websocket connection. (${messageTypes.feed}, ${messageTypes.clock}, ${clockEveryMs}, ${silenceMs}, ${closeCodes.notSignedIn})`
