/** The outbox: one identifier a command, retries until there is an answer, order within a chat. */
import { describe, expect, test } from 'vitest'
import type { ChatId, CommandId, ShiftId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import type { Reply } from '../../src/replica/http.ts'
import { Outbox, type Pending } from '../../src/replica/outbox.ts'

const chat = 'chat-1' as ChatId
const accepted: Reply<CommandAccepted> = { is: 'ok', value: { is: 'accepted' } }
const unreachable: Reply<CommandAccepted> = { is: 'unreachable', retryAfterMs: null, isTooMany: false }

/** An outbox on a network that answers as told and a clock that jumps to whatever is waited for. */
function setUp(answers: (command: MemberCommand, nth: number) => Reply<CommandAccepted> | Promise<Reply<CommandAccepted>>) {
  const posted: MemberCommand[] = []
  const waited: number[] = []
  let time = 0
  let ids = 0
  let pending: readonly Pending[] = []
  const outbox = new Outbox({
    shift: 'shift-1' as ShiftId,
    newId: () => `id-${++ids}` as CommandId,
    post: async (command) => {
      posted.push(command)
      return answers(command, posted.length)
    },
    wait: async (ms) => {
      waited.push(ms)
      time += ms
    },
    now: () => time,
    onChange: (now) => {
      pending = now
    },
  })
  return { outbox, posted, waited, pending: () => pending }
}

describe('the outbox', () => {
  test('CL2: every retry carries the identifier and content of the first attempt', async () => {
    const { outbox, posted } = setUp((_, nth) => (nth < 4 ? unreachable : accepted))
    expect(await outbox.send({ kind: 'claimChat', chat }).answer).toEqual({ is: 'accepted' })
    expect(posted).toEqual(Array(4).fill({ kind: 'claimChat', chat, id: 'id-1', shift: 'shift-1' }))
  })

  test('it waits longer after each failure, and as long as the server asks', async () => {
    const { outbox, waited } = setUp((_, nth) =>
      nth === 3 ? { is: 'unreachable', retryAfterMs: 3_000, isTooMany: false } : nth < 9 ? unreachable : accepted,
    )
    await outbox.send({ kind: 'claimChat', chat }).answer
    expect(waited).toEqual([500, 1_000, 3_000, 4_000, 8_000, 8_000, 8_000, 8_000])
  })

  test('a refusal is an answer and is not retried', async () => {
    const problem: Problem = { type: '/problems/already-claimed', title: 'Already claimed', status: 409, detail: 'Ben has it.' }
    const { outbox, posted } = setUp(() => ({ is: 'problem', problem }))
    expect(await outbox.send({ kind: 'claimChat', chat }).answer).toEqual({ is: 'problem', problem })
    expect(posted).toHaveLength(1)
  })

  test('messages of a chat leave in the order they were written, and its end after them', async () => {
    let release: (reply: Reply<CommandAccepted>) => void = () => {}
    const first = new Promise<Reply<CommandAccepted>>((resolve) => {
      release = resolve
    })
    const { outbox, posted } = setUp((_, nth) => (nth === 1 ? first : accepted))
    const one = outbox.send({ kind: 'sendMessage', chat, fence: 1, text: 'one' })
    const two = outbox.send({ kind: 'sendMessage', chat, fence: 1, text: 'two' })
    const end = outbox.send({ kind: 'endChat', chat, fence: 1 })
    const elsewhere = outbox.send({ kind: 'sendMessage', chat: 'chat-2' as ChatId, fence: 1, text: 'other' })
    await elsewhere.answer
    expect(posted.map(({ id }) => id)).toEqual([one.id, elsewhere.id])
    release(unreachable)
    await end.answer
    expect(posted.map(({ id }) => id)).toEqual([one.id, elsewhere.id, one.id, two.id, end.id])
  })

  test('a command with patience gives up when the next attempt would come too late', async () => {
    const { outbox, posted, pending } = setUp(() => unreachable)
    expect(await outbox.send({ kind: 'claimChat', chat }, { patienceMs: 4_000 }).answer).toEqual({ is: 'gaveUp' })
    expect(posted.length).toBeGreaterThan(2)
    expect(pending()).toEqual([])
  })

  test('what is not answered is listed with its attempts', async () => {
    const seen: (readonly Pending[])[] = []
    const { outbox, pending } = setUp((_, nth) => {
      seen.push(pending())
      return nth < 3 ? unreachable : accepted
    })
    await outbox.send({ kind: 'claimChat', chat }).answer
    expect(seen.map((list) => list.map(({ attempts }) => attempts))).toEqual([[0], [1], [2]])
    expect(pending()).toEqual([])
  })

  test('nothing leaves under a shift that is over', async () => {
    const { outbox, posted } = setUp(() => accepted)
    outbox.close()
    expect(await outbox.send({ kind: 'claimChat', chat }).answer).toEqual({ is: 'gaveUp' })
    expect(posted).toEqual([])
  })
})
