/**
 * Every text of the console, in German.
 *
 * Glossary: store: Filiale · team: Team · member: Mitglied · associate: Beratung · manager: Leitung · admin: Administration · device: Gerät · code: Code ·
 * enrol: anmelden (ein Gerät) · customer: Kund:in · lock: sperren · rescue: retten. Address: du.
 */
import { durations } from '../durations.ts'
import * as audit from './de/audit.ts'
import * as bell from './de/bell.ts'
import * as entry from './de/entry.ts'
import * as hours from './de/hours.ts'
import * as keeping from './de/keeping.ts'
import * as managing from './de/managing.ts'
import * as policy from './de/policy.ts'
import * as retailer from './de/retailer.ts'
import type { Dictionary } from './dictionary.ts'

export const de: Dictionary = {
  ...entry,
  ...managing,
  ...policy,
  ...hours,
  ...keeping,
  ...audit,
  ...bell,
  ...retailer,
  duration: durations('de'),
}
