/**
 * The one script that a retailer puts on a page:
 * `<script src="https://…/widget/loader.js" data-store="STORE_ID" async></script>`. Optional: `data-identity` (the retailer's
 * signed token for a shopper who is signed in; read anew whenever the panel starts) and `data-locale`. Afterwards
 * `window.shopbell` is there, and the document has heard `shopbell:ready`.
 */
import type { LoaderToPanel, PanelToLoader } from '../frame-messages.ts'
import { keepOnPage } from './kept-on-page.ts'
import { createLauncher } from './launcher.ts'
import { boundedProduct, type ProductTold, productOnPage } from './product-on-page.ts'

declare global {
  interface Window {
    /** What a retailer's own script may ask of the widget. */
    shopbell?: {
      /** The shopper is looking at this product (for pages that change without loading). */
      view(product: ProductTold): void
      open(): void
      close(): void
      /** The shopper has signed out of the shop: the next to use this browser may be another person. */
      forget(): void
    }
  }
}

const script = (document.currentScript ?? document.querySelector('script[data-store]')) as HTMLScriptElement | null

function start({ src, dataset }: HTMLScriptElement, store: string): void {
  const locale = dataset.locale || document.documentElement.lang || navigator.language
  const panel = new URL('panel.html', src)
  panel.search = new URLSearchParams({ store, host: location.origin, locale }).toString()

  const kept = keepOnPage(store, () => localStorage)
  kept.visit(Date.now())
  let lookingAt = productOnPage(document, Date.now())
  if (lookingAt) kept.view(lookingAt)

  const tell = (message: LoaderToPanel) => launcher.frame()?.postMessage(message, panel.origin)
  /** The shopper opened the panel on this page; one that opens by itself takes no focus. */
  let isAsked = false
  const show = (isOpen: boolean) => {
    isAsked = isOpen
    kept.change({ isOpen })
    if (isOpen) launcher.open(true)
    else launcher.close()
    tell({ is: isOpen ? 'opened' : 'closed' })
  }
  const launcher = createLauncher(panel.href, show)

  addEventListener('message', ({ source, origin, data }: MessageEvent<PanelToLoader | null>) => {
    if (source !== launcher.frame() || origin !== panel.origin || !data) return
    if (data.is === 'ready') {
      const { isOpen, startAfresh, panel, viewed } = kept.read()
      launcher.ready(isAsked)
      const identity = dataset.identity || null
      tell({ is: 'hello', isOpen, takesFocus: isAsked, startAfresh, kept: panel, identity, hasViewed: viewed.length > 0 })
      kept.change({ startAfresh: false })
    } else if (data.is === 'close') show(false)
    else if (data.is === 'keep') kept.change({ panel: data.kept })
    else if (data.is === 'chat') kept.change({ hasChat: data.isThere })
    else if (data.is === 'unread') launcher.showUnread(data.count)
    else if (data.is === 'shoppingWanted') {
      const { viewed, visits } = kept.read()
      tell({ is: 'shopping', lookingAt, viewed, isReturningVisitor: visits > 1 })
    }
  })
  // Half an hour without a page counts from when this one was last looked at, not from when it was loaded.
  addEventListener('pagehide', () => kept.change({ lastSeenAt: Date.now() }))

  window.shopbell = {
    view(product) {
      lookingAt = boundedProduct(Object(product), document, Date.now())
      if (lookingAt) kept.view(lookingAt)
    },
    open: () => show(true),
    close: () => show(false),
    forget() {
      launcher.close()
      launcher.remove()
      launcher.showUnread(0)
      kept.forget()
    },
  }
  document.dispatchEvent(new Event('shopbell:ready'))

  const { isOpen, hasChat } = kept.read()
  if (isOpen) launcher.open(false)
  else if (hasChat) launcher.load()
}

const store = script?.dataset.store
if (store && !window.shopbell) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => start(script, store))
  else start(script, store)
}
