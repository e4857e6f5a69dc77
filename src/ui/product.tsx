/** A product as a shop shows it: picture, title, price. Without a picture a coloured tile stands for it. */
import { type JSX, Show } from 'solid-js'
import './product.css'

interface ProductProps {
  readonly title: string
  readonly imageUrl: string | null
  readonly above?: JSX.Element
  readonly below?: JSX.Element
  readonly price?: string | null
  readonly isLarge?: boolean
}

export function ProductLine(props: ProductProps) {
  return (
    <div class="product" data-large={props.isLarge ? '' : undefined}>
      <span class="product-picture" data-tint={tintOf(props.title)} aria-hidden="true">
        <Show when={props.imageUrl}>
          {(url) => (
            // A picture that cannot be had leaves the tile under it.
            <img src={url()} alt="" loading="lazy" decoding="async" onError={(event) => event.currentTarget.remove()} />
          )}
        </Show>
      </span>
      <div class="grow">
        <Show when={props.above}>
          <div class="soft small">{props.above}</div>
        </Show>
        <div class="strong product-title">{props.title}</div>
        <Show when={props.below}>
          <div class="soft small">{props.below}</div>
        </Show>
      </div>
      <Show when={props.price}>
        <span class="number product-price">{props.price}</span>
      </Show>
    </div>
  )
}

/** The same product has the same colour everywhere. */
function tintOf(title: string): number {
  let sum = 0
  for (const letter of title) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return sum % 4
}
