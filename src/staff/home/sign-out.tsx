/** Who is signed in, and the way out. Signing out asks about availability (AV1), which belongs to the person. */
import LogOut from 'lucide-solid/icons/log-out'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Face } from '../../ui/face.tsx'
import { useModel } from '../model.ts'

export function SignOut() {
  const model = useModel()
  const words = useWords()
  const [isAsking, setIsAsking] = createSignal(false)
  const [underway, setUnderway] = createSignal<'goes' | 'stays' | null>(null)
  const [hasFailed, setHasFailed] = createSignal(false)

  const leave = async (goesUnavailable: boolean) => {
    setUnderway(goesUnavailable ? 'goes' : 'stays')
    const isOut = await model.signOut(goesUnavailable)
    setUnderway(null)
    setHasFailed(!isOut)
  }
  const ask = () => {
    setHasFailed(false)
    setIsAsking(true)
  }
  const detail = () => {
    const chats = model.rows.me?.openChats ?? 0
    const first = model.isAvailable() ? words.signOut.detail : words.signOut.plainDetail
    return [
      first,
      ...(chats > 0 ? [words.signOut.openChats(chats)] : []),
      ...(model.unsent().length > 0 ? [words.signOut.unsent(model.unsent().length)] : []),
    ].join(' ')
  }

  return (
    <div class="who-am-i">
      <Face name={model.session.member.name} />
      <span class="strong who-am-i-name one-line">{model.session.member.name}</span>
      <Button look="quiet" aria-label={words.signOut.button} title={words.signOut.button} onClick={ask}>
        <LogOut size={20} />
        <span class="who-am-i-out">{words.signOut.button}</span>
      </Button>
      <Show when={isAsking()}>
        <Dialog
          title={model.isAvailable() ? words.signOut.ask : words.signOut.plain}
          detail={detail()}
          onCancel={() => setIsAsking(false)}
        >
          <Show
            when={model.isAvailable()}
            fallback={
              <Button look="ink" isBusy={underway() !== null} onClick={() => void leave(false)}>
                {words.signOut.anyway}
              </Button>
            }
          >
            <Button look="ink" isBusy={underway() === 'goes'} disabled={underway() !== null} onClick={() => void leave(true)}>
              {words.signOut.goUnavailable}
            </Button>
            <Button isBusy={underway() === 'stays'} disabled={underway() !== null} onClick={() => void leave(false)}>
              {words.signOut.stayAvailable}
            </Button>
          </Show>
          <Button look="quiet" onClick={() => setIsAsking(false)}>
            {words.app.cancel}
          </Button>
          <Show when={hasFailed()}>
            <p role="alert" class="failure">
              {words.signOut.unreachable}
            </p>
          </Show>
        </Dialog>
      </Show>
    </div>
  )
}
