/** Words about what came out of something when the reader had gone on: calm lines on Home that stay until they are closed. */
import { type Accessor, createContext, createSignal, useContext } from 'solid-js'
import type { ChatId } from '../identifiers.ts'

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

export function createNotices(): Notices {
  const [all, setAll] = createSignal<readonly Notice[]>([])
  const close = (chat: ChatId) => setAll((before) => before.filter((one) => one.chat !== chat))
  return {
    all,
    close,
    tell(notice) {
      close(notice.chat)
      setAll((before) => [...before, notice])
    },
  }
}

export const NoticesContext = createContext<Notices>()

export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('A screen that tells something was shown outside a shift.')
  return notices
}
