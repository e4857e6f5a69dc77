/**
 * Shows the scene that the address names (`?scene=home`), for pictures and for looking around: see ../shoot.ts. `words=de` has
 * it in another language, `dir=rtl` from right to left, `text=2` with letters twice as large.
 */
import { render } from 'solid-js/web'
import { languages } from '../../../src/locales/languages.ts'
import { type Dictionary, WordsContext } from '../../../src/locales/staff/dictionary.ts'
import type { Language } from '../../../src/protocol/staff.ts'
import { App } from '../../../src/staff/app.tsx'
import { SurroundingsContext } from '../../../src/staff/bell/surroundings.ts'
import { InstallContext } from '../../../src/staff/install/install.ts'
import { LanguageContext } from '../../../src/staff/language.ts'
import type { Update } from '../../../src/staff/update.ts'
import { fixtureLanguage } from '../fixtures/language.ts'
import { offer } from '../fixtures/rows.ts'
import { fixtureSurroundings } from '../fixtures/surroundings.ts'
import { type Scene, scenes } from './scenes.ts'
// Here at once, so that no picture is taken of a screen that is on its way.
import '../../../src/staff/bell/device-care.tsx'
import '../../../src/staff/conversation/conversation.tsx'
import '../../../src/staff/install/install-hint.tsx'
import '../../../src/staff/language-field.tsx'
import '../../../src/staff/lock/came-for.tsx'
import '../../../src/staff/lock/lock-screen.tsx'
import '../../../src/staff/missed/missed-list.tsx'
import '../../../src/staff/screens.tsx'
import '../../../src/staff/sign-in/enrol.tsx'
import '../../../src/staff/sign-in/sign-in.tsx'

const root = document.getElementById('app')
const asked = new URLSearchParams(location.search)
const scene = scenes[asked.get('scene') ?? 'home']
const shown = (asked.get('words') ?? 'en') as Language
const { load, direction } = languages[shown]
document.documentElement.lang = shown
document.documentElement.dir = asked.get('dir') ?? direction
void load().then(({ [shown]: words }) => {
  if (!root || !scene || !words) throw new Error('There is no such scene.')
  show(root, scene, words)
})

function show(root: HTMLElement, scene: Scene, words: Dictionary): void {
  const { door, after, device } = scene
  const language = fixtureLanguage(shown, words)
  const update: Update = {
    stands: () => scene.update ?? 'none',
    watch: () => {},
    look: () => {},
    holdWhile: () => () => {},
    take: () => {},
    later: () => {},
    takeNewest: async () => {},
  }
  const install = { way: () => scene.install ?? null, ask: async () => {}, dismiss: () => {} }
  render(
    () => (
      <LanguageContext.Provider value={language}>
        <WordsContext.Provider value={words}>
          <SurroundingsContext.Provider value={fixtureSurroundings(device)}>
            <InstallContext.Provider value={install}>
              <App door={door} update={update} reload={() => {}} onStanding={() => {}} />
            </InstallContext.Provider>
          </SurroundingsContext.Provider>
        </WordsContext.Provider>
      </LanguageContext.Provider>
    ),
    root,
  )
  // Outcomes follow a ring: the offer changes once the ring has been on stage.
  const state = door.state()
  if (after && state.is === 'in' && 'put' in state.model) {
    const put = state.model.put as (row: ReturnType<typeof offer>) => void
    requestAnimationFrame(() => put(offer(after)))
  }
}
