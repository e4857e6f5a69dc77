/**
 * Every text of the staff app, in French.
 *
 * Glossary: chat: conversation (« chat » se lit aussi comme l’animal) · claim: prendre · decline: refuser · missed: manquée ·
 * pick up, taken over: reprendre, reprise · hand back: rendre · available: disponible · unavailable: indisponible ·
 * ring: sonner · bell: sonnerie · bell check: essai de sonnerie · device: appareil · shift: service · customer: client ·
 * colleague: collègue. Address: vous; participles that would name the reader’s gender are avoided.
 */
import { durations } from '../durations.ts'
import type { Dictionary } from './dictionary.ts'
import * as app from './fr/app.ts'
import { bell } from './fr/bell.ts'
import * as conversation from './fr/conversation.ts'
import * as home from './fr/home.ts'
import * as incoming from './fr/incoming.ts'
import * as installed from './fr/installed.ts'
import { lock } from './fr/lock.ts'
import * as missed from './fr/missed.ts'
import * as signIn from './fr/sign-in.ts'

export const fr: Dictionary = {
  ...app,
  ...signIn,
  ...home,
  ...missed,
  ...incoming,
  ...conversation,
  ...installed,
  bell,
  lock,
  duration: durations('fr'),
}
