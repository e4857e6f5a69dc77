/** Puts the staff app together: the only file of it that reaches for the page's globals. */
// Before all other code.
import './begin.ts'
import { render } from 'solid-js/web'
import { WordsContext } from '../locales/staff/dictionary.ts'
import type { Database } from '../replica/database.ts'
import { deviceHttp } from '../replica/device-http.ts'
import { earlyDatabase } from '../replica/early-database.ts'
import { serverHttp } from '../replica/http.ts'
import { timeOrderedId } from '../time-ordered.ts'
import { App } from './app.tsx'
import { firstReading } from './begin.ts'
import { createChunk } from './chunk.ts'
import { keepInstallPrompt } from './install/kept-prompt.ts'
import { LanguageContext, openLanguage } from './language.ts'
import { leaveDevice } from './leave-device.ts'
import { createLiveDoor } from './live-door.ts'
import { takeOfferedCode } from './sign-in/offered-code.ts'
import { createUpdate } from './update.ts'

/** Dexie, and what keeps with it. */
const databaseCode = createChunk(() => import('../replica/database.ts'))
let opened: Database | null = null
const database = earlyDatabase(firstReading, async () => {
  const { openDatabase } = await databaseCode()
  opened ??= openDatabase()
  return opened
})
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
keepInstallPrompt()
const reload = () => location.reload()
const http = serverHttp()
let draw = () => {}
// The door looks for a shift while the words are on their way.
const door = createLiveDoor({
  origin: location.origin,
  http,
  deviceHttp: deviceHttp(database),
  offeredCode: takeOfferedCode(),
  database,
  newId: timeOrderedId,
  leaveDevice,
  isDrawn: new Promise((resolve) => {
    draw = resolve
  }),
})
const language = await openLanguage({
  door,
  http,
  database,
  preferred: navigator.languages,
  page: document.documentElement,
})

render(
  () => (
    <LanguageContext.Provider value={language}>
      <WordsContext.Provider value={language.words}>
        <App door={door} update={createUpdate(reload)} reload={reload} onStanding={database.settle} />
      </WordsContext.Provider>
    </LanguageContext.Provider>
  ),
  root,
)
draw()
