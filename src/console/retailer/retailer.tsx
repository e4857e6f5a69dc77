/** The retailer itself: what it is called, and how its dates and prices are written. For admins. */
import Lock from 'lucide-solid/icons/lock'
import { Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedRetailer } from '../../protocol/console.ts'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { RetailerForm } from './retailer-form.tsx'

export function RetailerPage() {
  const words = useWords()
  const here = useHere()
  return (
    <>
      <h1 class="page-title">{words.pages.retailer}</h1>
      <Show
        when={here.isAdmin}
        fallback={
          <section class="card">
            <State icon={Lock} title={words.app.forAdmins} detail={words.failures.notYours} />
          </section>
        }
      >
        <Card title={words.retailer.identity}>
          <Loaded />
        </Card>
      </Show>
    </>
  )
}

function Loaded() {
  const here = useHere()
  const retailer = createLoaded(
    () => '/console/retailer',
    (path) => here.ask<ManagedRetailer>('GET', path),
  )
  return (
    <Load of={retailer}>
      {(its) => (
        <RetailerForm
          retailer={its()}
          onSaved={(saved) => {
            retailer.put(saved)
            here.retailerChanged(saved)
          }}
        />
      )}
    </Load>
  )
}
