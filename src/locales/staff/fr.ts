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
import { app, connection, customer, door, language, problem, update } from './fr/app.ts'
import { bell } from './fr/bell.ts'
import { conversation, history } from './fr/conversation.ts'
import { home, madeUnavailable, notice, presence, unsent, waiting } from './fr/home.ts'
import { incoming } from './fr/incoming.ts'
import { install, newVersion, shortcut } from './fr/installed.ts'
import { lock } from './fr/lock.ts'
import { missed } from './fr/missed.ts'
import { enrol, signIn, signOut } from './fr/sign-in.ts'

export const fr: Dictionary = {
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
  duration: durations('fr'),
}
