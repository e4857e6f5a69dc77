/** Puts the manager's pages together: the only file of them that reaches for the page's globals. */
import { render } from 'solid-js/web'
import { WordsContext } from '../locales/console/dictionary.ts'
import { serverAsk } from '../replica/http.ts'
import { App } from './app.tsx'
import { createDoor } from './door.ts'
import { LanguageContext, openLanguage } from './language.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import './console.css'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app.')
const language = await openLanguage({ preferred: navigator.languages, kept: localStorage, page: document.documentElement })
const door = createDoor({ ask: serverAsk(), window })

render(
  () => (
    <LanguageContext.Provider value={language}>
      <WordsContext.Provider value={language.words}>
        <App door={door} />
      </WordsContext.Provider>
    </LanguageContext.Provider>
  ),
  root,
)
