/** The app's language: whose choice counts, that it holds without a connection, and that the server hears of the last one. */
import { createEffect, createRoot, createSignal } from 'solid-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Language, Session } from '../../src/protocol/staff.ts'
import type { MembersLanguage } from '../../src/replica/database.ts'
import type { Reply } from '../../src/replica/http.ts'
import type { ConnectionState } from '../../src/replica/link.ts'
import { type AppLanguage, openLanguage } from '../../src/staff/language.ts'
import type { DoorState } from '../../src/staff/model.ts'
import { fixtureModel } from './fixtures/model.ts'
import { session } from './fixtures/rows.ts'

interface Given {
  readonly browser?: readonly string[]
  readonly device?: Language
  readonly kept?: Session
  readonly untold?: MembersLanguage
}

/** An app on a device, with a door that the test opens. */
async function open({ browser = ['en-GB'], device, kept, untold }: Given = {}) {
  const [state, setState] = createSignal<DoorState>({ is: 'looking' })
  const [connection, setConnection] = createSignal<ConnectionState>({ is: 'live' })
  const disk = { session: kept ?? null, language: device ?? null, untold: untold ?? null }
  const told: (Language | null)[] = []
  const answers: ((reply: Reply<null>) => void)[] = []
  const page = { lang: '', dir: '' }
  const language = await openLanguage({
    door: { state },
    http: {
      chooseLanguage(language) {
        told.push(language)
        return new Promise((resolve) => answers.push(resolve))
      },
    },
    database: {
      session: async () => disk.session,
      keepSession: async (session) => void Object.assign(disk, { session }),
      language: async () => disk.language,
      keepLanguage: async (language) => void Object.assign(disk, { language }),
      untoldLanguage: async () => disk.untold,
      keepUntoldLanguage: async (untold) => void Object.assign(disk, { untold }),
    },
    preferred: browser,
    page,
  })
  return {
    language,
    page,
    disk,
    told,
    setConnection,
    answer: (reply: Reply<null>) => answers.shift()?.(reply),
    signIn: (change: Partial<Session> = {}) =>
      setState({ is: 'in', model: { ...fixtureModel(), session: { ...session, ...change }, connection } }),
    signOut: () => setState({ is: 'out', isUnasked: false }),
  }
}
const ok: Reply<null> = { is: 'ok', value: null }
const becomes = (language: AppLanguage, shown: Language) => vi.waitFor(() => expect(language.shown()).toBe(shown), 10_000)

test('before anybody signs in it is this device’s, else the browser’s', async () => {
  expect((await open({ browser: ['fr-CA'] })).language.shown()).toBe('fr')
  const app = await open({ browser: ['fr-CA'], device: 'es' })
  expect([app.language.shown(), app.page.lang, app.page.dir]).toEqual(['es', 'es', 'ltr'])
})

test('it is the member’s as soon as they are in, and the device’s again when they are gone', async () => {
  const app = await open({ device: 'es' })
  app.signIn({ language: 'de' })
  await becomes(app.language, 'de')
  app.signOut()
  await becomes(app.language, 'es')
  app.signIn({ language: null })
  expect([app.language.chosen(), app.language.shown()]).toEqual([null, 'es'])
})

test('a session from a server or an app of before knows no language, and follows the device', async () => {
  const { language: _, ...before } = session
  const app = await open({ browser: ['de'], kept: before })
  expect([app.language.shown(), app.language.chosen()]).toEqual(['de', null])
})

test('whoever was here last is met in their language before the server has answered', async () => {
  expect((await open({ kept: { ...session, language: 'fr' } })).language.shown()).toBe('fr')
})

test('a choice changes every text at once, and whoever watches one sees it', async () => {
  const app = await open()
  app.signIn()
  const { words } = app.language
  const seen: string[] = []
  onTestFinished(
    createRoot((dispose) => {
      createEffect(() => seen.push(words.home.goAvailable))
      return dispose
    }),
  )
  app.language.choose('de')
  await becomes(app.language, 'de')
  expect(seen).toEqual(['Go available', 'Verfügbar werden'])
  expect(app.page.lang).toBe('de')
})

test('before sign-in a choice is the device’s: nobody’s server record changes', async () => {
  const app = await open()
  app.signOut()
  app.language.choose('fr')
  await becomes(app.language, 'fr')
  expect([app.disk.language, app.told]).toEqual(['fr', []])
  app.language.choose(null)
  await becomes(app.language, 'en')
  expect(app.disk.language).toBeNull()
})

test('the server is told, and then nothing waits any more', async () => {
  const app = await open()
  app.signIn()
  app.language.choose('de')
  expect([app.told, app.language.isUntold()]).toEqual([['de'], true])
  app.answer(ok)
  await vi.waitFor(() => expect(app.language.isUntold()).toBe(false))
  expect([app.disk.untold, app.disk.session?.language]).toEqual([null, 'de'])
})

test('without a connection it holds here, survives the page, and is told once there is one', async () => {
  const app = await open()
  app.setConnection({ is: 'reconnecting' })
  app.signIn()
  app.language.choose('de')
  await becomes(app.language, 'de')
  expect([app.told, app.disk.untold]).toEqual([[], { member: session.member.id, language: 'de' }])

  // The page is opened anew; the server still says what it knew before.
  const again = await open({ untold: { member: session.member.id, language: 'de' }, kept: { ...session, language: null } })
  again.setConnection({ is: 'reconnecting' })
  again.signIn({ language: null })
  expect(again.language.shown()).toBe('de')
  again.setConnection({ is: 'live' })
  expect(again.told).toEqual(['de'])
})

test('the last of several choices is the last that is told', async () => {
  const app = await open()
  app.signIn()
  app.language.choose('de')
  app.language.choose('fr')
  app.language.choose('es')
  expect(app.told).toEqual(['de'])
  app.answer(ok)
  await vi.waitFor(() => expect(app.told).toEqual(['de', 'es']))
  app.answer(ok)
  await vi.waitFor(() => expect(app.language.isUntold()).toBe(false))
})

test('what one member has not told is never told for another', async () => {
  const app = await open({ untold: { member: 'ben' as never, language: 'de' } })
  app.signIn()
  expect([app.told, app.language.shown()]).toEqual([[], 'en'])
})
