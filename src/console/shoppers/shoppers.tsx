/** Customers' data: how long it is kept, and one person's data given to them or erased. */
import { useWords } from '../../locales/console/dictionary.ts'
import { Card } from '../../ui/card.tsx'
import { OneShopper } from './one-shopper.tsx'
import { RetentionForm } from './retention-form.tsx'

export function Shoppers() {
  const words = useWords()
  return (
    <>
      <h1 class="page-title">{words.pages.shoppers}</h1>
      <div class="page-cards">
        <Card title={words.keeping.find}>
          <OneShopper />
        </Card>
        <Card title={words.keeping.retention}>
          <RetentionForm />
        </Card>
      </div>
    </>
  )
}
