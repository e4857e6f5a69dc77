/** The socket in words, for the API's description: OpenAPI has none for WebSockets. */
import { clockEveryMs, closeCodes, messageTypes, serverKey, silenceMs, wishMap } from '../../../src/protocol/socket.ts'

const closeMeanings: { readonly [Why in keyof typeof closeCodes]: string } = {
  malformedFrame: 'a frame that the server cannot read',
  notSignedIn: 'nobody is signed in, or the shift has ended; sign in again',
  notYours: 'another member’s room, a page of another site, or a wish under a key that is not the device’s',
  tooLarge: 'a frame that is too large',
  outdatedApp: 'the app is too old for this server; load it again',
  tooManyFrames: 'too many frames, or too many pages of one member',
  aheadOfServer: 'the device knows more than the server (a restored backup); forget and connect again',
  serverStopping: 'the server is stopping; connect again',
}

const closeTable = Object.entries(closeCodes)
  .map(([why, code]) => `| ${code} | ${closeMeanings[why as keyof typeof closeCodes]} |`)
  .join('\n')

export const socketDescription = `A WebSocket for the member of the session, and nobody else. The session's cookie goes with the handshake; a browser's \`Origin\` must be this host. Any y-websocket client (\`new WebsocketProvider('wss://…/api/v1/rooms', member, doc)\`) speaks the first three kinds of frames; the others are three message handlers more. Make a new one for every connection, as described below, instead of letting it reconnect.

Every frame is binary: a variable-length unsigned integer (lib0), the kind, and then:

| kind | is | content |
| --- | --- | --- |
| ${messageTypes.sync} | sync | as y-protocols/sync |
| ${messageTypes.awareness} | awareness | as y-protocols/awareness |
| ${messageTypes.queryAwareness} | awareness asked for | nothing |
| ${messageTypes.feed} | feed | one variable-length string: JSON |
| ${messageTypes.clock} | clock | one variable-length string: JSON |
| ${messageTypes.bellCheck} | bell check | one variable-length string: JSON |

**The wish (sync).** The room's document has one map, \`${wishMap}\`. A device writes \`{"on": stamp, "off": stamp}\` under its own identifier (\`device\` of the sign-in): going available sets \`on\`, going unavailable sets \`off\`, to the larger of (largest stamp seen + 1) and the server's time in milliseconds. The member is available where the largest \`on\` of all keys is larger than the largest \`off\` (AV2). The server writes under \`${serverKey}\`: three misses make a member unavailable that way. Nothing else is accepted in the document.

Keep the two stamps that the device wrote, not the document: make a fresh \`Y.Doc\` for every connection, and once it is synced write the device's key, and no other, where the document says less than those stamps. A client that comes back with an old document hands over what other devices wrote in it, and is refused where the server knows nothing of that.

**Presence (awareness).** The server publishes one state per member of the store, \`MemberPresence\`. What a page sets as its own state is a report, \`PageReport\`, and is not relayed: which offers it has (\`delivered\`) and which are on screen (\`displayed\`). An offer's countdown runs from those reports (OF5).

**The feed.** After connecting, the page sends \`{"is": "position", "position": {"epoch", "version"}}\` of what it has, or \`null\` for nothing. The server answers, then and whenever something changes, with \`{"is": "batch", "batch": Batch}\`. Rows replace each other by \`key\`; \`removed\` keys go; a batch whose \`from\` is \`null\` replaces everything. Rows are complete: nothing is to be worked out from their order. See \`Batch\` and \`Row\` among the schemas.

**The clock.** Every ${clockEveryMs / 1_000} seconds the server sends \`ClockDown\`; the page answers each at once with \`ClockUp\`, the same \`n\` and its own time. That echo is what makes a member reachable (RE1). With t1 = \`previous.pageTime\`, t2 = \`previous.receivedAt\`, t3 = \`serverTime\` and t4 = the page's time now, the server's clock is ahead of the page's by ((t2 − t1) + (t3 − t4)) / 2. Either end takes ${silenceMs / 1_000} seconds of silence for a dead connection (RE2).

**Bell checks.** The server sends \`{"is": "bellCheck", "check", "by"}\` where somebody rings this device on purpose. The page answers each step with \`{"is": "bellCheck", "check", "seen"}\`: \`delivered\`, then \`displayed\`, then \`tapped\`.

| close code | means |
| --- | --- |
${closeTable}

A client stops reconnecting after 4400 to 4499; after anything else it comes back.`
