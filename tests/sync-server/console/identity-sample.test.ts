/** The module that the console shows for a retailer's own server: it runs as it stands, and the server believes what it signs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { identitySample } from '../../../src/console/widget/identity-sample.ts'
import type { RetailerId } from '../../../src/identifiers.ts'
import { openShop, oxfordStreet } from '../http/shop.ts'

test('the sample signs tokens that let a customer be known', async () => {
  const shop = await openShop()
  onTestFinished(() => shop.close())
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-sample-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'shopper-identity.mjs')
  writeFileSync(file, identitySample)
  const retailer = await shop.storage.directory.retailer('marlow-finch' as RetailerId)
  vi.stubEnv('SHOPBELL_SIGNING_SECRET', retailer?.signingSecret ?? '')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { shopperIdentity } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  const { session } = await shop.visit(oxfordStreet, shopperIdentity('20417', 'Priya Raman'))
  expect(session).toMatchObject({ name: 'Priya Raman', isReturning: true })
  vi.stubEnv('SHOPBELL_SIGNING_SECRET', 'x'.repeat(43))
  const { shopperIdentity: another } = await import(/* @vite-ignore */ `${pathToFileURL(file).href}?again`)
  await expect(shop.visit(oxfordStreet, another('20417', 'Priya Raman'))).rejects.toThrow('identity-refused')
})
