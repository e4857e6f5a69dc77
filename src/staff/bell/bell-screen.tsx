/** The bell check: would this device ring, how it sounds, and ringing any device of one's own or of the team on purpose. */
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import BellRing from 'lucide-solid/icons/bell-ring'
import { For, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Card } from '../../ui/card.tsx'
import { ConnectionChip } from '../connection-chip.tsx'
import { Link } from '../link.tsx'
import { usePageTitle } from '../page-title.ts'
import { Devices } from './devices.tsx'
import { Mend } from './mend.tsx'
import type { Obstacle } from './obstacles.ts'
import { SoundSettings } from './sound-settings.tsx'
import type { Surroundings } from './surroundings.ts'

interface BellScreenProps {
  readonly obstacles: readonly Obstacle[]
  readonly surroundings: Surroundings
}

export function BellScreen(props: BellScreenProps) {
  const words = useWords()
  usePageTitle(() => words.bell.title)
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus({ preventScroll: true }))
  return (
    <div class="home bell-page">
      <header class="home-head">
        <Link to={{ is: 'home' }} class="button bell-back" data-look="quiet" aria-label={words.conversation.home}>
          <ArrowLeft size={24} aria-hidden="true" />
        </Link>
        <h1 class="home-store grow" ref={heading} tabIndex={-1}>
          {words.bell.title}
        </h1>
        <ConnectionChip />
      </header>
      <main class="home-main">
        <Devices http={props.surroundings.http} />
        <Card title={words.bell.thisDevice}>
          <div role="status">
            <Show
              when={props.obstacles.length > 0}
              fallback={
                <p class="bell-fine">
                  <BellRing size={24} aria-hidden="true" />
                  <span>
                    <b>{words.bell.wouldRing}</b> <span class="soft">{words.bell.wouldRingDetail}</span>
                  </span>
                </p>
              }
            >
              <ul class="bell-obstacles">
                <For each={props.obstacles}>
                  {(obstacle) => (
                    <li>
                      <p>
                        <b>{words.bell.obstacle[obstacle].is}</b> <span class="soft">{words.bell.obstacle[obstacle].mend}</span>
                      </p>
                      <Mend of={obstacle} surroundings={props.surroundings} />
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </div>
          <SoundSettings canVibrate={props.surroundings.canVibrate} />
        </Card>
      </main>
    </div>
  )
}
