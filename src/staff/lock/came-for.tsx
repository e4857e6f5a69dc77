/** Whoever took the tablet over for a ring: their claim is on its way, and then the chat is theirs, or it says whose (CL1, CL4). */
import { createSignal, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { Answer } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { wordsForOutcome } from '../incoming/outcome-words.ts'
import { refusal } from '../incoming/stage.ts'
import { type RungHere, useModel } from '../model.ts'
import { usePages } from '../pages.ts'
import './lock.css'

export function CameFor(props: { readonly ring: RungHere; readonly onDone: () => void }) {
  const model = useModel()
  const pages = usePages()
  const words = useWords()
  const [refused, setRefused] = createSignal<Exclude<Answer, { is: 'accepted' }> | null>(null)
  onMount(async () => {
    const answer = await model.claim(props.ring.chat, props.ring.offer)
    if (answer.is !== 'accepted') return setRefused(answer)
    pages.go({ is: 'chat', chat: props.ring.chat })
    props.onDone()
  })
  const isLive = () => model.connection().is === 'live'
  const its = () => {
    const answer = refused()
    return answer
      ? wordsForOutcome(words, refusal(answer), isLive())
      : { title: words.lock.claiming, detail: isLive() ? words.lock.claimingDetail : words.incoming.tryingOffline }
  }
  return (
    <main class="lock lock-claiming">
      <div class="lock-words" role="status">
        <h1>{its().title}</h1>
        <p class="soft">{its().detail}</p>
      </div>
      <Show when={refused()} fallback={<span class="trying-mark" aria-hidden="true" />}>
        <Button look="ink" onClick={props.onDone}>
          {words.app.done}
        </Button>
      </Show>
    </main>
  )
}
