/** Shows the scene that the address names (`?scene=home`), for pictures and for looking around: see ../shoot.ts. */
import { render } from 'solid-js/web'
import { App } from '../../../src/staff/app.tsx'
import { InstallContext } from '../../../src/staff/install/install.ts'
import type { Update } from '../../../src/staff/update.ts'
import { offer } from '../fixtures/rows.ts'
import { scenes } from './scenes.ts'
// Here at once, so that no picture is taken of a screen that is on its way.
import '../../../src/staff/conversation/conversation.tsx'
import '../../../src/staff/install/install-hint.tsx'
import '../../../src/staff/missed/missed-list.tsx'
import '../../../src/staff/screens.tsx'
import '../../../src/staff/sign-in/sign-in.tsx'

const root = document.getElementById('app')
const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'home']
if (!root || !scene) throw new Error('There is no such scene.')
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
    <InstallContext.Provider value={install}>
      <App door={scene.door} update={update} reload={() => {}} />
    </InstallContext.Provider>
  ),
  root,
)

// Outcomes follow a ring: the offer changes once the ring has been on stage.
const { after } = scene
const state = scene.door.state()
if (after && state.is === 'in' && 'put' in state.model) {
  const put = state.model.put as (row: ReturnType<typeof offer>) => void
  requestAnimationFrame(() => put(offer(after)))
}
