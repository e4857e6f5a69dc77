/** The one line that puts the bell on a shop's page. */
import type { StoreId } from '../../identifiers.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import { Copied } from '../copied.tsx'

export function ScriptTag(props: { readonly store: StoreId }) {
  const words = useWords()
  return <Copied text={scriptTag(location.origin, props.store)} label={words.widget.tag} />
}

function scriptTag(origin: string, store: StoreId): string {
  return `<script src="${origin}/widget/loader.js" data-store="${store}" async></script>`
}
