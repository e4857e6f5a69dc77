/**
 * Every text of the staff app, in English: the language that the others are translated from, so its words are those of the
 * rules. Short and kind; a failure says what happened and what to do next.
 *
 * Glossary: chat, claim, decline, missed, pick up, hand back, available and unavailable, ring, customer (a shopper, as the
 * team calls them), colleague (a member of the same team). Whoever reads is addressed as “you”.
 */
import { durations } from '../durations.ts'
import { app, connection, customer, door, language, problem, update } from './en/app.ts'
import { bell } from './en/bell.ts'
import { conversation, history } from './en/conversation.ts'
import { home, madeUnavailable, notice, presence, unsent, waiting } from './en/home.ts'
import { incoming } from './en/incoming.ts'
import { install, newVersion, shortcut } from './en/installed.ts'
import { lock } from './en/lock.ts'
import { missed } from './en/missed.ts'
import { enrol, signIn, signOut } from './en/sign-in.ts'

export const en = {
  app,
  language,
  customer,
  door,
  connection,
  update,
  problem,
  signIn,
  enrol,
  signOut,
  home,
  presence,
  notice,
  unsent,
  waiting,
  madeUnavailable,
  missed,
  incoming,
  conversation,
  history,
  newVersion,
  install,
  shortcut,
  bell,
  lock,
  duration: durations('en'),
}
