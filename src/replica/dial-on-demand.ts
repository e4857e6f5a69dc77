/** A dial whose code comes later: what it is made of weighs more than all that a first screen needs. */
import type { Dial } from './link.ts'

/** `load` is asked for each connection; where it fails, so does the connection, and the link asks again. */
export function dialOnDemand(load: () => Promise<Dial>): Dial {
  return (ends) => {
    let connection: { close(): void } | null = null
    let isOver = false
    load().then(
      (dial) => {
        if (!isOver) connection = dial(ends)
      },
      () => {
        if (!isOver) ends.onClosed(null)
      },
    )
    return {
      close() {
        isOver = true
        connection?.close()
      },
    }
  }
}
