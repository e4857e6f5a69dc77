/** The team, each with how they are right now: a dot, and the words that it stands for. */
import Users from 'lucide-solid/icons/users'
import { createMemo, For, Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { MemberRow } from '../../protocol/feed.ts'
import { Card } from '../../ui/card.tsx'
import { Dot } from '../../ui/chip.tsx'
import { Face } from '../../ui/face.tsx'
import { State } from '../../ui/state.tsx'
import { useModel } from '../model.ts'
import { howTheyAre } from './presence-words.ts'

export function Team() {
  const model = useModel()
  const words = useWords()
  const everybody = createMemo(() => Object.values(model.rows.members).sort((a, b) => a.name.localeCompare(b.name)))
  const others = () => everybody().filter(({ id }) => id !== model.session.member.id)
  const available = () =>
    everybody().filter(({ id }) => (id === model.session.member.id ? model.isAvailable() : model.presenceOf(id)?.isAvailable))
      .length
  const count = () => (model.connection().is === 'live' ? words.home.teamCount(available(), everybody().length) : undefined)
  return (
    <Card title={words.home.team} count={count()} class="team">
      <Show when={others().length > 0} fallback={<State icon={Users} title={words.home.noTeam} />}>
        <ul class="rows">
          <For each={others()}>{(member) => <TeamMember member={member} />}</For>
        </ul>
      </Show>
    </Card>
  )
}

function TeamMember(props: { readonly member: MemberRow }) {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const how = createMemo(() =>
    howTheyAre(model.presenceOf(props.member.id), words, formats, model.rows.store?.missesInRow ?? 3, model.serverNow()),
  )
  return (
    <li>
      <Face name={props.member.name} />
      <div class="grow">
        <div class="strong">{props.member.name}</div>
        <div class="soft small">{how().said}</div>
      </div>
      <Dot look={how().dot} />
    </li>
  )
}
