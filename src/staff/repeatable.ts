/** Code that comes in a chunk of its own, over a network that drops it. */

/** A dynamic import that may be asked again after it failed. */
export function repeatable<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let failure: unknown = null
  let failures = 0
  return () =>
    (failure === null ? load() : loadAgain(failure, failures, load)).catch((error: unknown) => {
      failure ??= error
      failures += 1
      throw error
    })
}

/**
 * Chromium and Firefox remember for the life of the page that a module could not be fetched, and name its address in the error:
 * under another address it is asked for anew. Where the error names none (Safari), the plain way works again.
 */
function loadAgain<Module>(failure: unknown, nth: number, load: () => Promise<Module>): Promise<Module> {
  const address = /https?:\/\/\S+?\.js/.exec(String(failure))?.[0]
  return address ? import(/* @vite-ignore */ `${address}?again=${nth}`) : load()
}
