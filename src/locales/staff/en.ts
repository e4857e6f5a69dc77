/**
 * Every text of the staff app, in English: the language that the others are translated from, so its words are those of the
 * rules. Short and kind; a failure says what happened and what to do next.
 *
 * Glossary: chat, claim, decline, missed, pick up, hand back, available and unavailable, ring, customer (a shopper, as the
 * team calls them), colleague (a member of the same team). Whoever reads is addressed as “you”.
 */
import { durations } from '../durations.ts'
import * as app from './en/app.ts'
import { bell } from './en/bell.ts'
import * as conversation from './en/conversation.ts'
import * as home from './en/home.ts'
import * as incoming from './en/incoming.ts'
import * as installed from './en/installed.ts'
import { lock } from './en/lock.ts'
import * as missed from './en/missed.ts'
import * as signIn from './en/sign-in.ts'

export const en = {
  ...app,
  ...signIn,
  ...home,
  ...missed,
  ...incoming,
  ...conversation,
  ...installed,
  bell,
  lock,
  duration: durations('en'),
}
