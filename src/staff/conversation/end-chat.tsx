/** EN1: ending a chat, after one question back; and what stands in place of the composer once it is over for the reader. */
import { createSignal, Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import type { Answer } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { useModel } from '../model.ts'
import { usePages } from '../pages.ts'
import { wordsForFailure } from '../words-for.ts'
import { KeptWords } from './kept-words.tsx'

export function EndChat(props: { readonly chat: ChatRow; readonly name: string }) {
  const model = useModel()
  const words = useWords()
  const [isAsking, setIsAsking] = createSignal(false)
  const [isUnderway, setIsUnderway] = createSignal(false)
  const [failure, setFailure] = createSignal<Exclude<Answer, { is: 'accepted' }> | null>(null)
  const end = async () => {
    setFailure(null)
    setIsUnderway(true)
    const answer = await model.endChat(props.chat.id, props.chat.fence)
    setIsUnderway(false)
    if (answer.is === 'accepted') setIsAsking(false)
    else setFailure(answer)
  }
  return (
    <>
      <Button class="talk-end" onClick={() => setIsAsking(true)}>
        {words.conversation.end}
      </Button>
      <Show when={isAsking()}>
        <Dialog
          title={words.conversation.endAsk(props.name)}
          detail={words.conversation.endDetail}
          onCancel={() => setIsAsking(false)}
        >
          <Button look="ink" isBusy={isUnderway()} onClick={() => void end()}>
            {words.conversation.endYes}
          </Button>
          <Button onClick={() => setIsAsking(false)}>{words.conversation.endNo}</Button>
          <Show when={failure()}>
            {(answer) => (
              <p class="failure" role="alert">
                {words.conversation.endFailed} {wordsForFailure(words, answer())}
              </p>
            )}
          </Show>
        </Dialog>
      </Show>
    </>
  )
}

/** RE3: in place of the composer once a colleague has the chat. What was typed is kept (CL5). */
export function TakenOverNote(props: { readonly chat: ChatRow; readonly takenOver: NonNullable<ChatRow['takenOver']> }) {
  const words = useWords()
  const formats = useFormats()
  const pages = usePages()
  return (
    <footer class="ended" data-taken-over="">
      <div class="grow" role="status" tabIndex={-1} ref={takeLostFocus}>
        <p class="strong">{words.conversation.takenOver(props.takenOver.by.name)}</p>
        <p class="soft small">{words.conversation.takenOverDetail(formats.time(props.takenOver.at))}</p>
      </div>
      <Button look="ink" onClick={() => pages.go({ is: 'home' })}>
        {words.app.done}
      </Button>
      <KeptWords chat={props.chat.id} withOutgoing={false} />
    </footer>
  )
}

/** In place of the composer once the chat has ended, also in mid-sentence. What was typed is kept. */
export function EndedNote(props: { readonly chat: ChatRow; readonly ended: NonNullable<ChatRow['ended']> }) {
  const words = useWords()
  const formats = useFormats()
  const pages = usePages()
  const said = () => {
    const time = formats.time(props.ended.at)
    switch (props.ended.by) {
      case 'member':
        return words.conversation.endedByYou(time)
      case 'shopper':
        return words.conversation.endedByShopper(time)
      case 'absence':
        return words.conversation.endedByAbsence(time)
    }
  }
  return (
    <footer class="ended">
      <div class="grow" role="status" tabIndex={-1} ref={takeLostFocus}>
        <p class="strong">{said()}</p>
        <p class="soft small">{words.conversation.endedDetail}</p>
      </div>
      <Button look="ink" onClick={() => pages.go({ is: 'home' })}>
        {words.app.done}
      </Button>
      <KeptWords chat={props.chat.id} withOutgoing={false} />
    </footer>
  )
}
