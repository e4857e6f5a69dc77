/**
 * Every text of the staff app, in German.
 *
 * Glossary: chat: Chat · claim: annehmen · decline: ablehnen · missed: verpasst · pick up: übernehmen · hand back: zurückgeben ·
 * taken over: übernommen · available: verfügbar · unavailable: nicht verfügbar · ring: klingeln · bell: Klingel · bell check:
 * Klingelprobe · notification: Mitteilung · device: Gerät · shift: Schicht · customer: Kund:in · colleague: jemand aus dem Team,
 * anderes Teammitglied · refused: abgelehnt wird nur ein Chat; was der Server nicht annimmt, „nimmt er nicht an“. Address: du.
 */
import { durations } from '../durations.ts'
import { app, connection, customer, door, language, problem, update } from './de/app.ts'
import { bell } from './de/bell.ts'
import { conversation, history } from './de/conversation.ts'
import { home, madeUnavailable, notice, presence, unsent, waiting } from './de/home.ts'
import { incoming } from './de/incoming.ts'
import { install, newVersion, shortcut } from './de/installed.ts'
import { lock } from './de/lock.ts'
import { missed } from './de/missed.ts'
import { enrol, signIn, signOut } from './de/sign-in.ts'
import type { Dictionary } from './dictionary.ts'

export const de: Dictionary = {
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
  duration: durations('de'),
}
