/**
 * The tab's title and icon: which screen it is, and, while something rings, that it rings. No title names a customer, because
 * browsers keep titles in a history that the next person on the tablet can read.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'

const [page, setPage] = createSignal('')
const [ringing, setRinging] = createSignal<string | null>(null)
const blinkMs = 1_000

/** Names the screen for as long as it is shown. */
export function usePageTitle(title: Accessor<string>): void {
  createEffect(() => setPage(title()))
  onCleanup(() => setPage(''))
}

/** That it rings takes turns with the screen's name, and puts a dot on the icon; `null` while nothing does. */
export function useRingingTitle(title: Accessor<string | null>): void {
  createEffect(() => setRinging(title()))
  onCleanup(() => setRinging(null))
}

/** Writes the document's title and icon. Once, for the whole app. */
export function createDocumentTitle(): void {
  const words = useWords()
  const [isTurn, setIsTurn] = createSignal(false)
  createEffect(() => {
    setIsTurn(ringing() !== null)
    if (ringing() === null) return
    const timer = setInterval(() => setIsTurn((was) => !was), blinkMs)
    onCleanup(() => clearInterval(timer))
  })
  createEffect(() => {
    const rings = ringing()
    document.title = rings !== null && isTurn() ? `🔔 ${rings}` : page() ? words.app.title(page()) : words.app.name
  })
  createEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    // Not the SVG beside it: to the browser that is a document of its own, to be laid out before Home is drawn.
    const wanted = ringing() === null ? '/icon-192.png' : '/icon-ringing.svg'
    // The same once more would be fetched once more.
    if (icon && icon.getAttribute('href') !== wanted) icon.href = wanted
  })
}
