/**
 * Which language the app speaks: the one that the member chose, else this device's, else the browser's. A choice holds at once,
 * also without a connection; the server is told as soon as there is one.
 */
import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  onCleanup,
  untrack,
  useContext,
} from 'solid-js'
import { following } from '../locales/following.ts'
import { languageOf, languages, localeFor } from '../locales/languages.ts'
import type { Dictionary } from '../locales/staff/dictionary.ts'
import type { Language, Session } from '../protocol/staff.ts'
import type { Database, MembersLanguage } from '../replica/database.ts'
import type { ServerHttp } from '../replica/http.ts'
import { createChunk } from './chunk.ts'
import type { Door, DoorState, StaffModel } from './model.ts'

export interface AppLanguage {
  /** In the language that is shown. */
  readonly words: Dictionary
  readonly shown: Accessor<Language>
  /** What whoever is here chose: the member, or before they sign in whoever stands at the device. `null`: nothing. */
  readonly chosen: Accessor<Language | null>
  /** What choosing nothing comes to. */
  readonly unchosen: Accessor<Language>
  /** The words of the wanted language could not be had yet; it is tried again, and those before stay. */
  readonly isMissing: Accessor<boolean>
  /** The member's choice is known to this device only. */
  readonly isUntold: Accessor<boolean>
  choose(language: Language | null): void
  /** The BCP 47 tag for dates and numbers, for a member of a retailer whose own is `retailers`. */
  locale(retailers: string): string
}

export interface LanguageParts {
  readonly door: Pick<Door, 'state'>
  readonly http: Pick<ServerHttp, 'chooseLanguage'>
  readonly database: Pick<
    Database,
    'session' | 'keepSession' | 'language' | 'keepLanguage' | 'untoldLanguage' | 'keepUntoldLanguage'
  >
  /** The browser's languages, the preferred one first. */
  readonly preferred: readonly string[]
  /** Is told the language and the direction of what is in it. */
  readonly page: Pick<HTMLElement, 'lang' | 'dir'>
}

const loadAgainMs = 1_500
const tellAgainMs = 5_000

/** Resolves as soon as there are words to show. */
export async function openLanguage(parts: LanguageParts): Promise<AppLanguage> {
  const { database } = parts
  // Where the device keeps nothing, the browser says enough.
  const [session, device, untold] = await Promise.all([
    database.session().catch(() => null),
    database.language().catch(() => null),
    database.untoldLanguage().catch(() => null),
  ])
  return new Promise((resolve) => createRoot(() => bind(parts, { session, device, untold }, resolve)))
}

interface Kept {
  readonly session: Session | null
  readonly device: Language | null
  readonly untold: MembersLanguage | null
}

const loaders = Object.fromEntries(
  Object.entries(languages).map(([language, { load }]) => [language, createChunk(load)]),
) as Record<Language, (typeof languages)[Language]['load']>

function bind(parts: LanguageParts, kept: Kept, onOpen: (language: AppLanguage) => void): void {
  const { door, database, preferred, page } = parts
  const [device, setDevice] = createSignal(kept.device)
  /** The member's choice on this device since the page was loaded, or before it and not told. */
  const [own, setOwn] = createSignal<MembersLanguage | null>(kept.untold)
  const [isUntold, setIsUntold] = createSignal(kept.untold !== null)
  const model = createMemo(() => modelIn(door.state()))
  const hasLooked = createMemo<boolean>((before) => before || door.state().is !== 'looking', false)
  /** Until the door has looked, whoever was here last is here. */
  const session = () => model()?.session ?? (hasLooked() ? null : kept.session)
  const unchosen = () => (session() && device()) || languageOf(preferred)
  const chosen = () => {
    const its = session()
    if (!its) return device()
    const mine = own()
    return mine?.member === its.member.id ? mine.language : (its.language ?? null)
  }
  const wanted = createMemo(() => chosen() ?? unchosen())

  const [shown, setShown] = createSignal<{ readonly language: Language; readonly words: Dictionary } | null>(null)
  const [isMissing, setIsMissing] = createSignal(false)
  const nowShown = () => {
    const its = shown()
    if (!its) throw new Error('Words were asked for before there were any.')
    return its
  }
  createEffect(() => {
    const language = wanted()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const load = () =>
      loaders[language]().then(
        ({ [language]: words }) => {
          if (isOver || !words) return
          setIsMissing(false)
          setShown({ language, words })
        },
        () => {
          if (isOver) return
          setIsMissing(true)
          timer = setTimeout(load, loadAgainMs)
        },
      )
    void load()
    onCleanup(() => {
      isOver = true
      clearTimeout(timer)
    })
  })
  createEffect(() => {
    const its = shown()
    if (!its) return
    page.lang = its.language
    page.dir = languages[its.language].direction
  })
  createTelling(parts, { model, own, isUntold, onTold: () => setIsUntold(false) })

  const appLanguage: AppLanguage = {
    words: following(() => nowShown().words),
    shown: () => nowShown().language,
    chosen,
    unchosen,
    isMissing,
    isUntold,
    choose(language) {
      const its = model()?.session
      if (!its) {
        setDevice(language)
        void database.keepLanguage(language).catch(() => {})
        return
      }
      const mine = { member: its.member.id, language }
      setOwn(mine)
      setIsUntold(true)
      void database.keepUntoldLanguage(mine).catch(() => {})
      void database.keepSession({ ...its, language }).catch(() => {})
    },
    locale: (retailers) => localeFor(nowShown().language, retailers, preferred),
  }
  let isOpen = false
  createEffect(() => {
    if (!shown() || isOpen) return
    isOpen = true
    onOpen(appLanguage)
  })
}

interface Telling {
  readonly model: Accessor<StaffModel | null>
  readonly own: Accessor<MembersLanguage | null>
  readonly isUntold: Accessor<boolean>
  readonly onTold: () => void
}

/** One request at a time, so that the last choice is the last to arrive. */
function createTelling({ http, database }: LanguageParts, { model, own, isUntold, onTold }: Telling): void {
  const [isUnderway, setIsUnderway] = createSignal(false)
  const [isResting, setIsResting] = createSignal(false)
  const tell = async (mine: MembersLanguage) => {
    setIsUnderway(true)
    const { is } = await http.chooseLanguage(mine.language)
    setIsUnderway(false)
    if (own() !== mine) return
    if (is === 'ok') {
      onTold()
      void database.keepUntoldLanguage(null).catch(() => {})
      return
    }
    // Refused by a server that knows no languages, or not heard: this device goes on by itself, and asks later.
    setIsResting(true)
    setTimeout(setIsResting, tellAgainMs, false)
  }
  createEffect(() => {
    const mine = own()
    const its = model()
    if (!mine || !isUntold() || its?.session.member.id !== mine.member) return
    if (its.connection().is === 'live' && !isUnderway() && !isResting()) untrack(() => void tell(mine))
  })
}

const modelIn = (state: DoorState): StaffModel | null => (state.is === 'in' ? state.model : null)

export const LanguageContext = createContext<AppLanguage>()

export function useLanguage(): AppLanguage {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('A screen was shown without a language.')
  return language
}
