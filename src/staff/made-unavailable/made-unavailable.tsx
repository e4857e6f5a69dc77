/** MI3: the member was made unavailable, and why; only *Go available* ends it. On Home in place of the switch, elsewhere a strip. */
import BellOff from 'lucide-solid/icons/bell-off'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'
import './made-unavailable.css'

export function MadeUnavailable(props: { readonly isStrip?: boolean }) {
  const model = useModel()
  const words = useWords()
  return (
    <section class="made-unavailable" data-strip={props.isStrip ? '' : undefined} aria-labelledby="made-unavailable">
      <span class="made-unavailable-icon" aria-hidden="true">
        <BellOff />
      </span>
      <div class="grow" role="alert">
        <h2 class="made-unavailable-title" id="made-unavailable">
          {words.madeUnavailable.title}
        </h2>
        <p>{words.madeUnavailable.detail(model.rows.store?.missesInRow ?? 3)}</p>
      </div>
      <Button look="ink" class="availability-button" onClick={() => model.setAvailable(true)}>
        {words.madeUnavailable.goAvailable}
      </Button>
    </section>
  )
}
