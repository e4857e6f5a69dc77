/** PINs: how they are kept, how guessing is slowed down and stopped, and who lets a member try again. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { hashPin, isPinRight } from '../../../sync-server/members/pin.ts'
import { PinGuard } from '../../../sync-server/members/pin-guard.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { kindOf, openShop, oxfordStreet, pinOf, type Shop } from '../http/shop.ts'

describe('a PIN at rest', () => {
  test('looks different from an equal one, and only the right one fits', async () => {
    const [one, other] = [await hashPin('1234'), await hashPin('1234')]
    expect(one).not.toBe(other)
    expect(one).not.toContain('1234')
    expect([await isPinRight('1234', one), await isPinRight('1234', other), await isPinRight('1235', one)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test.each(['', '1234', 'scrypt$16384$8$1', 'bcrypt$16384$8$1$AAAA$AAAA'])('that is none fits nothing: %j', async (kept) => {
    expect(await isPinRight('1234', kept)).toBe(false)
  })
})

describe('guessing a PIN', () => {
  const [tablet, phone] = ['tablet-1' as DeviceId, 'phone-1' as DeviceId]

  async function open() {
    const clock = manualClock(1_763_800_000_000)
    const shop = await openShop({ clock })
    onTestFinished(() => shop.close())
    const guard = new PinGuard(shop)
    const tries = async (pin: string, device = tablet, member = 'ana') => guard.try(await whoIs(shop, member), device, pin)
    return { clock, shop, tries }
  }

  async function whoIs({ storage }: Shop, id: string) {
    const member = await storage.directory.member(id as MemberId)
    const store = member && (await storage.directory.store(member.store))
    const retailer = store && (await storage.directory.retailer(store.retailer))
    if (!retailer) throw new Error(`There is no ${id}.`)
    return { member, store, retailer }
  }

  /** Wrong PINs, each as soon as it may be; resolves to what each came to. */
  async function guess(times: number, tries: (pin: string) => ReturnType<PinGuard['try']>, clock: ManualClock) {
    const outcomes = []
    for (let n = 0; n < times; n += 1) {
      const outcome = await tries('0000')
      outcomes.push(outcome)
      if (outcome.is === 'wrong') clock.moveTo(clock.now() + outcome.waitMs)
    }
    return outcomes
  }

  test('three wrong ones are free; then each costs a wait that doubles; the tenth locks, for the right PIN too', async () => {
    const { clock, shop, tries } = await open()
    const outcomes = await guess(10, tries, clock)
    expect(outcomes.slice(0, -1).map((one) => one.is === 'wrong' && one.waitMs)).toEqual([
      0, 0, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000,
    ])
    expect(outcomes.at(-1)).toEqual({ is: 'locked' })
    clock.moveTo(clock.now() + 30 * 86_400_000)
    expect(await tries('1111')).toEqual({ is: 'locked' })
    const [entry] = await shop.storage.audit.of(
      { retailer: (await whoIs(shop, 'ana')).retailer.id, store: null },
      { before: null, most: 1 },
    )
    expect(entry).toMatchObject({
      action: 'pinLocked',
      subject: 'ana',
      store: oxfordStreet,
      by: { is: 'server' },
      details: { device: tablet },
    })
  })

  test('a right one forgives', async () => {
    const { clock, tries } = await open()
    await guess(9, tries, clock)
    expect(await tries('1111')).toEqual({ is: 'right' })
    expect(await tries('0000')).toEqual({ is: 'wrong', waitMs: 0 })
  })

  test('a try before the wait is over is refused, is not looked at, and does not count', async () => {
    const { clock, tries } = await open()
    await guess(3, (pin) => tries(pin), manualClock(0))
    expect([await tries('1111'), await tries('1111')]).toEqual([
      { is: 'wait', waitMs: 2_000 },
      { is: 'wait', waitMs: 2_000 },
    ])
    clock.moveTo(clock.now() + 1_999)
    expect(await tries('1111')).toEqual({ is: 'wait', waitMs: 1 })
    clock.moveTo(clock.now() + 1)
    expect(await tries('1111')).toEqual({ is: 'right' })
  })

  test('many tries at once gain nothing', async () => {
    const { tries } = await open()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => tries('0000')))
    expect(outcomes.filter(({ is }) => is === 'wrong')).toHaveLength(3)
    expect(outcomes.filter(({ is }) => is === 'wait')).toHaveLength(47)
  })

  test('a server that is started again forgives nobody', async () => {
    const { clock, shop, tries } = await open()
    await guess(10, tries, clock)
    const restarted = new PinGuard(shop)
    expect(await restarted.try(await whoIs(shop, 'ana'), tablet, '1111')).toEqual({ is: 'locked' })
  })

  test('nobody can lock a colleague out, nor the member on another device', async () => {
    const { clock, tries } = await open()
    await guess(10, tries, clock)
    expect([await tries('1111', phone), await tries('2222', tablet, 'ben')]).toEqual([{ is: 'right' }, { is: 'right' }])
  })

  test('a clock that was set back makes nobody wait for longer', async () => {
    const { clock, shop, tries } = await open()
    await guess(3, (pin) => tries(pin), manualClock(0))
    const back = new PinGuard({ storage: shop.storage, clock: manualClock(clock.now() - 86_400_000) })
    expect(await back.try(await whoIs(shop, 'ana'), tablet, '1111')).toEqual({ is: 'wait', waitMs: 2_000 })
  })
})

describe('over the interface', () => {
  async function open() {
    const clock = manualClock(1_763_800_000_000)
    const shop = await openShop({ clock })
    onTestFinished(() => shop.close())
    const tablet = await shop.device('tablet-1')
    const lock = async (member: string) => {
      const answers = []
      for (let n = 0; n < 10; n += 1) {
        answers.push(await tablet.signIn(member, '0000'))
        clock.moveTo(clock.now() + 300_000)
      }
      return answers.map(kindOf)
    }
    return { clock, shop, tablet, lock }
  }

  test('the fourth try waits, whatever the PIN, and says for how long', async () => {
    const { tablet } = await open()
    for (let n = 0; n < 3; n += 1) expect(kindOf(await tablet.signIn('ana', '0000'))).toBe('wrong-pin')
    const answered = await tablet.signIn('ana', '1111')
    expect([answered.status, kindOf(answered)]).toEqual([429, 'too-many-requests'])
    expect((answered.body as Problem).retryAfterMs).toBe(2_000)
    expect(Number(answered.headers['retry-after'])).toBe(2)
  })

  test('the tenth locks, and says whom to ask; a manager of the store unlocks, and the trail says who', async () => {
    const { shop, tablet, lock } = await open()
    expect(await lock('ana')).toEqual([...Array<string>(9).fill('wrong-pin'), 'pin-locked'])
    const refused = await tablet.signIn('ana', '1111')
    expect([refused.status, kindOf(refused), (refused.body as Problem).detail]).toEqual([
      403,
      'pin-locked',
      expect.stringContaining('manager'),
    ])
    const unlock = '/api/v1/devices/tablet-1/members/ana/unlock'
    const [ben, emma, quentin] = [
      await shop.signIn('ben', 'tablet-2'),
      await shop.signIn('emma', 'tablet-3'),
      await shop.signIn('quentin', 'tablet-4'),
    ]
    expect(kindOf(await ben.ask('POST', unlock))).toBe('not-yours')
    expect(kindOf(await quentin.ask('POST', unlock))).toBe('unknown-member')
    expect(kindOf(await shop.ask('POST', unlock))).toBe('not-signed-in')
    expect((await emma.ask('POST', unlock)).status).toBe(204)
    expect((await tablet.signIn('ana', '1111')).status).toBe(201)
    // Nothing is left to unlock, and nothing more is written.
    expect((await emma.ask('POST', unlock)).status).toBe(204)
    const trail = await shop.storage.audit.of(
      { retailer: emma.session.retailer.id, store: oxfordStreet },
      { before: null, most: 9 },
    )
    expect(trail.filter(({ subject }) => subject === 'ana').map(({ action, by }) => [action, by])).toEqual([
      ['pinUnlocked', { is: 'member', member: 'emma' }],
      ['pinLocked', { is: 'server' }],
    ])
  })

  test('wrong PINs at a locked tablet count with those at the door', async () => {
    const { shop, tablet } = await open()
    const ana = await shop.signIn('ana')
    await ana.ask('POST', '/api/v1/session/lock')
    const unlock = async (pin: string) => {
      const proven = await tablet.key.proof('unlock', await tablet.challenge(), 'ana' as MemberId)
      return ana.ask('POST', '/api/v1/session/unlock', { body: { pin, ...proven } })
    }
    for (let n = 0; n < 3; n += 1) expect(kindOf(await unlock('0000'))).toBe('wrong-pin')
    expect(kindOf(await unlock(pinOf('ana')))).toBe('too-many-requests')
    expect(kindOf(await tablet.signIn('ana', pinOf('ana')))).toBe('too-many-requests')
  })
})
