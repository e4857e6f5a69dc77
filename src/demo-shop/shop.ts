/**
 * “Shop as”: what a retailer's own server does when a customer is signed in. The identity goes onto the widget's script tag,
 * where the widget reads it whenever it starts, and has to find it at once: a page without one is a visitor's. A retailer's server
 * writes it into the page; this page, which is only a file, has the last one ready. It is good for five minutes, and for going
 * on where one was for longer; it is fetched again before that.
 */
import './shop.css'

interface Customer {
  readonly customer: string
  readonly name: string
}

const kept = 'marlow-finch.customer'
const keptIdentity = 'marlow-finch.identity'
const freshMs = 4 * 60_000

const select = document.querySelector<HTMLSelectElement>('.shop-as select')
const tag = document.querySelector<HTMLScriptElement>('script[data-store]')

async function read<Body>(address: string): Promise<Body> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return (await response.json()) as Body
}

async function identify(): Promise<void> {
  const customer = localStorage.getItem(kept)
  if (!tag || !customer) return
  const { identity } = await read<{ identity: string }>(`identity?customer=${encodeURIComponent(customer)}`)
  localStorage.setItem(keptIdentity, identity)
  tag.dataset.identity = identity
}

/** Another person comes to the shop: what the widget knows of the one before is none of their business. */
function become(customer: string): void {
  if (customer) localStorage.setItem(kept, customer)
  else localStorage.removeItem(kept)
  localStorage.removeItem(keptIdentity)
  window.shopbell?.forget()
  location.reload()
}

async function start(select: HTMLSelectElement): Promise<void> {
  const { customers } = await read<{ customers: readonly Customer[] }>('shop')
  for (const { customer, name } of customers) select.add(new Option(name, customer))
  select.options[0]?.setAttribute('value', '')
  select.value = localStorage.getItem(kept) ?? ''
  // Who is shopping shows once the widget would know it, too.
  await identified
  select.disabled = false
  select.addEventListener('change', () => become(select.value))
}

const last = localStorage.getItem(keptIdentity)
if (tag && last) tag.dataset.identity = last
const again = () => identify().catch(() => select?.setAttribute('title', 'The demonstration’s server cannot be reached.'))
const identified = again()
setInterval(again, freshMs)
if (select) start(select).catch(() => select.setAttribute('title', 'The demonstration’s server cannot be reached.'))
