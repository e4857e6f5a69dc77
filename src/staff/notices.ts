/** Words about what came out of something when the reader had gone on: calm lines on Home, there until closed or overtaken. */
import { type Accessor, createContext, createEffect, createSignal, onCleanup, untrack, useContext } from 'solid-js'
import type { ChatId } from '../identifiers.ts'
import type { StaffModel } from './model.ts'
import type { Page } from './pages.ts'

/** `yours`: a claim that nobody waited for any more was granted (CL6). `handedBack`: CL7. */
interface Notice {
  readonly is: 'yours' | 'handedBack'
  readonly chat: ChatId
  readonly name: string
}

export interface Notices {
  /** Oldest first; one for each chat. */
  readonly all: Accessor<readonly Notice[]>
  tell(notice: Notice): void
  close(chat: ChatId): void
}

export interface NoticesParts {
  readonly model: Pick<StaffModel, 'rows'>
  readonly page: Accessor<Page>
}

/** The search for somebody else is over by then, whatever came of it (OF1). */
const handedBackStaysMs = 120_000

/** Needs a reactive owner. A notice goes by itself when what it says is no longer so, or has been seen to. */
export function createNotices({ model, page }: NoticesParts): Notices {
  const [all, setAll] = createSignal<readonly Notice[]>([])
  /** The answer to a command comes before the rows say the same: only what has been so can be over. */
  const hasBeenSo = new Set<Notice>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer)
  })
  const drop = (gone: Notice) => setAll((before) => before.filter((one) => one !== gone))
  const close = (chat: ChatId) => setAll((before) => before.filter((one) => one.chat !== chat))

  const isSeenTo = ({ is, chat }: Notice): boolean => {
    if (is === 'handedBack') return model.rows.missed[`missed/${chat}`] !== undefined
    const at = page()
    const row = model.rows.chats[`chat/${chat}`]
    return (at.is === 'chat' && at.chat === chat) || Boolean(row?.ended ?? row?.takenOver)
  }
  const isSo = ({ is, chat }: Notice): boolean => (model.rows.chats[`chat/${chat}`] !== undefined) === (is === 'yours')

  createEffect(() => {
    for (const notice of all()) {
      if (isSo(notice)) hasBeenSo.add(notice)
      else if (hasBeenSo.has(notice)) untrack(() => drop(notice))
      if (isSeenTo(notice)) untrack(() => drop(notice))
    }
  })

  return {
    all,
    close,
    tell(notice) {
      close(notice.chat)
      setAll((before) => [...before, notice])
      if (notice.is === 'handedBack') timers.add(setTimeout(drop, handedBackStaysMs, notice))
    },
  }
}

export const NoticesContext = createContext<Notices>()

export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('A screen that tells something was shown outside a shift.')
  return notices
}
