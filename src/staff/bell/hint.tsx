/** Home's calm line about what keeps this device from ringing, with the way to mend it. */
import BellOff from 'lucide-solid/icons/bell-off'
import { createMemo, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { useModel } from '../model.ts'
import { Mend } from './mend.tsx'
import type { Obstacle } from './obstacles.ts'
import type { Surroundings } from './surroundings.ts'

interface HintProps {
  readonly obstacles: readonly Obstacle[]
  readonly surroundings: Surroundings
}

/** What the switch and the strip above say already is not said twice. */
const saidElsewhere = new Set<Obstacle>(['offline', 'soundLocked'])

/** For whoever is available only: to others no chat is to ring. */
export function Hint(props: HintProps) {
  const model = useModel()
  const words = useWords()
  const first = createMemo(() => (model.isAvailable() ? props.obstacles.find((one) => !saidElsewhere.has(one)) : undefined))
  return (
    <div role="status" class="bell-hint-place">
      <Show when={first()} keyed>
        {(obstacle) => (
          <div class="card bell-hint">
            <BellOff size={24} aria-hidden="true" />
            <p class="grow">
              {words.bell.obstacle[obstacle].is} <span class="soft">{words.bell.obstacle[obstacle].mend}</span>
            </p>
            <Mend of={obstacle} surroundings={props.surroundings} />
          </div>
        )}
      </Show>
    </div>
  )
}
