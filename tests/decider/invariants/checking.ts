/** What an invariant is, and the two ways in which most of them look at a history. */
import type { StoreEvent } from '../../../src/decider/events.ts'
import { evolve } from '../../../src/decider/evolve.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import { Ledger } from '../ledger.ts'
import type { Step } from '../test-store.ts'

/** Made anew for each history; shown one decision after the other, it throws where something is wrong. */
export type Invariant = () => (step: Step) => void

export function check(holds: boolean, what: string, details: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(details)}`)
}

/** Walks the events with the state before each of them, and keeps the ledger. */
export function walk(look: (event: StoreEvent, before: StoreState, ledger: Ledger, step: Step) => void): Invariant {
  return () => {
    const ledger = new Ledger()
    return (step) => {
      let before = step.before
      for (const event of step.decision.events) {
        look(event, before, ledger, step)
        ledger.enter(event, step)
        before = evolve(before, event)
      }
    }
  }
}

/** Looks once after each decision. */
export function after(look: (step: Step, ledger: Ledger) => void): Invariant {
  return () => {
    const ledger = new Ledger()
    return (step) => {
      for (const event of step.decision.events) ledger.enter(event, step)
      look(step, ledger)
    }
  }
}
