/** The first line of the app that runs: it asks the disk, which works while the rest of the app is read. */
import { readFirst } from '../replica/first-reading.ts'

export const firstReading = readFirst()
