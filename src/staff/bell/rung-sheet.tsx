/** A bell check that rings this page: who looks, and *I hear it*. Small, and never over a chat that rings. */
import BellRing from 'lucide-solid/icons/bell-ring'
import { createEffect, onCleanup, onMount } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import type { RungBellCheck } from '../model.ts'

/** So long it rings for somebody to hear it. */
const ringsForMs = 30_000

export function RungSheet(props: { readonly check: RungBellCheck }) {
  const words = useWords()
  onMount(() => {
    const { check } = props
    const timer = setTimeout(check.close, ringsForMs)
    onCleanup(() => clearTimeout(timer))
  })
  createEffect(() => {
    const { check } = props
    const look = () => {
      if (!document.hidden) check.isDisplayed()
    }
    look()
    document.addEventListener('visibilitychange', look)
    onCleanup(() => document.removeEventListener('visibilitychange', look))
  })
  return (
    <section class="rung-sheet" role="alertdialog" aria-labelledby="rung-sheet">
      <BellRing size={28} aria-hidden="true" />
      <div class="grow">
        <h2 class="rung-sheet-title" id="rung-sheet">
          {words.bell.rung.title(props.check.by)}
        </h2>
        <p>{words.bell.rung.detail}</p>
      </div>
      <Button look="ink" onClick={() => props.check.hear()}>
        {words.bell.rung.hear}
      </Button>
    </section>
  )
}
