/** Puts the staff app together: the only file of it that reaches for the page's globals. */
// Before all other code, Dexie's above all.
import './begin.ts'
import { render } from 'solid-js/web'
import { dictionaryFor, WordsContext } from '../locales/staff/dictionary.ts'
import { openDatabase } from '../replica/database.ts'
import { beginWith } from '../replica/first-reading.ts'
import { serverHttp } from '../replica/http.ts'
import { timeOrderedId } from '../time-ordered.ts'
import { App, screens } from './app.tsx'
import { firstReading } from './begin.ts'
import { createLiveDoor } from './live-door.ts'
import { createUpdate } from './update.ts'

const database = beginWith(firstReading, openDatabase())
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
