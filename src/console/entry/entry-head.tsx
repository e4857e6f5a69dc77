/** What stands above everything before the door: whose page this is, what it asks, and in which language. */
import { createEffect } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { LanguageChoice } from '../language-choice.tsx'

export function EntryHead(props: { readonly title: string }) {
  const words = useWords()
  createEffect(() => {
    document.title = words.app.title(props.title)
  })
  return (
    <>
      <header class="entry-head">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <span class="strong">{words.app.name}</span>
        <LanguageChoice />
      </header>
      <h1 class="page-title">{props.title}</h1>
    </>
  )
}
