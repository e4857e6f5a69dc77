/** Puts the staff app together: the only file of it that reaches for the page's globals. */
import { render } from 'solid-js/web'
import { v7 as uuidv7 } from 'uuid'
import { serverHttp } from '../replica/http.ts'
import { App } from './app.tsx'
import { createLiveDoor } from './live-door.ts'
import { createUpdate } from './update.ts'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
const reload = () => location.reload()

// The faces are on screen before anything that is kept is asked for: the database need not come with the first load.
const database = import('../replica/database.ts').then(({ openDatabase }) => openDatabase())

render(() => {
  const door = createLiveDoor({ origin: location.origin, http: serverHttp(), database, newId: uuidv7 })
  return <App door={door} update={createUpdate(reload)} reload={reload} />
}, root)
