/** CL7: a chat that was claimed by mistake goes back within its first seconds, without a question and without blame. */
import Undo2 from 'lucide-solid/icons/undo-2'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import type { Answer } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { createNow } from '../../ui/now.ts'
import { useModel } from '../model.ts'
import { useNotices } from '../notices.ts'
import { usePages } from '../pages.ts'
import { wordsForFailure } from '../words-for.ts'

export function HandBack(props: { readonly chat: ChatRow; readonly name: string }) {
  const model = useModel()
  const words = useWords()
  const notices = useNotices()
  const pages = usePages()
  const now = createNow(() => model.serverNow(), 1_000)
  const [isUnderway, setIsUnderway] = createSignal(false)
  const [failure, setFailure] = createSignal<Exclude<Answer, { is: 'accepted' }> | null>(null)
  const leftMs = () => Math.max(0, (props.chat.handBackUntil ?? 0) - now())
  const seconds = () => Math.ceil(leftMs() / 1_000)

  const handBack = async () => {
    const { id, fence } = props.chat
    const { name } = props
    setFailure(null)
    setIsUnderway(true)
    const answer = await model.handBack(id, fence)
    setIsUnderway(false)
    if (answer.is !== 'accepted') {
      setFailure(answer)
      return
    }
    notices.tell({ is: 'handedBack', chat: id, name })
    const page = pages.page()
    if (page.is === 'chat' && page.chat === id) pages.go({ is: 'home' })
  }

  return (
    <Show when={leftMs() > 0 || isUnderway() || failure()}>
      <div class="hand-back">
        <p class="grow soft" role="status">
          <Show when={failure()} fallback={said()}>
            {(answer) => (
              <span class="failure">
                {wordsForFailure(words, answer())} {words.conversation.handBackFailed}
              </span>
            )}
          </Show>
        </p>
        <Show when={isUnderway() || (leftMs() > 0 && failure()?.is !== 'problem')}>
          <Button
            isBusy={isUnderway()}
            aria-label={words.conversation.handBack}
            aria-description={words.conversation.handBackLeft(seconds())}
            onClick={() => void handBack()}
          >
            <Undo2 class="points" size={20} aria-hidden="true" />
            {words.conversation.handBack}
            <Show when={leftMs() > 0}>
              <span class="soft number">{words.conversation.handBackFor(seconds())}</span>
            </Show>
          </Button>
        </Show>
      </div>
    </Show>
  )

  function said(): string {
    if (!isUnderway()) return words.conversation.handBackAsk
    return model.connection().is === 'live' ? words.conversation.handingBack : words.conversation.handingBackOffline
  }
}
