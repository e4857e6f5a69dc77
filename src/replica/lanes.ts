/** In which order commands leave a device: those of one lane one after the other, those of different lanes as they can. */
import type { MemberCommand } from '../protocol/commands.ts'

/** What begins the name of a lane whose commands have an order to keep. */
const chatLane = 'chat/'

/**
 * What is about one chat leaves in order: a message never overtakes the one before it, nor the end of the chat its last words.
 * Declines and wishes wait for nobody.
 */
export function laneName(command: MemberCommand): string {
  switch (command.kind) {
    case 'sendMessage':
    case 'endChat':
    case 'handBackChat':
      return `${chatLane}${command.chat}`
    default:
      return command.id
  }
}

/** Alone in its lane, a command has nothing to overtake. */
export function keepsOrder(lane: string): boolean {
  return lane.startsWith(chatLane)
}
