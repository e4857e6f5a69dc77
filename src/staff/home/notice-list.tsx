/** The notices, at the top of Home. */
import CircleCheck from 'lucide-solid/icons/circle-check'
import { For, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { useNotices } from '../notices.ts'
import { usePages } from '../pages.ts'

export function NoticeList() {
  const words = useWords()
  const notices = useNotices()
  const pages = usePages()
  return (
    <div class="notices" role="status">
      <For each={notices.all()}>
        {(notice) => (
          <div class="notice">
            <CircleCheck size={22} aria-hidden="true" />
            <p class="grow">{words.notice[notice.is](notice.name)}</p>
            <div class="notice-answers">
              <Show when={notice.is === 'yours'}>
                <Button
                  look="ink"
                  onClick={() => {
                    notices.close(notice.chat)
                    pages.go({ is: 'chat', chat: notice.chat })
                  }}
                >
                  {words.notice.open}
                </Button>
              </Show>
              <Button look="quiet" onClick={() => notices.close(notice.chat)}>
                {words.app.done}
              </Button>
            </div>
          </div>
        )}
      </For>
    </div>
  )
}
