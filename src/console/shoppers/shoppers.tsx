/** Customers' data: how long it is kept, and one person's data given to them or erased. Managers read; admins do. */
import UserLock from 'lucide-solid/icons/user-lock'
import { Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { useHere } from '../here.ts'
import { OneShopper } from './one-shopper.tsx'
import { RetentionForm } from './retention-form.tsx'

export function Shoppers() {
  const words = useWords()
  const here = useHere()
  return (
    <>
      <h1 class="page-title">{words.pages.shoppers}</h1>
      <div class="page-cards">
        <Card title={words.keeping.find}>
          <Show
            when={here.isAdmin}
            fallback={<State icon={UserLock} title={words.app.forAdmins} detail={words.keeping.forAdminsDetail} />}
          >
            <OneShopper />
          </Show>
        </Card>
        <Card title={words.keeping.retention}>
          <RetentionForm />
        </Card>
      </div>
    </>
  )
}
