/** The parts of the console's pages that need no browser. */
import { describe, expect, test } from 'vitest'
import { auditSentence } from '../../src/console/audit/audit-sentence.ts'
import { bellStateOf, isFollowed } from '../../src/console/devices/bell-state.ts'
import { enrolmentAddress } from '../../src/console/devices/enrolment-address.ts'
import { currencyOf, localeOf, localesFor } from '../../src/console/entry/places.ts'
import { readEnd, shownEnd, usualDay, usualWeek, weekdays, withBreak } from '../../src/console/hours/open-spans.ts'
import { readZone, shownZone, timeZones } from '../../src/console/hours/time-zones.ts'
import { suggestPin } from '../../src/console/members/pin.ts'
import { figureGroups, readFigure, shownFigure } from '../../src/console/stores/figures.ts'
import { defaultPolicy } from '../../src/decider/policy.ts'
import { en } from '../../src/locales/console/en.ts'
import type { AuditPage, ManagedDevice } from '../../src/protocol/console.ts'
import { alwaysOpen, type OpenSpan } from '../../src/protocol/hours.ts'
import { mistakesIn } from '../../sync-server/hours/mistakes.ts'
import { isPinEasilyGuessed } from '../../sync-server/members/pin.ts'

describe('the policy’s figures', () => {
  test('are all there, each in one group', () => {
    expect(Object.values(figureGroups).flat().sort()).toEqual(Object.keys(defaultPolicy).sort())
  })

  test('are typed in seconds where they are times, with a point or a comma', () => {
    expect(shownFigure('countdownMs', 1_500)).toBe('1.5')
    expect(shownFigure('places', 3)).toBe('3')
    expect(readFigure('countdownMs', ' 1,5 ', [500, 120_000])).toBe(1_500)
    expect(readFigure('places', '4', [1, 20])).toBe(4)
  })

  test.each(['', 'x', '-1', '1.2345', '1e3', '0.4', '121'])(
    'are none where they are not, or outside their bounds: %j',
    (typed) => {
      expect(readFigure('countdownMs', typed, [500, 120_000])).toBeNull()
    },
  )
})

describe('the times at which a store is open', () => {
  test('a break parts the last of them in the middle, for as long as there is something to part', () => {
    const parted = withBreak(usualDay)
    expect(parted).toEqual([
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ])
    expect(withBreak([{ from: '20:00', to: '24:00' }])?.at(-1)).toEqual({ from: '22:30', to: '24:00' })
    expect(withBreak([{ from: '09:00', to: '10:59' }])).toBeNull()
    expect(withBreak([{ from: '18:00', to: '09:00' }])).toBeNull()
    expect(withBreak([])).toBeNull()
  })

  test('whatever breaks are added, the server takes them', () => {
    for (let spans: readonly OpenSpan[] | null = [{ from: '00:00', to: '24:00' }]; spans; spans = withBreak(spans)) {
      expect(mistakesIn({ ...alwaysOpen, week: { ...usualWeek(), monday: [...spans] } })).toEqual([])
      expect(spans.length).toBeLessThanOrEqual(6)
    }
  })

  test('midnight is typed as 00:00 where a day ends', () => {
    expect([shownEnd('24:00'), shownEnd('18:00'), readEnd('00:00'), readEnd('18:00')]).toEqual([
      '00:00',
      '18:00',
      '24:00',
      '18:00',
    ])
    expect(Object.keys(usualWeek())).toEqual([...weekdays])
  })
})

test('a time zone is meant by its name or its city, however it is typed, and by nothing else', () => {
  const zones = timeZones()
  for (const zone of zones) expect(readZone(shownZone(zone), zones)).toBe(zone)
  expect(readZone(' europe/london ', zones)).toBe('Europe/London')
  expect(readZone('london', zones)).toBe('Europe/London')
  expect(readZone('são paulo', zones)).toBe('America/Sao_Paulo')
  for (const typed of ['', ' ', '/', 'Lond', 'Mars/Olympus', '+01:00'])
    expect([typed, readZone(typed, zones)]).toEqual([typed, null])
  expect(readZone('Town', ['A/Town', 'B/Town'])).toBeNull()
})

test('a suggested PIN is four digits that the server takes, whatever is drawn', () => {
  const draws = [0, 1_111, 1_234, 9_876, 1_212, 1_984, 4_729]
  expect(suggestPin(() => draws.shift() ?? 0)).toBe('4729')
  for (let nth = 0; nth < 500; nth += 1) {
    const pin = suggestPin()
    expect(pin).toMatch(/^\d{4}$/)
    expect([pin, isPinEasilyGuessed(pin)]).toEqual([pin, false])
  }
})

test('the language and the currency of a shop are guessed from the browser', () => {
  expect(localeOf(['de-CH', 'en'])).toBe('de-CH')
  expect(localeOf(['fr', 'en'])).toMatch(/^fr-/)
  expect(localeOf(['eo'])).toBe('en-GB')
  expect([currencyOf('de-CH'), currencyOf('en-GB'), currencyOf('fr-FR')]).toEqual(['CHF', 'GBP', 'EUR'])
  expect(localesFor('en', 'is-IS').map(({ id }) => id)).toContain('is-IS')
})

test('a code is in the address that the QR code leads to', () => {
  expect(enrolmentAddress('https://bell.example', '7K3M-X9PA')).toBe('https://bell.example/?enrol=7K3M-X9PA')
})

describe('whether a device would ring', () => {
  const onShift = { shift: 's', member: { id: 'ana', name: 'Ana' }, startedAt: 1, lockedAt: null } as ManagedDevice['onShift']
  const bell = (change: Partial<ManagedDevice['bell']>): ManagedDevice['bell'] => ({
    isLive: false,
    push: 'none',
    lastCheck: null,
    ...change,
  })

  test.each([
    ['nobody', null, bell({ isLive: true, push: 'working' })],
    ['open', onShift, bell({ isLive: true, push: 'silent' })],
    ['push', onShift, bell({ push: 'working' })],
    ['silent', onShift, bell({ push: 'silent' })],
    ['none', onShift, bell({})],
  ] as const)('%s', (state, shift, its) => {
    expect(bellStateOf({ onShift: shift, bell: its })).toBe(state)
  })

  test('its last check is followed for two minutes, or until it was heard on each of its ways', () => {
    const times = { sentAt: 1, deliveredAt: 1, displayedAt: 1, tappedAt: null, failure: null, failureKind: null }
    const checked = (page: number | null, push: number | null) => {
      const ways = { page: { ...times, tappedAt: page }, push: { ...times, tappedAt: push } }
      return { bell: bell({ lastCheck: { by: null, check: { id: 'c', shift: 's', startedAt: 0, ...ways } as never } }) }
    }
    expect([isFollowed(checked(null, null), 119_999), isFollowed(checked(null, null), 120_000)]).toEqual([true, false])
    expect([isFollowed(checked(5, null), 10), isFollowed(checked(5, 6), 10)]).toEqual([true, false])
    expect(isFollowed({ bell: bell({}) }, 10)).toBe(false)
  })
})

describe('an entry of the audit trail, in words', () => {
  const entry = (change: Partial<AuditPage['entries'][number]>): AuditPage['entries'][number] => ({
    number: 1,
    at: 1,
    by: { is: 'member', name: 'Emma' },
    action: 'memberAdded',
    subject: 'Ana',
    store: null,
    details: {},
    ...change,
  })

  test.each([
    [entry({ details: { role: 'manager' } }), 'Emma added Ana to the team (Manager)'],
    [
      entry({ action: 'policyChanged', subject: 'Oxford Street', details: { countdownMs: 20_000, countdownMsBefore: 15_000 } }),
      'Emma changed how Oxford Street rings (Ring: 15 → 20)',
    ],
    [
      entry({ action: 'retailerChanged', details: { name: 'Finch', locale: 'fr-CA', currency: 'CAD' } }),
      'Emma changed the shop’s settings (fr-CA, CAD)',
    ],
    [entry({ action: 'consoleEntered', details: { by: 'passkey' } }), 'Emma signed in to the console (by passkey)'],
    [
      entry({ action: 'deviceRevoked', by: { is: 'operator', name: null }, subject: 'Till' }),
      'Whoever runs the server revoked the device Till',
    ],
    [entry({ action: 'pinLocked', by: { is: 'server', name: null } }), 'Wrong PINs locked Ana out of a device'],
    [entry({ by: { is: 'member', name: null }, subject: null }), 'Somebody who has left added somebody to the team'],
    [entry({ action: 'somethingNew' }), 'Emma: somethingNew'],
  ])('%j', (one, sentence) => {
    expect(auditSentence(en, one)).toBe(sentence)
  })
})
