/** The frame around every page: where one can go, for whom, and who is signed in. */
import { createEffect, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import { following } from '../locales/following.ts'
import { FormatsContext, formatsFor } from '../locales/formats.ts'
import type { ConsoleSession } from '../protocol/console-entry.ts'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/state.tsx'
import type { Door } from './door.ts'
import { addressOf, createPage, HereContext, type PageName } from './here.ts'
import { useLanguage } from './language.ts'
import { LanguageChoice } from './language-choice.tsx'

const Start = lazy(async () => ({ default: (await import('./start/start.tsx')).Start }))
const RetailerPage = lazy(async () => ({ default: (await import('./retailer/retailer.tsx')).RetailerPage }))
const Stores = lazy(async () => ({ default: (await import('./stores/stores.tsx')).Stores }))
const Hours = lazy(async () => ({ default: (await import('./hours/hours.tsx')).Hours }))
const Members = lazy(async () => ({ default: (await import('./members/members.tsx')).Members }))
const Devices = lazy(async () => ({ default: (await import('./devices/devices.tsx')).Devices }))
const Widget = lazy(async () => ({ default: (await import('./widget/widget.tsx')).Widget }))
const Shoppers = lazy(async () => ({ default: (await import('./shoppers/shoppers.tsx')).Shoppers }))
const Audit = lazy(async () => ({ default: (await import('./audit/audit.tsx')).Audit }))
const Account = lazy(async () => ({ default: (await import('./account/account.tsx')).Account }))

const inMenu: readonly PageName[] = [
  'stores',
  'hours',
  'members',
  'devices',
  'widget',
  'shoppers',
  'retailer',
  'audit',
  'account',
]
/** What nobody else has anything to do on. */
const forAdmins: readonly PageName[] = ['retailer']

export function Shell(props: { readonly door: Door; readonly session: ConsoleSession }) {
  const words = useWords()
  const language = useLanguage()
  const page = createPage()
  const formats = following(() => formatsFor(language.locale(props.session.retailer.locale)))
  createEffect(() => {
    document.title = words.app.title(words.pages[page().is])
  })
  let menu: HTMLUListElement | undefined
  // On a phone the menu is one line, of which not all is seen.
  createEffect(() => {
    const link = menu?.querySelector(`[href="${addressOf({ is: page().is, store: null })}"]`)
    if (menu && link instanceof HTMLElement)
      menu.scrollLeft = link.offsetLeft - menu.offsetLeft - (menu.clientWidth - link.offsetWidth) / 2
  })
  const here = {
    get session() {
      return props.session
    },
    ask: props.door.ask,
    page,
    get isAdmin() {
      return props.session.member.role === 'admin'
    },
    retailerChanged: ({ id, name, locale, currency }: ConsoleSession['retailer']) =>
      props.door.entered({ ...props.session, retailer: { id, name, locale, currency } }),
    signOut: () => void props.door.signOut(),
  }
  return (
    <HereContext.Provider value={here}>
      <FormatsContext.Provider value={formats}>
        <div class="shell">
          <header class="shell-head">
            <img src="/icon.svg" alt="" width="40" height="40" />
            <div class="shell-where">
              <div class="strong one-line">{props.session.retailer.name}</div>
              <div class="soft small one-line">{words.app.name}</div>
            </div>
            <LanguageChoice />
            <div class="shell-who">
              <span class="one-line">{props.session.member.name}</span>
              <Button onClick={here.signOut}>{words.app.signOut}</Button>
            </div>
          </header>
          <nav class="shell-menu" aria-label={words.app.menu}>
            <ul ref={menu}>
              <For each={inMenu.filter((name) => here.isAdmin || !forAdmins.includes(name))}>
                {(name) => (
                  <li>
                    <a
                      class="shell-link"
                      href={addressOf({ is: name, store: null })}
                      aria-current={page().is === name ? 'page' : undefined}
                    >
                      {words.pages[name]}
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </nav>
          <main class="shell-page">
            <Suspense fallback={<Loading label={words.app.loading} rows={4} />}>
              <Show when={page().is} keyed>
                {(name) => (
                  <Switch>
                    <Match when={name === 'start'}>
                      <Start />
                    </Match>
                    <Match when={name === 'retailer'}>
                      <RetailerPage />
                    </Match>
                    <Match when={name === 'stores'}>
                      <Stores />
                    </Match>
                    <Match when={name === 'hours'}>
                      <Hours />
                    </Match>
                    <Match when={name === 'members'}>
                      <Members />
                    </Match>
                    <Match when={name === 'devices'}>
                      <Devices />
                    </Match>
                    <Match when={name === 'widget'}>
                      <Widget />
                    </Match>
                    <Match when={name === 'shoppers'}>
                      <Shoppers />
                    </Match>
                    <Match when={name === 'audit'}>
                      <Audit />
                    </Match>
                    <Match when={name === 'account'}>
                      <Account />
                    </Match>
                  </Switch>
                )}
              </Show>
            </Suspense>
          </main>
        </div>
      </FormatsContext.Provider>
    </HereContext.Provider>
  )
}
