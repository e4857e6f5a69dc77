/** A link to a page of the shift. */
import { type JSX, type ParentProps, splitProps } from 'solid-js'
import { type Page, pathOf, usePages } from './pages.ts'

interface LinkProps extends Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> {
  readonly to: Page
}

/** Opening it in another tab stays the browser's business. */
export function Link(props: ParentProps<LinkProps>) {
  const pages = usePages()
  const [own, rest] = splitProps(props, ['to'])
  return (
    <a
      {...rest}
      href={pathOf(own.to)}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        pages.go(own.to)
      }}
    />
  )
}
