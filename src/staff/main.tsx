/** Puts the staff app together: the only file of it that reaches for the page's globals. */
import { render } from 'solid-js/web'
import { dictionaryFor, WordsContext } from '../locales/staff/dictionary.ts'
import { openDatabase } from '../replica/database.ts'
import { serverHttp } from '../replica/http.ts'
import { timeOrderedId } from '../time-ordered.ts'
import { App } from './app.tsx'
import { keepInstallPrompt } from './install/kept-prompt.ts'
import { createLiveDoor } from './live-door.ts'
import { createUpdate } from './update.ts'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
keepInstallPrompt()
const reload = () => location.reload()
const newId = () => timeOrderedId(Date.now())
const words = await dictionaryFor(navigator.language)

render(() => {
  const door = createLiveDoor({ origin: location.origin, http: serverHttp(), database: openDatabase(), newId })
  return (
    <WordsContext.Provider value={words}>
      <App door={door} update={createUpdate(reload)} reload={reload} />
    </WordsContext.Provider>
  )
}, root)
