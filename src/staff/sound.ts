/** Whether the browser lets this page sound yet, for the screens that say so. */
import { type Accessor, createContext } from 'solid-js'

export const SoundContext = createContext<Accessor<boolean>>(() => false)
