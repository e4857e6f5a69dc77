/** The screens about this device, which come in a chunk of their own once a shift stands: where they are handed on. */
import { type Accessor, type Component, createContext } from 'solid-js'

export interface DeviceFaces {
  /** What keeps this device from ringing, as a line on Home; nothing where it would ring. */
  readonly Hint: Component
  /** The bell check. */
  readonly BellScreen: Component
}

/** `null` while their code is on the way. */
export const DeviceFacesContext = createContext<Accessor<DeviceFaces | null>>(() => null)
