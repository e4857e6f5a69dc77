/** The retailer's own page. */

export const retailer = {
  identity: 'Name, language, currency',
  nameHint: 'As your teams and your customers read it.',
  localeHint:
    'How dates and prices are written. Whoever reads Shopbell in another language sees them as that language writes them.',
  currencyHint: 'Of the prices in your customers’ past orders. No price is converted.',
  example: 'So they will be written:',
  saved: 'Saved. Tablets show it the next time that somebody signs in.',
}
