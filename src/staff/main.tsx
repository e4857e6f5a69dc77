/** Puts the staff app together: the only file of it that reaches for the page's globals. */
import { render } from 'solid-js/web'
import { dictionaryFor, WordsContext } from '../locales/staff/dictionary.ts'
import { openDatabase } from '../replica/database.ts'
import { serverHttp } from '../replica/http.ts'
import { timeOrderedId } from '../time-ordered.ts'
import { App, screens } from './app.tsx'
import { createLiveDoor } from './live-door.ts'
import { createUpdate } from './update.ts'

// Before anything else: the disk works while the page's code is still being read.
const database = openDatabase()
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
const reload = () => location.reload()
const newId = () => timeOrderedId(Date.now())
const words = await dictionaryFor(navigator.language)

render(() => {
  const door = createLiveDoor({ origin: location.origin, http: serverHttp(), database, newId, screens })
  return (
    <WordsContext.Provider value={words}>
      <App door={door} update={createUpdate(reload)} reload={reload} />
    </WordsContext.Provider>
  )
}, root)
