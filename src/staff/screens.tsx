/** Everything behind the door: the pages of a shift, and what surrounds them. */
import { createEffect, createMemo, Match, Switch, useContext } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { ChatId } from '../identifiers.ts'
import { following } from '../locales/following.ts'
import { FormatsContext, formatsFor } from '../locales/formats.ts'
import { useWords } from '../locales/staff/dictionary.ts'
import { Loading } from '../ui/state.tsx'
import { DeviceFacesContext } from './bell/device-faces.ts'
import { Home } from './home/home.tsx'
import { useLanguage } from './language.ts'
import { whenIdle } from './later.ts'
import { ModelContext, type StaffModel } from './model.ts'
import { onDemand } from './on-demand.tsx'
import { createPages, PagesContext } from './pages.ts'
import { Shift } from './shift.tsx'
import type { Shortcut } from './shortcut.ts'
import { ShortcutQuestion } from './shortcut-question.tsx'
import { UpdateContext } from './update.ts'

const conversation = onDemand(
  () => import('./conversation/conversation.tsx'),
  ({ Conversation }) => Conversation,
)

export function Screens(props: { readonly model: StaffModel; readonly shortcut: Shortcut }) {
  const words = useWords()
  const language = useLanguage()
  const formats = createMemo(() => formatsFor(language.locale(props.model.session.retailer.locale)))
  const pages = createPages()
  const update = useContext(UpdateContext)
  const chat = (): ChatId | null => {
    const page = pages.page()
    return page.is === 'chat' ? page.chat : null
  }
  // CL5: whoever claims goes straight to the conversation, and no network stands in between.
  createEffect(() => {
    if (!props.model.isLoaded()) return
    update.watch()
    whenIdle(conversation.prefetch)
  })
  return (
    <ModelContext.Provider value={props.model}>
      <FormatsContext.Provider value={following(formats)}>
        <PagesContext.Provider value={pages}>
          <Shift>
            <Switch fallback={<Home />}>
              <Match when={pages.page().is === 'bell'}>
                <BellPage />
              </Match>
              <Match when={chat()} keyed>
                {(id) => (
                  <conversation.Screen
                    id={id}
                    fallback={
                      <main class="whole-page">
                        <Loading label={words.conversation.loading} rows={4} isPage />
                      </main>
                    }
                  />
                )}
              </Match>
            </Switch>
          </Shift>
          <ShortcutQuestion shortcut={props.shortcut} />
        </PagesContext.Provider>
      </FormatsContext.Provider>
    </ModelContext.Provider>
  )
}

/** Its code comes with what looks after the device. */
function BellPage() {
  const words = useWords()
  const faces = useContext(DeviceFacesContext)
  return (
    <Dynamic
      component={
        faces()?.BellScreen ??
        (() => (
          <main class="whole-page">
            <Loading label={words.app.loading} rows={3} isPage />
          </main>
        ))
      }
    />
  )
}
