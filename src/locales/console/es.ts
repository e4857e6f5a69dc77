/**
 * Every text of the console, in Spanish.
 *
 * Glossary: store: tienda · team: equipo · member: miembro · associate: atención · manager: encargado · admin: administración · device: dispositivo ·
 * code: código · enrol: registrar · customer: cliente · lock: bloquear · rescue: rescate. Address: tú.
 */
import { durations } from '../durations.ts'
import type { Dictionary } from './dictionary.ts'
import * as audit from './es/audit.ts'
import * as bell from './es/bell.ts'
import * as entry from './es/entry.ts'
import * as hours from './es/hours.ts'
import * as keeping from './es/keeping.ts'
import * as managing from './es/managing.ts'
import * as policy from './es/policy.ts'
import * as retailer from './es/retailer.ts'

export const es: Dictionary = {
  ...entry,
  ...managing,
  ...policy,
  ...hours,
  ...keeping,
  ...audit,
  ...bell,
  ...retailer,
  duration: durations('es'),
}
