/** Somebody goes round the shop with five tablets and guesses a colleague's PIN. */
import { expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId, RetailerId } from '../../src/identifiers.ts'
import { manualClock } from '../support/manual-clock.ts'
import { kindOf, openShop, oxfordStreet } from '../sync-server/http/shop.ts'

test('is stopped after ten on each, and keeps the colleague out of nothing of their own', async () => {
  const clock = manualClock(1_763_800_000_000)
  const shop = await openShop({ clock })
  onTestFinished(() => shop.close())
  const tablets = await Promise.all([1, 2, 3, 4, 5].map((n) => shop.device(`tablet-${n}`)))
  const phone = await shop.device('phone', { owner: 'ana' as MemberId, enrolledBy: 'emma' as MemberId })

  const rounds: string[][] = []
  for (let n = 0; n < 12; n += 1) {
    rounds.push(await Promise.all(tablets.map(async (tablet) => kindOf(await tablet.signIn('ana', String(5_000 + n))))))
    clock.moveTo(clock.now() + 300_000)
  }
  const onAll = (kind: string) => tablets.map(() => kind)
  expect(rounds).toEqual([...Array<string[]>(9).fill(onAll('wrong-pin')), ...Array<string[]>(3).fill(onAll('pin-locked'))])
  for (const tablet of tablets) expect(kindOf(await tablet.signIn('ana', '1111'))).toBe('pin-locked')

  // Her own phone, and everybody else on those tablets.
  expect((await phone.signIn('ana', '1111')).status).toBe(201)
  for (const tablet of tablets) expect((await tablet.signIn('ben', '2222')).status).toBe(201)

  // Whoever is entitled to know does.
  const trail = await shop.storage.audit.of(
    { retailer: 'marlow-finch' as RetailerId, store: oxfordStreet },
    { before: null, most: 50 },
  )
  const locks = trail.filter(({ action }) => action === 'pinLocked')
  expect(locks.map(({ subject, details }) => [subject, details.device]).sort()).toEqual(
    tablets.map(({ id }) => ['ana', id as string]),
  )
  const known = await shop.storage.pinTries.ofStore(oxfordStreet)
  expect(known.map(({ device, wrong }) => [device, wrong]).sort()).toEqual(tablets.map(({ id }) => [id as DeviceId, 10]))
})
