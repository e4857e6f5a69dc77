/**
 * The button on the retailer's page and the place that the panel's frame opens in, in a shadow root so that the page's style
 * cannot break them. Knows nothing of chats.
 */
import * as words from '../locales/en/launcher.ts'
import css from './launcher.css?inline'

/** On phones the panel is the whole screen, and then nothing behind it may be reached. The same condition as in the style. */
const wholeScreen = '(max-width: 520px), (max-height: 480px)'
/** After so long without a word from the panel, the shopper is told. */
const patienceMs = 8_000

export interface Launcher {
  /** The frame's window, once there is one. */
  frame(): Window | null | undefined
  /** Puts the frame in place, unseen, if it is not there yet. */
  load(): void
  /** The panel has said that it is ready. */
  ready(takesFocus: boolean): void
  /** A panel that opens by itself takes no focus from the page. */
  open(takesFocus: boolean): void
  close(): void
  /** Takes the frame away, and with it everything that runs in it. */
  remove(): void
  showUnread(count: number): void
}

/**
 * @param address the panel's address.
 * @param onAsk the shopper asked to open (`true`) or close.
 */
export function createLauncher(address: string, onAsk: (isOpen: boolean) => void): Launcher {
  const host = make('div', {})
  const root = host.attachShadow({ mode: 'open' })
  const style = new CSSStyleSheet()
  style.replaceSync(css)
  root.adoptedStyleSheets = [style]

  const badge = make('span', { className: 'badge' })
  const button = make('button', { type: 'button', className: 'launcher', onclick: () => onAsk(true) })
  button.append(make('span', { className: 'bell' }), make('span', { className: 'label', textContent: words.open }), badge)
  const said = make('p', {})
  const again = make('button', { textContent: words.tryAgain })
  const leave = make('button', { textContent: words.close, onclick: () => onAsk(false) })
  const wait = make('div', { className: 'wait' })
  wait.append(said, again, leave)
  const dialog = make('dialog', { ariaLabel: words.open })
  dialog.append(wait)
  root.append(button, dialog)
  document.body.append(host)

  let frame: HTMLIFrameElement | undefined
  let timer = 0
  const say = (text: string, isTrouble: boolean) => {
    said.textContent = text
    again.hidden = !isTrouble
  }
  const remove = () => {
    clearTimeout(timer)
    frame?.remove()
    frame = undefined
  }
  const load = () => {
    if (frame) return
    // Hidden until the panel speaks, because it may be blank or a browser's error page till then.
    frame = make('iframe', { title: words.open, hidden: true, src: address })
    dialog.append(frame)
    say(words.loading, false)
    timer = window.setTimeout(say, patienceMs, words.unreachable, true)
  }
  const showUnread = (count: number) => {
    badge.hidden = !count
    badge.textContent = `${count}`
    button.ariaLabel = words.open + (count ? `, ${words.unread(count)}` : '')
  }
  showUnread(0)

  again.onclick = () => {
    remove()
    load()
  }
  dialog.onkeydown = ({ key }) => {
    if (key === 'Escape') onAsk(false)
  }
  // The browser may close a modal dialog by itself (the back gesture on a phone).
  dialog.onclose = () => button.hidden && onAsk(false)
  // On iOS the keyboard covers the page instead of making it smaller. A page zoomed in with two fingers is left alone.
  const screen = window.visualViewport
  const cover = () => {
    const isCovering = dialog.matches(':modal') && screen?.scale === 1
    dialog.style.height = isCovering ? `${screen.height}px` : ''
    dialog.style.top = isCovering ? `${screen.offsetTop}px` : ''
  }
  screen?.addEventListener('resize', cover)
  screen?.addEventListener('scroll', cover)

  return {
    frame: () => frame?.contentWindow,
    load,
    ready(takesFocus) {
      clearTimeout(timer)
      if (!frame) return
      frame.hidden = false
      if (takesFocus) frame.focus()
    },
    open(takesFocus) {
      load()
      if (dialog.open) return
      if (matchMedia(wholeScreen).matches) dialog.showModal()
      else dialog.open = true
      button.hidden = true
      if (takesFocus) (frame?.hidden ? leave : frame)?.focus()
    },
    close() {
      button.hidden = false
      if (!dialog.open) return
      dialog.close()
      cover()
      button.focus()
    },
    remove,
    showUnread,
  }
}

const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: Partial<HTMLElementTagNameMap[Tag]>) =>
  Object.assign(document.createElement(tag), properties)
