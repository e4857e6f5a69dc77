/** What Marlow & Finch sells: a shop that never was, with things that a person might ask about. */
export interface Product {
  /** Its page and its picture are named after it. */
  readonly slug: string
  readonly title: string
  readonly kind: string
  readonly pounds: number
  readonly lead: string
  readonly about: string
  readonly details: readonly (readonly [name: string, value: string])[]
  readonly choice: { readonly name: string; readonly of: readonly string[] } | null
}

export const products: readonly Product[] = [
  {
    slug: 'straight-leg-jeans',
    title: 'Straight-leg jeans, indigo',
    kind: 'Clothes',
    pounds: 94,
    lead: 'A straight leg, a high waist, and nothing that will look odd in five years.',
    about:
      'Woven in Lancashire from 13-ounce cotton with a little give. They begin stiff and dark, and soften where you do. Wash them cold, and not too often.',
    details: [
      ['Fabric', '98 % cotton, 2 % elastane'],
      ['Leg', '30 in, can be shortened in store'],
      ['Made in', 'Blackburn'],
    ],
    choice: { name: 'Waist', of: ['26', '28', '29', '30', '32', '34'] },
  },
  {
    slug: 'linen-overshirt',
    title: 'Linen overshirt, oat',
    kind: 'Clothes',
    pounds: 78,
    lead: 'Heavier than a shirt, lighter than a jacket: for the evenings in between.',
    about: 'Garment-washed linen with two chest pockets and corozo buttons. Cut loose enough to wear over knitwear.',
    details: [
      ['Fabric', '100 % European linen'],
      ['Care', 'Machine wash at 30 °C'],
      ['Made in', 'Leicester'],
    ],
    choice: { name: 'Size', of: ['XS', 'S', 'M', 'L', 'XL'] },
  },
  {
    slug: 'lambswool-throw',
    title: 'Lambswool throw, heather',
    kind: 'Home',
    pounds: 120,
    lead: 'Large enough to share, if you must.',
    about: 'Spun and woven in the Borders, brushed on both sides, with a twisted fringe. It does not scratch; we checked.',
    details: [
      ['Wool', '100 % lambswool'],
      ['Size', '140 × 190 cm'],
      ['Made in', 'Selkirk'],
    ],
    choice: null,
  },
  {
    slug: 'stoneware-jug',
    title: 'Stoneware jug, sea glaze',
    kind: 'Home',
    pounds: 36,
    lead: 'Thrown by hand, so no two pour quite alike.',
    about:
      'For water on the table, or whatever the garden has. The glaze pools a little differently on each, and stops short of the foot.',
    details: [
      ['Holds', '1.2 litres'],
      ['Care', 'Dishwasher safe, not for the oven'],
      ['Made in', 'St Ives'],
    ],
    choice: null,
  },
  {
    slug: 'garden-lantern',
    title: 'Garden lantern, brass',
    kind: 'Garden',
    pounds: 48,
    lead: 'One candle, four panes, and the evening is an hour longer.',
    about: 'Solid brass that dulls gracefully outdoors. The door latches, so the wind leaves the flame alone.',
    details: [
      ['Height', '34 cm with its handle'],
      ['Candle', 'Pillar, up to 7 cm wide; one is included'],
      ['Made in', 'Birmingham'],
    ],
    choice: null,
  },
  {
    slug: 'ash-stool',
    title: 'Three-legged stool, ash',
    kind: 'Home',
    pounds: 145,
    lead: 'A seat, a side table, a step to the top shelf.',
    about: 'Turned from a single plank of English ash, wedged and oiled. Three legs stand still on any floor.',
    details: [
      ['Height', '46 cm'],
      ['Wood', 'English ash, hard-wax oil'],
      ['Made in', 'Herefordshire'],
    ],
    choice: null,
  },
]

export const price = (pounds: number): string => `£${pounds.toFixed(2)}`
