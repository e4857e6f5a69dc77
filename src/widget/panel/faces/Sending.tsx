/** The question is on its way: what was asked, how it goes, and a way back. */
import * as words from '../../locales/en/panel.ts'
import { hurry } from '../patience.ts'
import { change, pending, trouble } from '../question.ts'

export function Sending() {
  return (
    <div class="log">
      <ol>
        <li class="own sending">
          <p>{pending()?.question}</p>
        </li>
      </ol>
      <div class="card" role="status">
        <h2>{trouble() ? words.unreachable : words.sendingQuestion}</h2>
        {trouble() && (
          <>
            <p class="soft">{trouble()}</p>
            <button type="button" class="primary" onClick={hurry}>
              {words.tryNow}
            </button>
            <button type="button" onClick={change}>
              {words.changeQuestion}
            </button>
          </>
        )}
      </div>
    </div>
  )
}
