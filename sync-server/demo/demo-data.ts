/** The demo retailer: invented people, products and orders, so that the first minute with Shopbell is a believable one. */
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import type { DirectoryMember, Retailer, Store } from '../storage/directory.ts'
import type { OrderLine } from '../storage/orders.ts'

export const demoRetailer: Omit<Retailer, 'signingSecret'> = {
  id: 'marlow-finch' as RetailerId,
  name: 'Marlow & Finch',
  locale: 'en-GB',
  currency: 'GBP',
  // Its shop is this server's own page.
  allowedSites: [],
  isDemo: true,
}

interface DemoMember extends Pick<DirectoryMember, 'id' | 'name' | 'role'> {
  /** Everybody knows it, which is why demo data stays on this machine. */
  readonly pin: string
}

export interface DemoStore extends Pick<Store, 'id' | 'name'> {
  readonly members: readonly DemoMember[]
}

const member = (id: string, name: string, pin: string, role: DirectoryMember['role'] = 'associate'): DemoMember => ({
  id: id as MemberId,
  name,
  role,
  pin,
})

export const demoStores: readonly DemoStore[] = [
  {
    id: 'oxford-street' as StoreId,
    name: 'Oxford Street',
    members: [
      member('ana', 'Ana', '1111'),
      member('ben', 'Ben', '2222'),
      member('chloe', 'Chloé', '3333'),
      member('dimitri', 'Dimitri', '4444'),
      member('emma', 'Emma', '5555', 'manager'),
    ],
  },
  {
    id: 'brighton-lanes' as StoreId,
    name: 'Brighton Lanes',
    members: [member('farid', 'Farid', '6666'), member('greta', 'Greta', '7777', 'admin')],
  },
  {
    // A large team, whom `npm run replay` plays.
    id: 'covent-garden' as StoreId,
    name: 'Covent Garden',
    members: [
      member('hana', 'Hana', '8888'),
      member('ivo', 'Ivo', '8888'),
      member('jin', 'Jin', '8888'),
      member('kofi', 'Kofi', '8888'),
      member('lena', 'Lena', '8888'),
      member('mateo', 'Mateo', '8888'),
      member('nadia', 'Nadia', '8888'),
      member('oskar', 'Oskar', '8888'),
      member('pia', 'Pia', '8888'),
      member('quentin', 'Quentin', '8888', 'manager'),
    ],
  },
]

/** Who of them can get into the console, all with the one password, which everybody knows too. */
export const demoAccounts: readonly { readonly member: MemberId; readonly login: string }[] = [
  { member: 'greta' as MemberId, login: 'greta@marlow-finch.example' },
  { member: 'emma' as MemberId, login: 'emma@marlow-finch.example' },
]
export const demoPassword = 'seven brass lanterns'

export interface DemoCustomer {
  /** The retailer's own number for them. */
  readonly customer: string
  readonly name: string
  readonly orders: readonly DemoOrder[]
}

interface DemoOrder {
  readonly number: string
  /** Days before the demo is made, so that an order is never in the future. */
  readonly daysAgo: number
  readonly lines: readonly DemoLine[]
  readonly isCancellation?: true
}

interface DemoLine {
  readonly product: string
  readonly title: string
  readonly quantity: number
  readonly pounds: number
}

const line = (product: string, title: string, quantity: number, pounds: number): DemoLine => ({
  product,
  title,
  quantity,
  pounds,
})

/** Some of it is what the demo shop sells, some of it what it sold in other seasons. */
export const demoCustomers: readonly DemoCustomer[] = [
  {
    customer: '20417',
    name: 'Priya Raman',
    orders: [
      {
        number: 'MF-10482',
        daysAgo: 12,
        lines: [
          line('GLN-018', 'Garden lantern, brass', 2, 48),
          line('CND-007', 'Fig leaf candle', 4, 14),
          line('THR-118', 'Lambswool throw, heather', 1, 120),
        ],
      },
      { number: 'MF-10491', daysAgo: 9, isCancellation: true, lines: [line('GLN-018', 'Garden lantern, brass', 1, 48)] },
      { number: 'MF-09817', daysAgo: 71, lines: [line('JUG-017', 'Stoneware jug, sea glaze', 1, 36)] },
      { number: 'MF-08150', daysAgo: 208, lines: [line('MUG-052', 'Stoneware mug, moss', 4, 11.5)] },
    ],
  },
  {
    customer: '20733',
    name: 'Thomas Okafor',
    orders: [
      { number: 'MF-10377', daysAgo: 20, lines: [line('JNS-094-32', 'Straight-leg jeans, indigo, waist 32', 1, 94)] },
      {
        number: 'MF-09544',
        daysAgo: 96,
        lines: [
          line('TBL-019', 'Drop-leaf table, oak', 1, 365),
          line('OIL-003', 'Hard-wax oil, 250 ml', 1, 18.75),
          line('RUN-040', 'Table runner, indigo', 1, 32),
        ],
      },
    ],
  },
  {
    customer: '21058',
    name: 'Marguerite Delacroix-Hollingsworth',
    orders: [
      { number: 'MF-10455', daysAgo: 15, lines: [line('VAS-090', 'Bud vase, sea glaze', 6, 9.95)] },
      {
        number: 'MF-09902',
        daysAgo: 60,
        lines: [line('OVS-078-M', 'Linen overshirt, oat, M', 1, 78), line('JUG-017', 'Stoneware jug, sea glaze', 2, 36)],
      },
      { number: 'MF-09120', daysAgo: 140, lines: [line('NAP-031', 'Napkin, washed linen', 8, 8)] },
    ],
  },
]

const dayMs = 86_400_000

/** `now`: milliseconds since 1970. */
export function demoOrderLines(now: number): readonly OrderLine[] {
  return demoCustomers.flatMap(({ customer, orders }) =>
    orders.flatMap(({ number, daysAgo, lines, isCancellation = false }) =>
      lines.map(({ product, title, quantity, pounds }) => ({
        order: number,
        customer,
        product,
        title,
        quantity,
        unitPriceE4: Math.round(pounds * 10_000),
        orderedAt: Math.floor(now) - daysAgo * dayMs,
        occurrence: 1,
        isCancellation,
      })),
    ),
  )
}
