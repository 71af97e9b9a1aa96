import { useSyncExternalStore } from 'react'

/** From here on things stand side by side (list and case; the three parts of the wall); below it one follows the other. */
const query = '(min-width: 64em)'

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query)
  list.addEventListener('change', listener)
  return () => list.removeEventListener('change', listener)
}

export const useWideScreen = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches)
