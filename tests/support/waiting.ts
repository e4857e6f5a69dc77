/** Waiting for what should happen: looked at again after every change, never after a time. */

export class Waiting {
  readonly #listeners = new Set<() => void>()

  /** Something changed: everybody who waits looks again. */
  changed(): void {
    for (const look of [...this.#listeners]) look()
  }

  /** Calls `look` after every change, and once now. Returns how to stop. */
  watch(look: () => void): () => void {
    this.#listeners.add(look)
    look()
    return () => this.#listeners.delete(look)
  }

  /**
   * What `find` finds, as soon as it finds something (neither `null`, `undefined` nor `false`). Rejects after `withinMs`, saying
   * what was waited for and what there was instead; rejects at once where `find` throws.
   */
  until<Found>(
    what: string,
    find: () => Found | null | undefined | false,
    { withinMs = 30_000, instead = () => '' }: { withinMs?: number; instead?: () => string } = {},
  ): Promise<Found> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#listeners.delete(look)
        settle()
      }
      const look = () => {
        try {
          const found = find()
          if (found !== null && found !== undefined && found !== false) end(() => resolve(found))
        } catch (error) {
          end(() => reject(error))
        }
      }
      const timer = setTimeout(() => {
        end(() => reject(new Error(`Waited ${withinMs / 1_000} s in vain for ${what}. There was: ${instead()}`)))
      }, withinMs)
      this.#listeners.add(look)
      look()
    })
  }
}
