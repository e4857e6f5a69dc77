/** One customer's data: found by a number or an address, given to them as a file, or erased after a question. */
import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { Erased, ShopperExport, WhichShopper } from '../../protocol/keeping.ts'
import type { Problem } from '../../protocol/problems.ts'
import type { Reply } from '../../replica/http.ts'
import { Button } from '../../ui/button.tsx'
import { Choice, Failure, Field, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending, type Sending } from '../sending.ts'
import { Tick } from '../tick.tsx'
import { downloadJson } from './download.ts'

type Candidate = NonNullable<Problem['shoppers']>[number]
type Way = 'customer' | 'contact'

export function OneShopper() {
  const words = useWords()
  const here = useHere()
  const formats = useFormats()
  const exporting = createSending()
  const erasing = createSending()
  const [by, setBy] = createSignal<Way>('customer')
  const [value, setValue] = createSignal('')
  /** Those who may be meant, where an address is several people's. */
  const [candidates, setCandidates] = createSignal<readonly Candidate[]>([])
  const [meant, setMeant] = createSignal<Candidate | null>(null)
  const [isAsking, setIsAsking] = createSignal(false)
  const [said, setSaid] = createSignal<string | null>(null)
  let form: HTMLFormElement | undefined

  const who = (): WhichShopper => {
    const one = meant()
    return one ? { by: 'shopper', value: one.id } : { by: by(), value: value().trim() }
  }
  const nameOf = ({ name, customer }: Candidate) => name ?? customer ?? words.keeping.nobodysName
  const startAnew = () => {
    setCandidates([])
    setMeant(null)
    setSaid(null)
  }

  async function send<T>(sending: Sending, request: () => Promise<Reply<T>>): Promise<T | null> {
    setSaid(null)
    const done = await sending.send(async () => {
      const reply = await request()
      if (reply.is === 'problem' && reply.problem.shoppers) setCandidates(reply.problem.shoppers)
      return reply
    })
    return done?.value ?? null
  }

  async function download() {
    const exported = await send(exporting, () => here.ask<ShopperExport>('POST', '/console/shoppers/export', { who: who() }))
    if (!exported) return
    downloadJson(`shopper-${exported.customer ?? exported.shoppers[0]?.id ?? 'data'}.json`, exported)
    setSaid(words.keeping.exported(exported.chats.length, exported.orders.length))
  }

  async function erase(orders: boolean) {
    const erased = await send(erasing, () => here.ask<Erased>('POST', '/console/shoppers/erase', { who: who(), orders }))
    if (!erased) {
      // Whom is meant is asked on the page, not in the question that lies over it.
      if (candidates().length > 0 && !meant()) {
        setIsAsking(false)
        exporting.fail(words.keeping.several)
      }
      return
    }
    setIsAsking(false)
    startAnew()
    setValue('')
    setSaid(erased.isComplete ? words.keeping.erased(erased.chats) : words.keeping.erasing(erased.chats))
  }

  return (
    <>
      <form
        class="form"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          void download()
        }}
      >
        <p class="soft">{words.keeping.findDetail}</p>
        <div class="form-inline">
          <Choice
            label={words.keeping.by}
            value={by()}
            onChoice={(way) => {
              setBy(way as Way)
              startAnew()
            }}
          >
            <option value="customer">{words.keeping.ways.customer}</option>
            <option value="contact">{words.keeping.ways.contact}</option>
          </Choice>
          <Field
            label={by() === 'customer' ? words.keeping.customer : words.keeping.contact}
            required
            maxLength={200}
            value={value()}
            onText={(text) => {
              setValue(text)
              startAnew()
            }}
          />
        </div>
        <Failure of={exporting} />
        <Show when={candidates().length > 0}>
          <ul class="rows">
            <For each={candidates()}>
              {(one) => (
                <li>
                  <span class="grow">
                    {nameOf(one)} · {words.keeping.firstSeen(formats.date(one.firstSeenAt, Date.now()))}
                  </span>
                  <Button
                    aria-pressed={meant()?.id === one.id}
                    {...(meant()?.id === one.id ? { look: 'ink' as const } : {})}
                    aria-label={`${words.keeping.choose}: ${nameOf(one)}`}
                    onClick={() => setMeant(one)}
                  >
                    {words.keeping.choose}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <p role="status" class="soft">
          {said()}
        </p>
        <div class="form-answers">
          <Button type="submit" isBusy={exporting.isBusy()}>
            {words.keeping.export}
          </Button>
          <Button onClick={() => form?.reportValidity() && setIsAsking(true)}>{words.keeping.erase}</Button>
        </div>
      </form>
      <Show when={isAsking()}>
        <EraseQuestion
          who={meant() ? nameOf(meant() as Candidate) : value().trim()}
          sending={erasing}
          onErase={(orders) => void erase(orders)}
          onCancel={() => setIsAsking(false)}
        />
      </Show>
    </>
  )
}

interface EraseQuestionProps {
  readonly who: string
  readonly sending: Sending
  readonly onErase: (orders: boolean) => void
  readonly onCancel: () => void
}

function EraseQuestion(props: EraseQuestionProps) {
  const words = useWords()
  const [orders, setOrders] = createSignal(false)
  return (
    <FormDialog
      title={words.keeping.eraseAsk(props.who)}
      detail={words.keeping.eraseDetail}
      submit={words.keeping.erase}
      look="lost"
      sending={props.sending}
      onSubmit={() => props.onErase(orders())}
      onCancel={props.onCancel}
    >
      <Tick label={words.keeping.orders} hint={words.keeping.ordersHint} isOn={orders()} onTick={setOrders} />
    </FormDialog>
  )
}
