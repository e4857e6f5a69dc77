/** The shop's pages as HTML. Runs at build time; what the pages need in the browser is shop.ts. */
import { type Product, price, products } from './products.ts'

/** As the demo data names it (`sync-server/demo/demo-data.ts`). */
const store = 'oxford-street'

export interface Page {
  readonly file: string
  readonly html: string
}

export const pages = (): readonly Page[] => [
  { file: 'index.html', html: page('Clothes and things for the home', listOf(products), '') },
  ...products.map((product) => ({
    file: `${product.slug}.html`,
    html: page(product.title, productPage(product), jsonLd(product)),
  })),
]

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The widget is there by the one script tag that any retailer would write. */
const page = (title: string, main: string, head: string): string => `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)} · Marlow &amp; Finch</title>
    <meta name="description" content="Marlow &amp; Finch: a demonstration shop for Shopbell.">
    <meta name="robots" content="noindex">
    <link rel="icon" href="art/mark.svg">
    <link rel="stylesheet" href="shop.css">${head}
    <script src="shop.js" type="module"></script>
    <script src="/widget/loader.js" data-store="${store}" async></script>
  </head>
  <body>
    <header class="top">
      <a class="brand" href="./">Marlow <span>&amp;</span> Finch</a>
      <label class="shop-as">Shop as <select disabled><option>A new visitor</option></select></label>
    </header>
    <main>${main}
    </main>
    <footer>
      <p><strong>This is a demonstration shop.</strong> Marlow &amp; Finch and all it sells are invented; nothing can be bought here. It shows
      <a href="/">Shopbell</a> as a shopper meets it.</p>
    </footer>
  </body>
</html>
`

const listOf = (shown: readonly Product[]): string => `
      <section class="hello">
        <h1>Made slowly, kept long.</h1>
        <p>Clothes and things for the home from small British workshops. Something you would like to know? Our team on Oxford Street answers: ring the bell below.</p>
      </section>
      <ul class="shelf">${shown.map(tile).join('')}
      </ul>`

const tile = ({ slug, title, kind, pounds }: Product): string => `
        <li><a href="${slug}.html">
          <img src="art/${slug}.svg" width="800" height="1000" alt="">
          <span class="kind">${kind}</span>
          <span class="title">${escaped(title)}</span>
          <span class="price">${price(pounds)}</span>
        </a></li>`

const productPage = (product: Product): string => {
  const { slug, title, kind, pounds, lead, about, details, choice } = product
  const others = products.filter((other) => other !== product).slice(0, 3)
  return `
      <p class="way"><a href="./">All things</a> <span aria-hidden="true">/</span> ${kind}</p>
      <article class="product">
        <img src="art/${slug}.svg" width="800" height="1000" alt="${escaped(title)}">
        <div>
          <h1>${escaped(title)}</h1>
          <p class="price">${price(pounds)}</p>
          <p class="lead">${escaped(lead)}</p>
          <p>${escaped(about)}</p>${choice ? choices(choice) : ''}
          <button type="button" disabled>Not for sale: a demonstration</button>
          <dl>${details.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
        </div>
      </article>
      <h2>Goes well with it</h2>
      <ul class="shelf small">${others.map(tile).join('')}
      </ul>`
}

const choices = ({ name, of }: NonNullable<Product['choice']>): string => `
          <fieldset><legend>${name}</legend>${of
            .map(
              (one, index) =>
                `<label><input type="radio" name="choice"${index === 1 ? ' checked' : ''}><span>${one}</span></label>`,
            )
            .join('')}</fieldset>`

/** What search engines read, and the widget too. */
const jsonLd = ({ slug, title, lead, pounds }: Product): string => {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: title,
    description: lead,
    image: `art/${slug}.svg`,
    brand: { '@type': 'Brand', name: 'Marlow & Finch' },
    offers: { '@type': 'Offer', price: pounds.toFixed(2), priceCurrency: 'GBP', availability: 'https://schema.org/InStoreOnly' },
  }
  return `
    <script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
}
