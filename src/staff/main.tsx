/** Puts the staff app together: the only file of it that reaches for the page's globals. */
// Before all other code, Dexie's above all.
import './begin.ts'
import { render } from 'solid-js/web'
import { WordsContext } from '../locales/staff/dictionary.ts'
import { openDatabase } from '../replica/database.ts'
import { deviceHttp } from '../replica/device-http.ts'
import { beginWith } from '../replica/first-reading.ts'
import { serverHttp } from '../replica/http.ts'
import { timeOrderedId } from '../time-ordered.ts'
import { App, screens } from './app.tsx'
import { firstReading } from './begin.ts'
import { keepInstallPrompt } from './install/kept-prompt.ts'
import { LanguageContext, openLanguage } from './language.ts'
import { leaveDevice } from './leave-device.ts'
import { createLiveDoor } from './live-door.ts'
import { takeOfferedCode } from './sign-in/offered-code.ts'
import { createUpdate } from './update.ts'

const database = beginWith(firstReading, openDatabase())
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
keepInstallPrompt()
const reload = () => location.reload()
const newId = () => timeOrderedId(Date.now())
const http = serverHttp()
// The door looks for a shift while the words are on their way.
const door = createLiveDoor({
  origin: location.origin,
  http,
  deviceHttp: deviceHttp(database),
  offeredCode: takeOfferedCode(),
  database,
  newId,
  screens,
  leaveDevice,
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
        <App door={door} update={createUpdate(reload)} reload={reload} />
      </WordsContext.Provider>
    </LanguageContext.Provider>
  ),
  root,
)
