/**
 * Every text of the staff app, in Spanish.
 *
 * Glossary: chat: chat · claim: aceptar · decline: rechazar · missed: perdido · pick up, taken over: asumir, asumido · hand back:
 * devolver · available: disponible · unavailable: no disponible · ring: sonar · bell: timbre · bell check: prueba del timbre ·
 * device: dispositivo · shift: turno · customer: cliente · colleague: alguien del equipo. Address: tú.
 */
import { durations } from '../durations.ts'
import type { Dictionary } from './dictionary.ts'
import * as app from './es/app.ts'
import { bell } from './es/bell.ts'
import * as conversation from './es/conversation.ts'
import * as home from './es/home.ts'
import * as incoming from './es/incoming.ts'
import * as installed from './es/installed.ts'
import { lock } from './es/lock.ts'
import * as missed from './es/missed.ts'
import * as signIn from './es/sign-in.ts'

export const es: Dictionary = {
  ...app,
  ...signIn,
  ...home,
  ...missed,
  ...incoming,
  ...conversation,
  ...installed,
  bell,
  lock,
  duration: durations('es'),
}
