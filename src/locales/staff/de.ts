/**
 * Every text of the staff app, in German.
 *
 * Glossary: chat: Chat · claim: annehmen · decline: ablehnen · missed: verpasst · pick up: übernehmen · hand back: zurückgeben ·
 * taken over: übernommen · available: verfügbar · unavailable: nicht verfügbar · ring: klingeln · bell: Klingel · bell check:
 * Klingelprobe · notification: Mitteilung · device: Gerät · shift: Schicht · customer: Kund:in · colleague: jemand aus dem Team,
 * anderes Teammitglied · refused: abgelehnt wird nur ein Chat; was der Server nicht annimmt, „nimmt er nicht an“. Address: du.
 */
import { durations } from '../durations.ts'
import * as app from './de/app.ts'
import { bell } from './de/bell.ts'
import * as conversation from './de/conversation.ts'
import * as home from './de/home.ts'
import * as incoming from './de/incoming.ts'
import * as installed from './de/installed.ts'
import { lock } from './de/lock.ts'
import * as missed from './de/missed.ts'
import * as signIn from './de/sign-in.ts'
import type { Dictionary } from './dictionary.ts'

export const de: Dictionary = {
  ...app,
  ...signIn,
  ...home,
  ...missed,
  ...incoming,
  ...conversation,
  ...installed,
  bell,
  lock,
  duration: durations('de'),
}
