/** Waits for what should happen, generously: a busy machine is late, not wrong. */
import { vi } from 'vitest'

export function until<Found>(check: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(check, { timeout: 20_000, interval: 5 })
}
