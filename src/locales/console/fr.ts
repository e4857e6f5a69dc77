/**
 * Every text of the console, in French.
 *
 * Glossary: store: magasin · team: équipe · member: membre · associate: conseil · manager: responsable · admin: administration · device: appareil ·
 * code: code · enrol: enregistrer · customer: client · lock: verrouiller · rescue: reprise. Address: vous.
 */
import { durations } from '../durations.ts'
import type { Dictionary } from './dictionary.ts'
import * as audit from './fr/audit.ts'
import * as bell from './fr/bell.ts'
import * as entry from './fr/entry.ts'
import * as hours from './fr/hours.ts'
import * as keeping from './fr/keeping.ts'
import * as managing from './fr/managing.ts'
import * as policy from './fr/policy.ts'
import * as retailer from './fr/retailer.ts'

export const fr: Dictionary = {
  ...entry,
  ...managing,
  ...policy,
  ...hours,
  ...keeping,
  ...audit,
  ...bell,
  ...retailer,
  duration: durations('fr'),
}
