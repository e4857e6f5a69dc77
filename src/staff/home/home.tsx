/** Home: am I available, who else is, which chats are mine, which wait, which were missed. */
import { createMemo, createSignal, onMount, Show, useContext } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import { createNow } from '../../ui/now.ts'
import { Loading } from '../../ui/state.tsx'
import { ConnectionChip } from '../connection-chip.tsx'
import { painted } from '../later.ts'
import { MadeUnavailable } from '../made-unavailable/made-unavailable.tsx'
import { MissedCard } from '../missed/missed.tsx'
import { useModel } from '../model.ts'
import { usePageTitle } from '../page-title.ts'
import { SoundContext } from '../sound.ts'
import { UpdatePrompt } from '../update-prompt.tsx'
import { Availability } from './availability.tsx'
import { MyChats } from './my-chats.tsx'
import { NoticeList } from './notice-list.tsx'
import { SignOut } from './sign-out.tsx'
import { Team } from './team.tsx'
import { UnsentCard } from './unsent.tsx'
import { WaitingChats } from './waiting-chats.tsx'
import './home.css'

export function Home() {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const canSound = useContext(SoundContext)
  usePageTitle(() => words.home.title)
  const now = createNow(() => model.serverNow(), 1_000)
  // The first date that a page writes costs a slow tablet as much as all the rest of Home: what is of use stands first.
  const [hasTime, setHasTime] = createSignal(false)
  void painted().then(() => setHasTime(true))
  const today = createMemo(() => (hasTime() ? formats.day(now()) : '\u00a0'))
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus({ preventScroll: true }))

  return (
    <div class="home">
      <header class="home-head">
        <div class="home-where">
          <h1 class="home-store" ref={heading} tabIndex={-1}>
            {model.session.store.name}
          </h1>
          <div class="soft small">{today()}</div>
        </div>
        <ConnectionChip />
        <SignOut />
      </header>
      <UpdatePrompt />
      <NoticeList />
      <main class="home-main">
        <Show
          when={model.isLoaded()}
          fallback={
            <div class="card">
              <Loading label={words.home.loading} rows={3} />
            </div>
          }
        >
          <div class="home-column">
            <Show
              when={model.rows.me?.madeUnavailableAt && !model.isAvailable()}
              fallback={<Availability canSound={canSound()} />}
            >
              <MadeUnavailable />
            </Show>
            <WaitingChats now={now()} />
            <UnsentCard />
            <MyChats now={now()} />
            <MissedCard now={now()} />
          </div>
          <Team />
        </Show>
      </main>
    </div>
  )
}
