/**
 * A small chaos with everything in it: a real server that is killed at work and once more when all is over, a bad network, a
 * small team and a few shoppers.
 */
import { expect, test } from 'vitest'
import type { StoreId } from '../../src/identifiers.ts'
import { runChaos } from './run.ts'

test('CL1, CL2, OF1: nothing that was acknowledged is lost, held twice or left hanging when the server is killed', async () => {
  const stores = ['brighton-lanes' as StoreId]
  const report = await runChaos({ seed: 10, kills: 1, stores, tabletsEach: 2, shoppersPerStore: 8, say: () => {} })
  const sound = Object.fromEntries(Object.keys(report.findings).map((kind) => [kind, []]))
  expect(report.findings).toEqual(sound)
  expect(report.claimsAcknowledged).toBeGreaterThan(0)
  expect(report.restartsMs).toHaveLength(1)
}, 120_000)
