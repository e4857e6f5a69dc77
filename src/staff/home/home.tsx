/** Home: am I available, who else is, which chats are mine, which wait, which were missed. */
import BellRing from 'lucide-solid/icons/bell-ring'
import { createMemo, createSignal, onMount, Show, useContext } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import { createNow } from '../../ui/now.ts'
import { Loading } from '../../ui/state.tsx'
import { DeviceFacesContext } from '../bell/device-faces.ts'
import { ConnectionChip } from '../connection-chip.tsx'
import { InstallPlace } from '../install/install-place.tsx'
import { LanguagePicker } from '../language-picker.tsx'
import { painted } from '../later.ts'
import { Link } from '../link.tsx'
import { MadeUnavailable } from '../made-unavailable/made-unavailable.tsx'
import { MissedCard } from '../missed/missed.tsx'
import { useModel } from '../model.ts'
import { storeName } from '../own-names.ts'
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
  const bell = useContext(SoundContext)
  const faces = useContext(DeviceFacesContext)
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
            {storeName(model)}
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
              fallback={<Availability canSound={bell.canSound()} />}
            >
              <MadeUnavailable />
            </Show>
            <Dynamic component={faces()?.Hint} />
            <WaitingChats now={now()} />
            <UnsentCard />
            <MyChats now={now()} />
            <MissedCard now={now()} />
          </div>
          <div class="home-column">
            <Team />
            <Link to={{ is: 'bell' }} class="button bell-link" data-look="quiet">
              <BellRing size={20} aria-hidden="true" />
              {words.bell.more}
            </Link>
            <InstallPlace />
          </div>
        </Show>
      </main>
      <footer class="home-foot">
        <LanguagePicker />
      </footer>
    </div>
  )
}
