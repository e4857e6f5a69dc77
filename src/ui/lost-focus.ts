/** Keeps the keyboard and the screen reader somewhere when what had the focus leaves the page. */

/** Gives the focus to `element` where, once the page has changed, nothing has it. */
export function takeLostFocus(element: HTMLElement | null | undefined): void {
  queueMicrotask(() => {
    if ((document.activeElement ?? document.body) === document.body && element?.isConnected)
      element.focus({ preventScroll: true })
  })
}
