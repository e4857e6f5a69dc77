/** What a stranger has to know before the first request: the opening text of the API's description. */
import { limits } from '../../../src/protocol/text.ts'

export const guide = `Shopbell is the bell over a shop's online door. A shopper asks; the bell rings for the members of a store's team; exactly one of them gets the chat.

## A shopper, from question to answer

1. \`POST /api/v1/shopper/session\` with the store: keep the \`token\` in the browser, and send it as \`Authorization: Bearer …\` from then on.
2. \`POST /api/v1/shopper/chats\` with the question opens a chat.
3. \`GET /api/v1/shopper/chats/{chat}/events\` tells how it goes on: \`asking\`, then \`talking\`, \`nobody\` or \`missed\` (with \`closed\` outside the store’s hours, and when it opens), at last \`ended\`. Keep it open: it is also how the server knows that the shopper is here.
4. \`POST …/messages\` writes, \`POST …/contact\` leaves an address where nobody could answer, \`POST …/end\` ends.

## A member, from ring to conversation

1. Make a key pair (ECDSA on P-256) and enrol: \`POST /api/v1/devices\` with the code that a manager was shown, the public key and a signature; a demo server asks for no code. \`GET /api/v1/device\` lists the faces.
2. \`POST /api/v1/device/challenge\`, sign what it gives, and \`POST /api/v1/session\` with the member's PIN: that starts a shift and sets its cookie.
3. Connect to \`/api/v1/rooms/{member}\` (a WebSocket, described there). Answer its clock: that is what makes the member reachable. Write the member's wish into its document to go available. The feed brings offers, chats and messages as rows.
4. \`POST /api/v1/commands\` claims, declines, writes and ends. \`GET /api/v1/chats/{chat}/history\` shows what the shopper bought.

## Commands are safe to repeat

Whoever sends a command names it first: \`id\` is a UUID of version 7. The answer comes once the command is durable. **A client that got no answer sends the very same command again**: for 30 days, the same sender, identifier and content get the first answer, and nothing happens twice. The same identifier with other content is refused (\`identifier-reused\`). Answers of 401, 403 \`wrong-shift\`, 429 and 5xx are no answer to the command: nothing happened, and it may be sent again.

## Problems

Everything that is not well is an RFC 9457 problem (\`application/problem+json\`). \`type\` is \`/problems/<kind>\` and leads to what it means; \`detail\` is a sentence for a person; \`errors\` names the places of what is wrong in a body; \`retryAfterMs\` (and \`Retry-After\`, in seconds) says when to come back. Decide by \`type\`, never by \`detail\`. A problem means that nothing was changed.

## Conventions

- Bodies are JSON in UTF-8, at most ${limits.body / 1024} KiB. Unknown fields are refused, so that a typing mistake is heard of. Clients must bear with new fields in answers.
- Times are milliseconds since 1970 by the server's clock; durations end in \`Ms\`; amounts of money are in the currency's smallest unit.
- Text is plain text. HTML in it is text. Control characters other than newline, return and tab are refused, and so is text that is blank.
- Identifiers are opaque. What belongs to another store or shopper is as unknown (404) as what never was.
- Unsafe requests of members are refused where a browser says that another site's page sent them (\`Origin\`).
- Rates are limited by address before it is known who asks, then by shift or shopper.

Identifiers such as CL1 or OF5 are the rules of \`src/decider/SPEC.md\`.`
