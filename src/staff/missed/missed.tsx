/** MI1: chats that nobody claimed in time, for the whole team. */
import CheckCheck from 'lucide-solid/icons/check-check'
import { createMemo, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Card } from '../../ui/card.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { whenIdle } from '../later.ts'
import { useModel } from '../model.ts'
import { onDemand } from '../on-demand.tsx'

const list = onDemand(
  () => import('./missed-list.tsx'),
  ({ MissedList }) => MissedList,
)

export function MissedCard(props: { readonly now: number }) {
  const model = useModel()
  const words = useWords()
  onMount(() => whenIdle(list.prefetch))
  const missed = createMemo(() => Object.values(model.rows.missed).sort((a, b) => b.missedAt - a.missedAt))
  return (
    <Card title={words.missed.title} count={missed().length}>
      <Show
        when={missed().length > 0}
        fallback={<State icon={CheckCheck} title={words.missed.none} detail={words.missed.noneDetail} />}
      >
        <list.Screen rows={missed()} now={props.now} fallback={<Loading label={words.missed.loading} rows={2} />} />
      </Show>
    </Card>
  )
}
