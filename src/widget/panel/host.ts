/** The panel's end of the talk with the loader on the retailer's page, and what its own address says. */
import { createSignal } from 'solid-js'
import type { LoaderToPanel, PanelAddress, PanelToLoader, Shopping } from '../frame-messages.ts'

type Hello = Extract<LoaderToPanel, { is: 'hello' }>

/** A page may say anything; what is no language must not keep the panel from telling the time. */
function usableLocale(said: string | null): string {
  try {
    return Intl.getCanonicalLocales(said?.replace('_', '-') ?? [])[0] ?? 'en'
  } catch {
    return 'en'
  }
}

const said = new URLSearchParams(location.search)
export const address: PanelAddress = {
  store: said.get('store') ?? '',
  host: said.get('host') || location.origin,
  locale: usableLocale(said.get('locale')),
}
/** Whether there is a page around the panel. Without one it is a page of its own, always open. */
export const isFramed = parent !== self

const [isOpen, setIsOpen] = createSignal(!isFramed)
/** Rises by one whenever the shopper opens the panel: time to take the focus. */
const [opened, setOpened] = createSignal(0)

export { isOpen, opened }

export function tell(message: PanelToLoader): void {
  if (isFramed) parent.postMessage(message, address.host)
}

/** Asks the loader to close the panel. It counts as closed at once: what arrives from here on, nobody has seen. */
export function close(): void {
  if (isFramed) setIsOpen(false)
  tell({ is: 'close' })
}

let giveHello: (hello: Hello) => void
let giveShopping: ((shopping: Shopping) => void) | undefined

/** Resolves once the loader has answered; at once where there is none. */
export const hello = new Promise<Hello>((resolve) => {
  giveHello = resolve
  if (!isFramed)
    resolve({ is: 'hello', isOpen: true, takesFocus: true, identity: null, startAfresh: false, kept: null, hasViewed: false })
})

const noShopping: Shopping = { lookingAt: null, viewed: [], isReturningVisitor: false }
/** A page whose loader says nothing (it is being left, say) must not hold a question back. */
const shoppingPatienceMs = 1_000

/** What the shopper looked at; asked for only to show it to them or to start a chat. */
export const shopping = (): Promise<Shopping> =>
  new Promise((resolve) => {
    giveShopping = resolve
    tell({ is: 'shoppingWanted' })
    setTimeout(resolve, isFramed ? shoppingPatienceMs : 0, noShopping)
  })

const open = (takesFocus: boolean) => {
  setIsOpen(true)
  if (takesFocus) setOpened(opened() + 1)
}

addEventListener('message', ({ source, origin, data }: MessageEvent<LoaderToPanel | null>) => {
  if (source !== parent || origin !== address.host || !data) return
  if (data.is === 'hello') {
    if (data.isOpen) open(data.takesFocus)
    giveHello(data)
  } else if (data.is === 'opened') open(true)
  else if (data.is === 'closed') setIsOpen(false)
  else if (data.is === 'shopping') giveShopping?.(data)
})
tell({ is: 'ready' })
