/** What of a shift a new version has to wait for, and when to look for one. */
import { type Accessor, createEffect, on, onCleanup, useContext } from 'solid-js'
import { type StaffModel, useModel } from './model.ts'
import { UpdateContext } from './update.ts'

/** For as long as the owner lives: no update while something is on stage or unsent, and a look at every new connection. */
export function guardUpdate(isOnStage: Accessor<boolean>): void {
  const model = useModel()
  const update = useContext(UpdateContext)
  onCleanup(update.holdWhile(() => isOnStage() || hasUnsent(model)))
  // A server that was away may have come back as a newer one.
  createEffect(
    on(
      () => model.connection().is,
      (is) => is === 'live' && update.look(),
    ),
  )
}

/** Tried in vain or still on its way. What was refused waits for its writer, who may take as long as they like. */
function hasUnsent({ unsent, claims, outgoing, rows }: StaffModel): boolean {
  if (unsent().length > 0 || claims().length > 0) return true
  return Object.values(rows.chats).some(({ id }) =>
    outgoing(id).some(({ state }) => state.is === 'sending' || state.is === 'waiting'),
  )
}
