/** The browser's own offer to install the app, kept until the person is asked at a better moment. */
import { type Accessor, createSignal } from 'solid-js'

/** Chromium's; no other browser has it. */
export interface InstallPrompt extends Event {
  /** Works once, and only after a tap. */
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

const [kept, setKept] = createSignal<InstallPrompt | null>(null)

/** `null` where the browser has made no offer, and once the app is installed. */
export const keptPrompt: Accessor<InstallPrompt | null> = kept

/** To be called before the page is loaded: the browser offers once, early, and by itself at a moment that suits nobody. */
export function keepInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    setKept(event as InstallPrompt)
  })
  addEventListener('appinstalled', () => setKept(null))
}
