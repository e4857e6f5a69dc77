/** A small chaos with everything in it: a real server killed twice, a bad network, a team of two and a few shoppers. */
import { expect, test } from 'vitest'
import type { StoreId } from '../../src/identifiers.ts'
import { runChaos } from './run.ts'

test('CL1, CL2, OF1: nothing that was acknowledged is lost, held twice or left hanging when the server is killed', async () => {
  const stores = ['brighton-lanes' as StoreId]
  const report = await runChaos({ seed: 7, kills: 2, stores, tabletsEach: 2, shoppersPerStore: 4, say: () => {} })
  const sound = Object.fromEntries(Object.keys(report.findings).map((kind) => [kind, []]))
  expect(report.findings).toEqual(sound)
  expect(report.claimsAcknowledged).toBeGreaterThan(0)
  expect(report.restartsMs).toHaveLength(2)
}, 120_000)
