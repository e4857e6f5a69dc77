/** The bell of this page, for the screens that say whether it can sound, or try it out. */
import { createContext } from 'solid-js'
import type { Bell } from './incoming/bell.ts'

export const SoundContext = createContext<Bell>({ canSound: () => false, strike: () => {} })
