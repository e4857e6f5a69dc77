/** The decider's refusals as problems: the names that the log does not hold, and a sentence for whoever asked. */
import type { Accepted, Refusal } from '../../src/decider/answers.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { Coordinator, Submission } from '../coordinator/submission.ts'
import type { Directory } from '../storage/directory.ts'
import { ProblemReply } from './problem.ts'

/** Hands a command in; resolves once it is accepted and durable, and throws the problem where it is refused. */
export async function submitOrRefuse(
  { coordinator, directory }: { readonly coordinator: Coordinator; readonly directory: Directory },
  submission: Submission,
): Promise<Accepted> {
  const outcome = await coordinator.submit(submission)
  if (outcome.is === 'identifierReused') {
    throw new ProblemReply(
      'identifier-reused',
      'This identifier was used before for something else, so nothing happened. Send it again under a new identifier.',
    )
  }
  if (outcome.is === 'identifierTooOld') {
    throw new ProblemReply(
      'identifier-too-old',
      'This identifier was made more than 30 days ago or in the future, so nothing happened. Send it again under a new one.',
    )
  }
  if (outcome.answer.is === 'accepted') return outcome.answer
  throw await refusalProblem(outcome.answer, directory)
}

async function refusalProblem(refusal: Refusal, directory: Directory): Promise<ProblemReply> {
  const named = async (id: MemberId) => ({ id, name: (await directory.member(id))?.name ?? 'A colleague' })
  switch (refusal.why) {
    case 'AlreadyClaimed': {
      const by = await named(refusal.by)
      return new ProblemReply('already-claimed', `${by.name} has this chat. There is nothing you need to do.`, { by })
    }
    case 'NotHolder': {
      if (refusal.holder === null) return new ProblemReply('not-holder', 'Nobody has this chat now, so nothing was sent.')
      const by = await named(refusal.holder)
      return new ProblemReply('not-holder', `${by.name} has this chat now, so nothing was sent.`, { by })
    }
    case 'StaleFence': {
      const by = await named(refusal.holder)
      const sentence = 'The chat has changed hands since, so nothing was sent. You have it now: read it, then send again.'
      return new ProblemReply('stale-fence', sentence, { by })
    }
    case 'AtCapacity': {
      const { capacity } = refusal
      const chats = capacity === 1 ? 'one open chat' : `${capacity} open chats`
      return new ProblemReply('at-capacity', `You have ${chats}, which is as many as you may. End one first.`, { capacity })
    }
    case 'StampAhead': {
      const aheadMs = Math.ceil(refusal.aheadMs)
      return new ProblemReply(
        'stamp-ahead',
        'The device’s clock is ahead of the server’s. Take the server’s time and try again.',
        {
          aheadMs,
        },
      )
    }
    case 'ShopperHasOpenChat': {
      const sentence = 'There is an open chat already. Go on in it, or end it before you ask anew.'
      return new ProblemReply('open-chat-exists', sentence, { chat: refusal.chat })
    }
    case 'OutOfBounds':
      return new ProblemReply('out-of-bounds', `“${refusal.figure}” is not possible together with the other figures.`, {
        errors: [{ at: refusal.figure, message: 'is out of bounds' }],
      })
    default:
      return new ProblemReply(...plainRefusals[refusal.why])
  }
}

type PlainRefusal = Exclude<
  Refusal['why'],
  'AlreadyClaimed' | 'NotHolder' | 'StaleFence' | 'AtCapacity' | 'StampAhead' | 'ShopperHasOpenChat' | 'OutOfBounds'
>

const plainRefusals: { readonly [Why in PlainRefusal]: ConstructorParameters<typeof ProblemReply> } = {
  UnknownChat: ['unknown-chat', 'There is no such chat here any more. Go back and start from what you see there.'],
  UnknownOffer: ['unknown-offer', 'This was not offered to you, or is long over. There is nothing you need to do.'],
  UnknownMember: ['unknown-member', 'There is no such member in this store. Sign in again.'],
  RequestEnded: ['request-ended', 'This request is over: nobody claimed it in time, or the shopper left. Look under Missed.'],
  NeverServed: ['never-served', 'This chat was not offered to you, so you cannot claim it.'],
  AlreadyDeclined: ['already-declined', 'You declined this request or handed the chat back, so you cannot claim it any more.'],
  ChatEnded: ['chat-ended', 'This chat has ended, so nothing was sent.'],
  ChatExists: ['chat-exists', 'A chat with this identifier exists already. Ask again under a new identifier.'],
  AskedTooLate: ['asked-too-late', 'This arrived too long after your tap, so it no longer asked for the chat.'],
  TooLateToHandBack: ['too-late-to-hand-back', 'You have had this chat too long to hand it back. Answer it, or end it.'],
  NotMissed: ['not-missed', 'This chat is not under Missed any more: a colleague may have taken it.'],
}
