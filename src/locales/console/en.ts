/**
 * Every text of the console, in English: the language that the others are translated from. Short and kind; a failure says what
 * happened and what to do next.
 *
 * Glossary: store, team, member, associate, manager, admin, device (a tablet or a phone that was enrolled), code (with which one
 * is enrolled), PIN (on devices), password and passkey (in the console), widget, customer (a shopper). Whoever reads is “you”.
 */
import { durations } from '../durations.ts'
import * as audit from './en/audit.ts'
import * as bell from './en/bell.ts'
import * as entry from './en/entry.ts'
import * as hours from './en/hours.ts'
import * as keeping from './en/keeping.ts'
import * as managing from './en/managing.ts'
import * as policy from './en/policy.ts'
import * as retailer from './en/retailer.ts'

export const en = {
  ...entry,
  ...managing,
  ...policy,
  ...hours,
  ...keeping,
  ...audit,
  ...bell,
  ...retailer,
  duration: durations('en'),
}
