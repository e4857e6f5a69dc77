/** What the service worker tells the pages of the app, by `postMessage`. */

/** `outboxGrew`: the device keeps a command that no page gave. `go`: the person wants to be at this address of the app's. */
export type PageMessage = { readonly is: 'outboxGrew' } | { readonly is: 'go'; readonly path: string }

/** The message in what came from the worker, or `null`: other libraries post messages too. */
export function readPageMessage(data: unknown): PageMessage | null {
  if (typeof data !== 'object' || data === null || !('is' in data)) return null
  if (data.is === 'outboxGrew') return { is: 'outboxGrew' }
  return data.is === 'go' && 'path' in data && typeof data.path === 'string' ? { is: 'go', path: data.path } : null
}
