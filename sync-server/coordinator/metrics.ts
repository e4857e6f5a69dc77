/** What the coordinator says of itself at `/metrics`: how many decisions a flush takes, how long it lasts, what was decided. */
import { Counter, Histogram, type Registry } from 'prom-client'
import type { CoordinatorParts } from './coordinator.ts'

export function flushMetrics(register: Registry): NonNullable<CoordinatorParts['onFlush']> {
  const decisions = new Counter({ name: 'shopbell_decisions_total', help: 'Durable decisions', registers: [register] })
  const facts = new Counter({
    name: 'shopbell_events_total',
    help: 'Decided events by type: ChatClaimed, RequestMissed, MissCounted, …',
    labelNames: ['type'],
    registers: [register],
  })
  const seconds = new Histogram({
    name: 'shopbell_flush_seconds',
    help: 'From taking a batch of commands to its durable commit',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [register],
  })
  const size = new Histogram({
    name: 'shopbell_flush_decisions',
    help: 'Decisions that shared a flush',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers: [register],
  })
  return (flush) => {
    if (flush.decisions === 0) return
    decisions.inc(flush.decisions)
    seconds.observe(flush.seconds)
    size.observe(flush.decisions)
    for (const { type } of flush.events) facts.inc({ type })
  }
}
