/** What has not reached the server yet, by name, and why. Not there while there is nothing. */
import Clock from 'lucide-solid/icons/clock'
import { createMemo, For, Show } from 'solid-js'
import { useFormats } from '../../locales/formats.ts'
import { type Dictionary, useWords } from '../../locales/staff/dictionary.ts'
import type { Rows } from '../../replica/rows.ts'
import { Card } from '../../ui/card.tsx'
import { nameBehind, nameIn } from '../customer-name.ts'
import { useModel } from '../model.ts'
import { groupUnsent, type UnsentGroup } from './unsent-groups.ts'

export function UnsentCard() {
  const model = useModel()
  const words = useWords()
  const formats = useFormats()
  const groups = createMemo(() => groupUnsent(model.unsent()))
  const why = (since: number) => {
    const time = formats.time(since)
    return model.connection().is === 'live' ? words.unsent.slow(time) : words.unsent.offline(time)
  }
  return (
    <Show when={groups().length > 0}>
      <Card title={words.unsent.title}>
        <ul class="rows">
          <For each={groups()}>
            {(group) => (
              <li>
                <span class="soft unsent-icon" aria-hidden="true">
                  <Clock size={22} />
                </span>
                <div class="grow">
                  <p class="strong">{wordsForUnsent(group, model.rows, words)}</p>
                  <p class="soft small">{why(group.since)}</p>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  )
}

/** “2 messages to Crystal Minh” */
export function wordsForUnsent(group: UnsentGroup, rows: Rows, words: Dictionary): string {
  const its = words.unsent
  const { about } = group
  if (about === null) return its.availability
  const name = ('chat' in about ? nameIn(rows, about.chat, words) : nameBehind(rows, about.offer, words)) ?? words.unsent.somebody
  switch (group.kind) {
    case 'sendMessage':
      return its.messages(group.count, name)
    case 'claimChat':
    case 'pickUpMissedChat':
      return its.claim(name)
    case 'declineOffer':
      return its.decline(name)
    case 'settleMissedChat':
      return its.settle(name)
    case 'endChat':
      return its.end(name)
    case 'handBackChat':
      return its.handBack(name)
    case 'setWish':
      return its.availability
  }
}
