/**
 * Every text of the staff app, in Spanish.
 *
 * Glossary: chat: chat · claim: aceptar · decline: rechazar · missed: perdido · pick up, taken over: asumir, asumido · hand back:
 * devolver · available: disponible · unavailable: no disponible · ring: sonar · bell: timbre · bell check: prueba del timbre ·
 * device: dispositivo · shift: turno · customer: cliente · colleague: alguien del equipo. Address: tú.
 */
import { durations } from '../durations.ts'
import type { Dictionary } from './dictionary.ts'
import { app, connection, customer, door, language, problem, update } from './es/app.ts'
import { bell } from './es/bell.ts'
import { conversation, history } from './es/conversation.ts'
import { home, madeUnavailable, notice, presence, unsent, waiting } from './es/home.ts'
import { incoming } from './es/incoming.ts'
import { install, newVersion, shortcut } from './es/installed.ts'
import { lock } from './es/lock.ts'
import { missed } from './es/missed.ts'
import { enrol, signIn, signOut } from './es/sign-in.ts'

export const es: Dictionary = {
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
  duration: durations('es'),
}
