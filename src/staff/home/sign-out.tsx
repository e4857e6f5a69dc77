/**
 * Who is signed in, and the way out. What has not been sent is named before it is dropped; then signing out asks about
 * availability (AV1), which belongs to the person.
 */
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right'
import Lock from 'lucide-solid/icons/lock'
import LogOut from 'lucide-solid/icons/log-out'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ChatId } from '../../identifiers.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Face } from '../../ui/face.tsx'
import { nameOf } from '../customer-name.ts'
import { useModel } from '../model.ts'
import { ownName } from '../own-names.ts'
import { usePages } from '../pages.ts'
import { wordsForUnsent } from './unsent.tsx'
import { groupUnsent } from './unsent-groups.ts'

/** A disk that takes longer than this keeps nobody from signing out. */
const diskPatienceMs = 500

export function SignOut() {
  const model = useModel()
  const pages = usePages()
  const words = useWords()
  const [drafts, setDrafts] = createSignal<ReadonlySet<ChatId> | null>(null)
  let button: HTMLButtonElement | undefined
  const cancel = () => {
    setDrafts(null)
    button?.focus()
  }
  const ask = async () => {
    // Looked up before anything is asked: a question must not change under the finger.
    const typed = Object.values(model.rows.chats).map(async ({ id }) => ((await model.draft(id)).trim() ? [id] : []))
    const found = await Promise.race([Promise.allSettled(typed), waited(diskPatienceMs)])
    setDrafts(new Set((found ?? []).flatMap((one) => (one.status === 'fulfilled' ? one.value : []))))
  }
  return (
    <div class="who-am-i">
      <Button
        look="quiet"
        class="who-am-i-switch"
        aria-label={`${ownName(model)}. ${words.lock.switch}`}
        title={words.lock.switch}
        onClick={() => pages.go({ is: 'switch', claims: null })}
      >
        <Face name={ownName(model)} />
        <span class="strong who-am-i-name one-line">{ownName(model)}</span>
        <ArrowLeftRight size={18} aria-hidden="true" />
      </Button>
      <Button look="quiet" aria-label={words.lock.now} title={words.lock.now} onClick={model.lock.lock}>
        <Lock size={20} aria-hidden="true" />
      </Button>
      <Button ref={button} look="quiet" aria-label={words.signOut.button} title={words.signOut.button} onClick={() => void ask()}>
        <LogOut class="points" size={20} />
        <span class="who-am-i-out">{words.signOut.button}</span>
      </Button>
      <Show when={drafts()}>{(typed) => <SignOutDialog drafts={typed()} onCancel={cancel} />}</Show>
    </div>
  )
}

function SignOutDialog(props: { readonly drafts: ReadonlySet<ChatId>; readonly onCancel: () => void }) {
  const [isDropped, setIsDropped] = createSignal(false)
  const lost = createLost(() => props.drafts)
  return (
    <Show when={lost().length > 0 && !isDropped()} fallback={<LastQuestion onCancel={props.onCancel} />}>
      <UnsentQuestion lost={lost()} onDrop={() => setIsDropped(true)} onCancel={props.onCancel} />
    </Show>
  )
}

/** What signing out would drop, in words. */
function createLost(drafts: () => ReadonlySet<ChatId>): () => readonly string[] {
  const model = useModel()
  const words = useWords()
  return createMemo(() => {
    const chats = Object.values(model.rows.chats)
    return [
      ...groupUnsent(model.unsent()).map((group) => wordsForUnsent(group, model.rows, words)),
      ...chats.flatMap(({ id, shopper }) => {
        const refused = model.outgoing(id).filter(({ state }) => state.is === 'failed').length
        return refused > 0 ? [words.signOut.refused(refused, nameOf(shopper, words))] : []
      }),
      ...chats.flatMap(({ id, shopper }) => (drafts().has(id) ? [words.signOut.draft(nameOf(shopper, words))] : [])),
    ]
  })
}

function UnsentQuestion(props: { readonly lost: readonly string[]; readonly onDrop: () => void; readonly onCancel: () => void }) {
  const model = useModel()
  const words = useWords()
  const [isWaiting, setIsWaiting] = createSignal(false)
  // Only what is in the outbox goes by itself; refused words and words in a text field do not.
  const canSend = () => model.unsent().length > 0
  const waitingDetail = () => (model.connection().is === 'live' ? words.signOut.sendingDetail : words.signOut.sendingOffline)
  return (
    <Dialog title={words.signOut.unsentAsk} detail={words.signOut.unsentDetail} onCancel={props.onCancel}>
      <ul class="lost-list">
        <For each={props.lost}>{(one) => <li>{one}</li>}</For>
      </ul>
      <Show when={canSend()}>
        <Button look="ink" isBusy={isWaiting()} onClick={() => setIsWaiting(true)}>
          {isWaiting() ? words.signOut.sending : words.signOut.sendFirst}
        </Button>
      </Show>
      <p class="soft lost-waiting" role="status">
        <Show when={isWaiting() && canSend()}>{waitingDetail()}</Show>
      </p>
      <Button look="lost" onClick={props.onDrop}>
        {words.signOut.drop}
      </Button>
      <Button look="quiet" onClick={props.onCancel}>
        {words.app.cancel}
      </Button>
    </Dialog>
  )
}

function LastQuestion(props: { readonly onCancel: () => void }) {
  const model = useModel()
  const words = useWords()
  const [underway, setUnderway] = createSignal<'goes' | 'stays' | null>(null)
  const [hasFailed, setHasFailed] = createSignal(false)
  const leave = async (goesUnavailable: boolean) => {
    setHasFailed(false)
    setUnderway(goesUnavailable ? 'goes' : 'stays')
    const isOut = await model.signOut(goesUnavailable)
    setUnderway(null)
    setHasFailed(!isOut)
  }
  const detail = () => {
    const chats = model.rows.me?.openChats ?? 0
    const first = model.isAvailable() ? words.signOut.detail : words.signOut.plainDetail
    return [first, ...(chats > 0 ? [words.signOut.openChats(chats)] : [])].join(' ')
  }
  return (
    <Dialog title={model.isAvailable() ? words.signOut.ask : words.signOut.plain} detail={detail()} onCancel={props.onCancel}>
      <Switch>
        <Match when={model.isAvailable()}>
          <Button look="ink" isBusy={underway() === 'goes'} disabled={underway() !== null} onClick={() => void leave(true)}>
            {words.signOut.goUnavailable}
          </Button>
          <Button isBusy={underway() === 'stays'} disabled={underway() !== null} onClick={() => void leave(false)}>
            {words.signOut.stayAvailable}
          </Button>
        </Match>
        <Match when={true}>
          <Button look="ink" isBusy={underway() !== null} onClick={() => void leave(false)}>
            {words.signOut.anyway}
          </Button>
        </Match>
      </Switch>
      <Button look="quiet" onClick={props.onCancel}>
        {words.app.cancel}
      </Button>
      <Show when={hasFailed()}>
        <p role="alert" class="failure">
          {words.signOut.unreachable}
        </p>
      </Show>
    </Dialog>
  )
}

const waited = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null))
