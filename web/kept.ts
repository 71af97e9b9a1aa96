import { useSyncExternalStore } from 'react'

/** Since when what is shown was kept; undefined while answers come fresh. The service worker marks what it kept. */
let since: string | undefined
const listeners = new Set<() => void>()

export function noteAnswer(response: Response): void {
  const at = response.headers.get('x-kept-at') ?? undefined
  if (at === since) return
  since = at
  for (const listener of listeners) listener()
}

export const useKeptSince = (): string | undefined => useSyncExternalStore(subscribe, () => since)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
